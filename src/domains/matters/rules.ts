/**
 * What may be done with a matter, by whom, and what comes of it. One table of moves and one verdict over it.
 * Pure: no clock, no database, no throw.
 */
import { addDays } from '#platform/calendar/calendar.ts'
import type { RefusalCode } from '#platform/refusal.ts'
import { type MatterState, type Move, type MoveName, moveNames, type Relation, type verdicts } from './contract.ts'
import type { MatterKind } from './kinds.ts'
import { repeated } from './repeats/rules.ts'
import { divide, type Whole } from './split/rules.ts'

/** A matter as the rules see it. */
export interface Matter {
  readonly id: string
  readonly kind: string
  readonly visibility: 'company' | 'handlers'
  readonly state: MatterState
  readonly raiserId: string | null
  readonly deskUnitId: string
  readonly leadUnitId: string | null
  readonly ownerId: string | null
  readonly answerableUnitId: string | null
  readonly level: number
  readonly handOns: number
  readonly mustDecide: boolean
  readonly extension: 'asked' | 'granted' | 'refused' | null
  readonly extensionUntil: string | null
  readonly deciderUnitId: string | null
  readonly answerKind: 'done' | 'by_date' | 'policy' | null
  readonly answerText: string | null
  readonly promisedOn: string | null
  readonly policyRule: string | null
  readonly mergedInto: string | null
  readonly verdict: (typeof verdicts)[number] | null
}

/** What the rules must know beside the matter itself. Looked up by the verb; absent facts are null. */
export interface Around {
  readonly relations: ReadonlySet<Relation>
  readonly now: Date
  /** The local day of `now`. */
  readonly today: string
  readonly dueAt: Date | null
  /** The nearest unit strictly above the one at work that has somebody to decide. */
  readonly aboveUnitId: string | null
  /** Who answers for the unit that an assignment or a hand-on names. */
  readonly headOfTarget: string | null
  /** The unit of the owner that was named, or null where none was named. */
  readonly ownerBelongs: boolean
  readonly earliestJoinerId: string | null
  /** The matter that this one would be merged into, or has been merged into. */
  readonly other: Pick<Matter, 'id' | 'kind' | 'state' | 'visibility' | 'mergedInto'> | null
  readonly openActionIds: readonly string[]
  readonly pictures: number
  /** What hangs on the matter, where the move is to split it. */
  readonly whole: Omit<Whole, 'openActionIds'> | null
  /** Of a declined matter: how many more are to co-sign, whether the person has, and whether it is too late. */
  readonly cosign: { readonly more: number; readonly mine: boolean; readonly over: boolean } | null
  /** What the move says this one is again, and what has been said of the two. */
  readonly earlier: EarlierFacts | null
}

export interface EarlierFacts {
  readonly id: string
  readonly kind: string
  /** Closed before this one was raised. */
  readonly before: boolean
  readonly said: { readonly same: boolean; readonly byRaiser: boolean } | null
}

/** How far ahead a day can be chosen: a promise for the next season but one is none. */
export const daysAhead = 400

const handlers = ['owner', 'lead'] as const
const open = ['received', 'assigned', 'waiting', 'promised'] as const

/** Every move with the states it starts from and the relations that may make it. What is not here is refused. */
export const moves = {
  assign: { from: ['received'], who: ['desk'] },
  reassign: { from: ['assigned', 'waiting', 'promised'], who: ['lead'] },
  hand_on: { from: ['assigned'], who: handlers },
  return: { from: ['assigned'], who: handlers },
  ask_extension: { from: ['assigned', 'promised'], who: handlers },
  grant_extension: { from: ['assigned', 'promised'], who: ['superior'] },
  refuse_extension: { from: ['assigned', 'promised'], who: ['superior'] },
  ask: { from: ['assigned'], who: handlers },
  reply: { from: ['waiting'], who: ['raiser', 'joiner'] },
  add: { from: ['received', 'assigned', 'promised'], who: ['raiser', 'joiner'] },
  plan_action: { from: ['assigned', 'promised'], who: handlers },
  finish_action: { from: ['assigned', 'waiting', 'promised'], who: ['owner', 'lead', 'assisting'] },
  attach_evidence: { from: ['assigned', 'promised'], who: ['owner', 'lead', 'assisting'] },
  answer: { from: ['assigned', 'promised'], who: handlers },
  judge: { from: ['answered', 'promised', 'declined', 'merged'], who: ['raiser', 'joiner'] },
  merge: { from: ['received'], who: ['desk'] },
  decline: { from: ['received'], who: ['desk'] },
  withdraw: { from: open, who: ['raiser'] },
  join: { from: [...open, 'answered'], who: ['colleague'] },
  leave: { from: [...open, 'answered', 'declined', 'merged'], who: ['joiner'] },
  split: { from: ['received', 'assigned'], who: ['desk', 'owner', 'lead'] },
  cosign: { from: ['declined'], who: ['colleague'] },
  uncosign: { from: ['declined'], who: ['colleague'] },
  confirm_repeat: { from: [...open, 'answered'], who: ['raiser', 'desk', 'owner', 'lead'] },
  reject_repeat: { from: [...open, 'answered'], who: ['raiser', 'desk', 'owner', 'lead'] },
} as const satisfies Record<MoveName, { from: readonly MatterState[]; who: readonly Relation[] }>

