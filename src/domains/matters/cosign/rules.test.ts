/** Who joins, who co-signs, and what is counted of it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarFrom } from '#platform/calendar/calendar.ts'
import { type Relation, relations } from '../contract.ts'
import { aKind, aMatter, around } from '../factory.ts'
import { judge, mayMake } from '../rules.ts'
import { cosignsOf, type SignedEvent } from './rules.ts'

const calendar = calendarFrom([], 'Asia/Shanghai')
const at = new Date('2026-11-16T02:00:00Z')
type Step = readonly [act: string, by: string]
const history = (...steps: readonly Step[]): SignedEvent[] => steps.map(([act, by], i) => ({ seq: i + 1, act, at, by }))
const signers = (...steps: readonly Step[]): string[] => [
  ...(cosignsOf(aKind, calendar, history(['raise', 'r'], ['decline', 'd'], ...steps))?.signers ?? []),
]
const as = (...given: Relation[]) => new Set<Relation>(given)

test('nobody joins his own matter, or twice', () => {
  const join = (relations: ReadonlySet<Relation>) =>
    judge(aKind, aMatter('received'), { do: 'join' }, around({ relations }))
  expect(join(as('raiser', 'colleague'))).toEqual({ ok: false, code: 'matters.own_matter' })
  expect(join(as('joiner', 'colleague'))).toEqual({ ok: false, code: 'matters.already_joined' })
  expect(join(as('colleague'))).toMatchObject({ ok: true })
})

test('only who has co-signed takes it back', () => {
  for (const relation of relations) {
    const facts = { relations: as(relation), cosign: { more: 2, mine: true, over: false } }
    const may = mayMake(aKind, aMatter('declined'), around(facts))
    expect(may.includes('uncosign')).toBe(relation === 'colleague')
    expect(may).not.toContain('cosign')
  }
})

test.each([
  [3, 'declined', false],
  [2, 'declined', false],
  [1, 'received', true],
  [0, 'received', true], // the number was lowered meanwhile
] as const)('with %i still needed, one more leaves it %s', (more, state, reopens) => {
  const facts = around({ relations: as('colleague'), cosign: { more, mine: false, over: false } })
  const level = reopens ? { level: 1, deskUnitId: 'above' } : { level: 0, deskUnitId: 'desk' }
  expect(judge(aKind, aMatter('declined'), { do: 'cosign' }, facts)).toMatchObject({
    ok: true,
    matter: { state, ...level },
    data: { reopens },
  })
})

test('a kind without co-signing has none, nor has what was never declined', () => {
  expect(cosignsOf({ ...aKind, cosign: null }, calendar, history(['raise', 'r'], ['decline', 'd']))).toBeNull()
  expect(cosignsOf(aKind, calendar, history(['raise', 'r'], ['join', 'j']))).toBeNull()
})

test('what was signed before it was declined anew does not count', () => {
  expect(signers(['cosign', 'a'], ['cosign', 'b'], ['assign', 'd'], ['return', 'd'], ['decline', 'd'])).toEqual([])
})

test('whatever is signed and taken back, each person counts once, by what he did last', () => {
  const step = fc.tuple(fc.constantFrom('cosign', 'uncosign', 'leave'), fc.constantFrom('a', 'b', 'c', 'd'))
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const last = new Map(steps.filter(([act]) => act !== 'leave').map(([act, by]) => [by, act]))
      const expected = [...last].filter(([, act]) => act === 'cosign').map(([by]) => by)
      expect(signers(...steps).sort()).toEqual(expected.sort())
    }),
  )
})
