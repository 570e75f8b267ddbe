/** Every (state, move, relation), against a table written by hand: what it does not list is refused. */
import { describe, expect, test } from 'vitest'
import {
  type MatterState,
  type Move,
  type MoveName,
  matterStates,
  moveNames,
  type Relation,
  relations,
} from './contract.ts'
import { aKind, aMatter, around } from './factory.ts'
import { judge, mayMake, obstacle } from './rules.ts'

const linking: readonly Relation[] = ['raiser', 'desk', 'owner', 'lead']
const repeats = { confirm_repeat: linking, reject_repeat: linking }

/** state → move → who may. */
const allowed: Record<MatterState, Partial<Record<MoveName, readonly Relation[]>>> = {
  received: {
    assign: ['desk'],
    add: ['raiser', 'joiner'],
    merge: ['desk'],
    decline: ['desk'],
    withdraw: ['raiser'],
    join: ['colleague'],
    leave: ['joiner'],
    split: ['desk'],
    ...repeats,
  },
  assigned: {
    reassign: ['lead'],
    hand_on: ['owner', 'lead'],
    return: ['owner', 'lead'],
    ask_extension: ['owner', 'lead'],
    ask: ['owner', 'lead'],
    add: ['raiser', 'joiner'],
    plan_action: ['owner', 'lead'],
    finish_action: ['owner', 'lead', 'assisting'],
    attach_evidence: ['owner', 'lead', 'assisting'],
    answer: ['owner', 'lead'],
    withdraw: ['raiser'],
    join: ['colleague'],
    leave: ['joiner'],
    split: ['owner', 'lead'],
    ...repeats,
  },
  waiting: {
    reassign: ['lead'],
    reply: ['raiser', 'joiner'],
    finish_action: ['owner', 'lead', 'assisting'],
    withdraw: ['raiser'],
    join: ['colleague'],
    leave: ['joiner'],
    ...repeats,
  },
  promised: {
    reassign: ['lead'],
    ask_extension: ['owner', 'lead'],
    add: ['raiser', 'joiner'],
    plan_action: ['owner', 'lead'],
    finish_action: ['owner', 'lead', 'assisting'],
    attach_evidence: ['owner', 'lead', 'assisting'],
    answer: ['owner', 'lead'],
    judge: ['raiser', 'joiner'],
    withdraw: ['raiser'],
    join: ['colleague'],
    leave: ['joiner'],
    ...repeats,
  },
  answered: { judge: ['raiser', 'joiner'], join: ['colleague'], leave: ['joiner'], ...repeats },
  declined: { judge: ['raiser', 'joiner'], leave: ['joiner'], cosign: ['colleague'] },
  merged: { leave: ['joiner'] },
  settled: {},
  withdrawn: {},
  split: {},
}

describe('who may do what in which state', () => {
  for (const state of matterStates)
    for (const move of moveNames)
      for (const relation of relations) {
        const may = allowed[state][move]?.includes(relation) ?? false
        test(`${state}: ${relation} ${may ? 'may' : 'may not'} ${move}`, () => {
          const why = obstacle(aKind, aMatter(state), move, around({ relations: new Set([relation]) }))
          expect(why === null).toBe(may)
        })
      }

  test('while an extension is asked, the superior grants or refuses it, and nobody asks another', () => {
    for (const state of ['assigned', 'promised'] as const) {
      const matter = aMatter(state, { extension: 'asked', extensionUntil: '2026-12-01', deciderUnitId: 'above' })
      for (const relation of relations) {
        const may = mayMake(aKind, matter, around({ relations: new Set([relation]) }))
        expect(may.includes('grant_extension')).toBe(relation === 'superior')
        expect(may.includes('refuse_extension')).toBe(relation === 'superior')
        expect(may.includes('ask_extension')).toBe(false)
      }
    }
  })

  test('a merged matter is judged by the outcome of the one it went into, and not before', () => {
    const by = (state: MatterState) =>
      obstacle(
        aKind,
        aMatter('merged'),
        'judge',
        around({ relations: new Set(['raiser']), other: aMatter(state, { id: 'other' }) }),
      )
    for (const state of ['answered', 'promised', 'declined', 'settled', 'withdrawn'] as const)
      expect(by(state)).toBeNull()
    for (const state of ['received', 'assigned', 'waiting', 'merged'] as const)
      expect(by(state)).toBe('matters.not_answered_yet')
  })

  test('a kind that lacks a move refuses it to everybody', () => {
    const kind = { ...aKind, moves: aKind.moves.filter((move) => move !== 'decline') }
    expect(obstacle(kind, aMatter('received'), 'decline', around({ relations: new Set(relations) }))).toBe(
      'matters.kind_without_move',
    )
  })
})