export type Verdict =
  | { readonly ok: true; readonly matter: Matter; readonly data: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly code: RefusalCode }

const no = (code: RefusalCode): Verdict => ({ ok: false, code })
const yes = (matter: Matter, data: Readonly<Record<string, unknown>> = {}): Verdict => ({ ok: true, matter, data })

/** Why the move cannot be made at all, whatever it would say; null if it can. */
export function obstacle(kind: MatterKind, matter: Matter, name: MoveName, around: Around): RefusalCode | null {
  const rule = moves[name]
  if (!kind.moves.includes(name)) return 'matters.kind_without_move'
  if (!rule.who.some((relation) => around.relations.has(relation))) return 'matters.not_yours'
  if (!(rule.from as readonly MatterState[]).includes(matter.state)) return 'matters.not_now'
  return special[name]?.(matter, around) ?? null
}

/** The moves that the person may make now. */
export function mayMake(kind: MatterKind, matter: Matter, around: Around): MoveName[] {
  return moveNames.filter((name) => obstacle(kind, matter, name, around) === null)
}

/** States of the matter it went into on which the raiser of a merged one has his word: also when that one was withdrawn. */
const outcomeStates: readonly MatterState[] = ['answered', 'promised', 'declined', 'settled', 'withdrawn']

/** Conditions of single moves beyond state and relation. */
const special: { readonly [N in MoveName]?: (matter: Matter, around: Around) => RefusalCode | null } = {
  hand_on: (matter) => (matter.mustDecide ? 'matters.superior_has_decided' : null),
  return: (matter) => (matter.mustDecide ? 'matters.superior_has_decided' : null),
  ask_extension: (matter, around) => {
    if (matter.extension !== null) return 'matters.extension_once'
    if (around.dueAt === null || around.now >= around.dueAt) return 'matters.extension_too_late'
    return around.aboveUnitId === null ? 'matters.nobody_above' : null
  },
  grant_extension: (matter) => (matter.extension === 'asked' ? null : 'matters.no_extension_asked'),
  refuse_extension: (matter) => (matter.extension === 'asked' ? null : 'matters.no_extension_asked'),
  finish_action: (_matter, around) => (around.openActionIds.length === 0 ? 'matters.no_open_action' : null),
  judge: (matter, around) => {
    if (matter.state !== 'merged') return null
    return around.other !== null && outcomeStates.includes(around.other.state) ? null : 'matters.not_answered_yet'
  },
  join: (_matter, around) => {
    if (around.relations.has('raiser')) return 'matters.own_matter'
    return around.relations.has('joiner') ? 'matters.already_joined' : null
  },
  split: (matter, around) => {
    // whoever answers for the unit that works on it, or the desk while it lies there: a desk does not divide another's work
    const mine = matter.state === 'received' ? ['desk'] : handlers
    return mine.some((relation) => around.relations.has(relation as Relation)) ? null : 'matters.not_yours'
  },
  cosign: (_matter, { relations, cosign }) => {
    if (relations.has('raiser')) return 'matters.own_matter'
    if (relations.has('joiner')) return 'matters.judge_instead'
    if (cosign === null) return 'matters.kind_without_move'
    if (cosign.mine) return 'matters.already_cosigned'
    return cosign.over ? 'matters.cosign_too_late' : null
  },
  uncosign: (_matter, { cosign }) => (cosign?.mine === true ? null : 'matters.not_cosigned'),
}

/** The next matter and what its event says, or why not. */
export function judge(kind: MatterKind, matter: Matter, move: Move, around: Around): Verdict {
  const why = obstacle(kind, matter, move.do, around)
  return why === null ? (outcomes[move.do] as Outcome)(kind, matter, move, around) : no(why)
}

type Outcome<M extends Move = Move> = (kind: MatterKind, matter: Matter, move: M, around: Around) => Verdict

