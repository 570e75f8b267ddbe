/** Matters for tests: a plain one in any state, and the facts around it. */
import { readFileSync } from 'node:fs'
import type { MatterState } from './contract.ts'
import { MatterKind } from './kinds.ts'
import type { Around, Matter } from './rules.ts'

/** The kind that suggestions have, read from its rule pack. */
export const aKind: MatterKind = MatterKind.parse(
  JSON.parse(readFileSync(new URL('../../../rulepacks/kind-suggestion-1.json', import.meta.url), 'utf8')),
)

const owned: readonly MatterState[] = ['assigned', 'waiting', 'promised', 'answered', 'settled']

/** A matter that satisfies the constraints of its state. Ids are short words: the rules do not care. */
export function aMatter(state: MatterState, given: Partial<Matter> = {}): Matter {
  const lead = owned.includes(state)
  return {
    id: 'matter',
    kind: 'suggestion',
    visibility: 'company',
    state,
    raiserId: 'raiser',
    deskUnitId: 'desk',
    leadUnitId: lead ? 'lead' : null,
    ownerId: lead ? 'owner' : null,
    answerableUnitId: lead ? 'lead' : null,
    level: 0,
    handOns: 0,
    mustDecide: false,
    extension: null,
    extensionUntil: null,
    deciderUnitId: null,
    answerKind: state === 'answered' || state === 'settled' ? 'done' : state === 'promised' ? 'by_date' : null,
    answerText: ['answered', 'settled', 'promised'].includes(state) ? '已更换接头，夜班可用。' : null,
    promisedOn: state === 'promised' ? '2026-12-20' : null,
    policyRule: null,
    mergedInto: state === 'merged' ? 'other' : null,
    verdict: state === 'settled' ? 'solved' : null,
    ...given,
  }
}

/** Facts that put no obstacle in the way: within the deadline, a superior above, a head at the target. */
export function around(given: Partial<Around> = {}): Around {
  return {
    relations: new Set(),
    now: new Date('2026-11-23T02:00:00Z'),
    today: '2026-11-23',
    dueAt: new Date('2026-11-26T15:59:59.999Z'),
    aboveUnitId: 'above',
    headOfTarget: 'head',
    ownerBelongs: true,
    earliestJoinerId: null,
    other: null,
    openActionIds: ['action'],
    pictures: 0,
    whole: { fileIds: [], mergedIds: [] },
    cosign: { more: 3, mine: false, over: false },
    earlier: { id: 'earlier', kind: 'suggestion', before: true, said: null },
    ...given,
  }
}