const make = (
  state: MatterState,
  move: Move,
  given: Parameters<typeof around>[0] = {},
  matter: Parameters<typeof aMatter>[1] = {},
) =>
  judge(
    aKind,
    aMatter(state, matter),
    move,
    around({ relations: new Set(relations.filter((r) => r !== 'joiner' && r !== 'raiser')), ...given }),
  )
const asRaiser = { relations: new Set<Relation>(['raiser', 'colleague']) }
const asJoiner = { relations: new Set<Relation>(['joiner', 'colleague']) }
const answer = (kind: 'done' | 'by_date' | 'policy', more: object = {}): Move => ({
  do: 'answer',
  kind,
  text: '已查明原因并处理，今晚起可用。',
  ...more,
})

describe('what comes of a move', () => {
  test('an assignment without a named owner goes to whoever answers for the unit', () => {
    const verdict = make('received', { do: 'assign', unitId: 'u1', assistingUnitIds: [] })
    expect(verdict).toMatchObject({
      ok: true,
      matter: { state: 'assigned', leadUnitId: 'u1', ownerId: 'head', answerableUnitId: 'u1' },
    })
  })

  test.each([
    ['a unit without anybody in charge', { headOfTarget: null }, {}, 'matters.unit_without_head'],
    ['an owner of another unit', { ownerBelongs: false }, { ownerId: 'x' }, 'matters.owner_of_other_unit'],
    ['a lead unit that assists itself', {}, { assistingUnitIds: ['u1'] }, 'matters.lead_cannot_assist'],
  ])('an assignment to %s is refused', (_, given, more, code) => {
    expect(make('received', { do: 'assign', unitId: 'u1', assistingUnitIds: [], ...more }, given)).toEqual({
      ok: false,
      code,
    })
  })

  test('the first hand-on moves the work, and the first unit stays answerable', () => {
    const verdict = make('assigned', { do: 'hand_on', unitId: 'u2', reason: '属二所管辖' })
    expect(verdict).toMatchObject({
      ok: true,
      matter: { state: 'assigned', leadUnitId: 'u2', answerableUnitId: 'lead', handOns: 1 },
      data: { toSuperior: false },
    })
  })

  test('at the second hand-on the superior decides, and after that nobody hands it on or returns it', () => {
    const verdict = make('assigned', { do: 'hand_on', unitId: 'u3', reason: '也不属我所' }, {}, { handOns: 1 })
    expect(verdict).toMatchObject({
      ok: true,
      matter: { state: 'received', deskUnitId: 'above', mustDecide: true, answerableUnitId: 'lead' },
      data: { toSuperior: true },
    })
    const decided = { mustDecide: true, handOns: 2 }
    expect(make('assigned', { do: 'hand_on', unitId: 'u3', reason: '还是不属我所' }, {}, decided)).toEqual({
      ok: false,
      code: 'matters.superior_has_decided',
    })
    expect(make('assigned', { do: 'return', reason: '不属我所职责' }, {}, decided)).toEqual({
      ok: false,
      code: 'matters.superior_has_decided',
    })
  })

  test('a matter is not handed on to the unit that has it', () => {
    expect(make('assigned', { do: 'hand_on', unitId: 'lead', reason: '原因' })).toEqual({
      ok: false,
      code: 'matters.same_unit',
    })
  })

  test('a returned matter is on the desk again without owner', () => {
    expect(make('assigned', { do: 'return', reason: '不属我所职责' })).toMatchObject({
      ok: true,
      matter: { state: 'received', leadUnitId: null, ownerId: null, answerableUnitId: null },
    })
  })

  test.each([
    ['asked twice', {}, { extension: 'refused' as const }, 'matters.extension_once'],
    ['asked after the deadline', { now: new Date('2026-11-26T16:00:00Z') }, {}, 'matters.extension_too_late'],
    ['with nobody above', { aboveUnitId: null }, {}, 'matters.nobody_above'],
    ['to a day that is not later', { today: '2026-12-01' }, {}, 'matters.extension_must_be_later'],
    ['to a day too far away', { today: '2025-10-01' }, {}, 'matters.date_too_far'],
  ])('an extension %s is refused', (_, given, matter, code) => {
    expect(make('assigned', { do: 'ask_extension', until: '2026-12-01', reason: '等配件' }, given, matter)).toEqual({
      ok: false,
      code,
    })
  })

  test('an extension is decided one level up, once', () => {
    expect(make('assigned', { do: 'ask_extension', until: '2026-12-01', reason: '等配件' })).toMatchObject({
      ok: true,
      matter: { extension: 'asked', deciderUnitId: 'above' },
    })
    const asked = { extension: 'asked' as const, extensionUntil: '2026-12-01', deciderUnitId: 'above' }
    expect(make('assigned', { do: 'grant_extension' }, {}, asked)).toMatchObject({
      ok: true,
      matter: { extension: 'granted', deciderUnitId: null },
      data: { until: '2026-12-01' },
    })
    expect(make('assigned', { do: 'refuse_extension', reason: '配件有库存' }, {}, asked)).toMatchObject({
      ok: true,
      matter: { extension: 'refused', deciderUnitId: null },
    })
    expect(make('assigned', { do: 'grant_extension' })).toEqual({ ok: false, code: 'matters.no_extension_asked' })
  })

  test('an extension that nobody decided falls away when the matter moves on', () => {
    const asked = { extension: 'asked' as const, extensionUntil: '2026-12-01', deciderUnitId: 'above' }
    for (const move of [
      answer('done'),
      { do: 'ask', question: '哪一台车？' },
      { do: 'hand_on', unitId: 'u2', reason: '属二所' },
      { do: 'return', reason: '不属我所' },
    ] as Move[]) {
      expect(make('assigned', move, {}, asked)).toMatchObject({
        ok: true,
        matter: { extension: null, deciderUnitId: null },
      })
    }
  })

  test('"done" and "cannot be done because of a rule" are answered; "by a date" is promised', () => {
    expect(make('assigned', answer('done'))).toMatchObject({
      ok: true,
      matter: { state: 'answered', answerKind: 'done' },
    })
    expect(make('assigned', answer('policy', { policyRule: '城市供热条例第二十条' }))).toMatchObject({
      ok: true,
      matter: { state: 'answered', policyRule: '城市供热条例第二十条' },
    })
    expect(make('assigned', answer('by_date', { promisedOn: '2026-12-20' }))).toMatchObject({
      ok: true,
      matter: { state: 'promised', promisedOn: '2026-12-20' },
    })
    expect(make('promised', answer('done'))).toMatchObject({
      ok: true,
      matter: { state: 'answered', answerKind: 'done' },
    })
  })

  test.each([
    ['a rule that is not named', 'assigned' as const, answer('policy'), 'matters.policy_needs_rule'],
    ['a promise without a date', 'assigned' as const, answer('by_date'), 'matters.promise_needs_date'],
    [
      'a promise for today',
      'assigned' as const,
      answer('by_date', { promisedOn: '2026-11-23' }),
      'matters.date_must_be_later',
    ],
    [
      'a promise for the day after the farthest',
      'assigned' as const,
      answer('by_date', { promisedOn: '2027-12-29' }),
      'matters.date_too_far',
    ],
    [
      'a second promise',
      'promised' as const,
      answer('by_date', { promisedOn: '2027-01-20' }),
      'matters.already_promised',
    ],
  ])('an answer with %s is refused', (_, state, move, code) => {
    expect(make(state, move)).toEqual({ ok: false, code })
  })

  test('the raiser\'s "solved" settles; a joiner\'s is only noted', () => {
    expect(make('answered', { do: 'judge', verdict: 'solved' }, asRaiser)).toMatchObject({
      ok: true,
      matter: { state: 'settled', verdict: 'solved' },
    })
    expect(make('answered', { do: 'judge', verdict: 'solved' }, asJoiner)).toMatchObject({
      ok: true,
      matter: { state: 'answered', verdict: null },
    })
  })

  test('what is only promised cannot be solved yet', () => {
    expect(make('promised', { do: 'judge', verdict: 'solved' }, asRaiser)).toEqual({
      ok: false,
      code: 'matters.not_done_yet',
    })
    const other = aMatter('promised', { id: 'other' })
    expect(make('merged', { do: 'judge', verdict: 'solved' }, { ...asRaiser, other })).toEqual({
      ok: false,
      code: 'matters.not_done_yet',
    })
  })

  test.each(['partly', 'not_solved'] as const)(
    '"%s" needs a reason and opens the matter again one level higher, whoever of the raisers says it',
    (verdict) => {
      for (const who of [asRaiser, asJoiner])
        for (const state of ['answered', 'promised', 'declined'] as const) {
          expect(make(state, { do: 'judge', verdict }, who)).toEqual({ ok: false, code: 'matters.reason_needed' })
          expect(make(state, { do: 'judge', verdict, reason: '夜班还是没有接头' }, who)).toMatchObject({
            ok: true,
            matter: {
              state: 'received',
              level: 1,
              deskUnitId: 'above',
              ownerId: null,
              leadUnitId: null,
              answerKind: null,
              answerText: null,
              promisedOn: null,
              extension: null,
            },
            data: { reopens: true, level: 1 },
          })
        }
    },
  )

  test('a merged matter that is not solved leaves the one it went into and stands on its own', () => {
    const other = aMatter('answered', { id: 'other' })
    expect(
      make('merged', { do: 'judge', verdict: 'not_solved', reason: '我们所没有换' }, { ...asRaiser, other }),
    ).toMatchObject({ ok: true, matter: { state: 'received', mergedInto: null, level: 1 } })
  })

  test('at the top, a re-opened matter stays on the desk it had', () => {
    expect(
      make('answered', { do: 'judge', verdict: 'partly', reason: '只换了一台' }, { ...asRaiser, aboveUnitId: null }),
    ).toMatchObject({ ok: true, matter: { deskUnitId: 'desk', level: 1 } })
  })

  test.each([
    ['into itself', 'matter', null, 'matters.merge_into_itself'],
    ['into nothing', 'gone', null, 'matters.merge_target_unknown'],
    ['into another kind', 'other', aMatter('received', { kind: 'directive' }), 'matters.merge_target_unknown'],
    ['into what is settled', 'other', aMatter('settled'), 'matters.merge_target_closed'],
    ['into what is merged itself', 'other', aMatter('merged'), 'matters.merge_target_closed'],
    [
      'into what fewer may see',
      'other',
      aMatter('received', { visibility: 'handlers' }),
      'matters.merge_target_hidden',
    ],
  ] as const)('a matter is not merged %s', (_, intoId, other, code) => {
    expect(make('received', { do: 'merge', intoId, reason: '同一件事' }, { other })).toEqual({ ok: false, code })
  })

  test('withdrawing ends it, unless others joined: then it goes on in the name of the earliest', () => {
    expect(make('received', { do: 'withdraw' }, asRaiser)).toMatchObject({ ok: true, matter: { state: 'withdrawn' } })
    expect(make('assigned', { do: 'withdraw' }, { ...asRaiser, earliestJoinerId: 'j1' })).toMatchObject({
      ok: true,
      matter: { state: 'assigned', raiserId: 'j1' },
      data: { goesOn: true },
    })
  })

  test('an action is planned for a day to come and finished once', () => {
    const plan = { do: 'plan_action', text: '采购接头', ownerId: 'o', dueOn: '2026-11-22' } as const
    expect(make('assigned', plan)).toEqual({ ok: false, code: 'matters.date_must_be_later' })
    expect(make('assigned', { ...plan, dueOn: '9999-12-31' })).toEqual({ ok: false, code: 'matters.date_too_far' })
    expect(make('assigned', { ...plan, dueOn: '2027-12-28' })).toMatchObject({ ok: true })
    expect(make('assigned', { ...plan, dueOn: '2026-11-23' })).toMatchObject({ ok: true })
    expect(make('assigned', { ...plan, dueOn: '2026-11-24' }, { ownerBelongs: false })).toEqual({
      ok: false,
      code: 'matters.owner_of_other_unit',
    })
    expect(make('assigned', { do: 'finish_action', actionId: 'action', note: '已到货' })).toMatchObject({ ok: true })
    expect(make('assigned', { do: 'finish_action', actionId: 'gone', note: '已到货' })).toEqual({
      ok: false,
      code: 'matters.no_open_action',
    })
  })
})