const outcomes: { readonly [N in MoveName]: Outcome<Extract<Move, { do: N }>> } = {
  assign: (_kind, matter, move, around) => {
    const ownerId = move.ownerId ?? around.headOfTarget
    if (ownerId === null) return no('matters.unit_without_head')
    if (!around.ownerBelongs) return no('matters.owner_of_other_unit')
    if (move.assistingUnitIds.includes(move.unitId)) return no('matters.lead_cannot_assist')
    const next = {
      ...matter,
      state: 'assigned',
      leadUnitId: move.unitId,
      ownerId,
      answerableUnitId: matter.answerableUnitId ?? move.unitId,
    } as const
    return yes(next, { unitId: move.unitId, ownerId, assistingUnitIds: move.assistingUnitIds, note: move.note })
  },
  reassign: (_kind, matter, move, around) =>
    around.ownerBelongs
      ? yes({ ...matter, ownerId: move.ownerId }, { ownerId: move.ownerId, note: move.note })
      : no('matters.owner_of_other_unit'),
  hand_on: (kind, matter, move, around) => {
    if (move.unitId === matter.leadUnitId) return no('matters.same_unit')
    const handOns = matter.handOns + 1
    if (handOns >= kind.handOnsBeforeSuperior) {
      const deskUnitId = around.aboveUnitId ?? matter.deskUnitId
      const next = {
        ...matter,
        state: 'received',
        deskUnitId,
        leadUnitId: null,
        ownerId: null,
        handOns,
        mustDecide: true,
        ...noExtension(matter),
      } as const
      return yes(next, { unitId: move.unitId, reason: move.reason, toSuperior: true, deskUnitId })
    }
    if (around.headOfTarget === null) return no('matters.unit_without_head')
    const next = { ...matter, leadUnitId: move.unitId, ownerId: around.headOfTarget, handOns, ...noExtension(matter) }
    return yes(next, { unitId: move.unitId, ownerId: around.headOfTarget, reason: move.reason, toSuperior: false })
  },
  return: (_kind, matter, move) => {
    const answerableUnitId = matter.handOns === 0 ? null : matter.answerableUnitId
    const next = {
      ...matter,
      state: 'received',
      leadUnitId: null,
      ownerId: null,
      answerableUnitId,
      ...noExtension(matter),
    } as const
    return yes(next, { reason: move.reason, unitId: matter.leadUnitId })
  },
  ask_extension: (_kind, matter, move, around) => {
    if (around.dueAt !== null && move.until <= around.today) return no('matters.extension_must_be_later')
    if (tooFar(move.until, around)) return no('matters.date_too_far')
    const next = {
      ...matter,
      extension: 'asked',
      extensionUntil: move.until,
      deciderUnitId: around.aboveUnitId,
    } as const
    return yes(next, { until: move.until, reason: move.reason, deciderUnitId: around.aboveUnitId })
  },
  grant_extension: (_kind, matter, move) =>
    yes({ ...matter, extension: 'granted', deciderUnitId: null }, { until: matter.extensionUntil, note: move.note }),
  refuse_extension: (_kind, matter, move) =>
    yes(
      { ...matter, extension: 'refused', deciderUnitId: null },
      { until: matter.extensionUntil, reason: move.reason },
    ),
  ask: (_kind, matter, move) =>
    yes({ ...matter, state: 'waiting', ...noExtension(matter) }, { question: move.question }),
  reply: (_kind, matter, move) => yes({ ...matter, state: 'assigned' }, { text: move.text }),
  add: (_kind, matter, move) => yes(matter, { text: move.text }),
  plan_action: (_kind, matter, move, around) => {
    if (!around.ownerBelongs) return no('matters.owner_of_other_unit')
    if (tooFar(move.dueOn, around)) return no('matters.date_too_far')
    return move.dueOn < around.today
      ? no('matters.date_must_be_later')
      : yes(matter, { text: move.text, ownerId: move.ownerId, dueOn: move.dueOn })
  },
  finish_action: (_kind, matter, move, around) =>
    around.openActionIds.includes(move.actionId)
      ? yes(matter, { actionId: move.actionId, note: move.note })
      : no('matters.no_open_action'),
  attach_evidence: (_kind, matter, move) => yes(matter, { fileIds: move.fileIds, note: move.note }),
  answer: (_kind, matter, move, around) => answered(matter, move, around),
  judge: (_kind, matter, move, around) => judged(matter, move, around),
  merge: (_kind, matter, move, around) => {
    if (move.intoId === matter.id) return no('matters.merge_into_itself')
    if (around.other === null || around.other.kind !== matter.kind) return no('matters.merge_target_unknown')
    if (!mergeable.includes(around.other.state)) return no('matters.merge_target_closed')
    if (matter.visibility === 'company' && around.other.visibility !== 'company')
      return no('matters.merge_target_hidden')
    return yes(
      { ...matter, state: 'merged', mergedInto: around.other.id, mustDecide: false },
      { intoId: around.other.id, reason: move.reason },
    )
  },
  decline: (_kind, matter, move) => yes({ ...matter, state: 'declined', mustDecide: false }, { reason: move.reason }),
  withdraw: (_kind, matter, move, around) =>
    around.earliestJoinerId === null
      ? yes({ ...matter, state: 'withdrawn', ...noExtension(matter) }, { reason: move.reason, goesOn: false })
      : yes({ ...matter, raiserId: around.earliestJoinerId }, { reason: move.reason, goesOn: true }),
  join: (_kind, matter) => yes(matter),
  leave: (_kind, matter) => yes(matter),
  split: (_kind, matter, move, around) => {
    const divided = divide(move.parts, {
      fileIds: around.whole?.fileIds ?? [],
      mergedIds: around.whole?.mergedIds ?? [],
      openActionIds: around.openActionIds,
    })
    if (!divided.ok) return no(divided.code)
    return yes({ ...matter, state: 'split', mustDecide: false, ...noExtension(matter) }, { reason: move.reason })
  },
  cosign: (_kind, matter, move, around) => {
    if (around.cosign === null || around.cosign.more > 1) return yes(matter, { reason: move.reason, reopens: false })
    const next = again(matter, around)
    return yes(next, { reason: move.reason, reopens: true, deskUnitId: next.deskUnitId, level: next.level })
  },
  uncosign: (_kind, matter) => yes(matter),
  confirm_repeat: (_kind, matter, move, around) => repeatSaid(matter, move, around),
  reject_repeat: (_kind, matter, move, around) => repeatSaid(matter, move, around),
}

function repeatSaid(
  matter: Matter,
  move: Extract<Move, { do: 'confirm_repeat' | 'reject_repeat' }>,
  around: Around,
): Verdict {
  const code = repeated(matter, move.do === 'confirm_repeat', around.earlier, around.relations.has('raiser'))
  return code === null ? yes(matter, { earlierId: move.earlierId }) : no(code)
}

const tooFar = (day: string, { today }: Around): boolean => day > addDays(today, daysAhead)

const mergeable: readonly MatterState[] = ['received', 'assigned', 'waiting', 'promised', 'answered']

/** An extension that was asked and not yet decided falls away when the matter moves on. */
function noExtension(matter: Matter): Pick<Matter, 'extension' | 'extensionUntil' | 'deciderUnitId'> {
  if (matter.extension === 'asked') return { extension: null, extensionUntil: null, deciderUnitId: null }
  return { extension: matter.extension, extensionUntil: matter.extensionUntil, deciderUnitId: null }
}

function answered(matter: Matter, move: Extract<Move, { do: 'answer' }>, around: Around): Verdict {
  const data = { kind: move.kind, text: move.text, promisedOn: move.promisedOn, policyRule: move.policyRule }
  if (move.kind === 'policy' && move.policyRule === undefined) return no('matters.policy_needs_rule')
  const next = {
    ...matter,
    answerKind: move.kind,
    answerText: move.text,
    policyRule: move.policyRule ?? null,
    ...noExtension(matter),
  }
  if (move.kind !== 'by_date') return yes({ ...next, state: 'answered' }, data)
  if (matter.state === 'promised') return no('matters.already_promised')
  if (move.promisedOn === undefined) return no('matters.promise_needs_date')
  if (move.promisedOn <= around.today) return no('matters.date_must_be_later')
  if (tooFar(move.promisedOn, around)) return no('matters.date_too_far')
  return yes({ ...next, state: 'promised', promisedOn: move.promisedOn, extension: null, extensionUntil: null }, data)
}

/**
 * The raiser's last word. "Solved" settles; a joiner's "solved" is noted. "Partly" and "not solved" need a reason and
 * open the matter again, with a fresh clock and one level higher.
 */
function judged(matter: Matter, move: Extract<Move, { do: 'judge' }>, around: Around): Verdict {
  if (move.verdict === 'solved') {
    if (matter.state === 'promised' || (matter.state === 'merged' && around.other?.state === 'promised'))
      return no('matters.not_done_yet')
    const settles = around.relations.has('raiser')
    const next: Matter = settles ? { ...matter, state: 'settled', verdict: 'solved' } : matter
    return yes(next, { verdict: move.verdict, reason: move.reason, reopens: false, settles })
  }
  if (move.reason === undefined) return no('matters.reason_needed')
  const next = again(matter, around)
  return yes(next, {
    verdict: move.verdict,
    reason: move.reason,
    reopens: true,
    deskUnitId: next.deskUnitId,
    level: next.level,
  })
}

/** Open again one level higher, with nobody's decision about it left. */
function again(matter: Matter, { aboveUnitId }: Around): Matter {
  return {
    ...matter,
    state: 'received',
    deskUnitId: aboveUnitId ?? matter.deskUnitId,
    leadUnitId: null,
    ownerId: null,
    level: matter.level + 1,
    handOns: 0,
    mustDecide: false,
    extension: null,
    extensionUntil: null,
    deciderUnitId: null,
    answerKind: null,
    answerText: null,
    promisedOn: null,
    policyRule: null,
    mergedInto: null,
    verdict: null,
  }
}
