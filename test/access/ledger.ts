/** How the public ledger is asked for. */
import { forget } from '#platform/memory.ts'
import { getLedger, type LedgerUnit, listLedgerMatters } from '../../src/domains/insight/ledger/contract.ts'
import { aCase, casesOf, shows } from './case.ts'

const visibility = (variant: string) => (variant.includes('hidden') ? 'handlers' : 'company')

export const ledgerCases = casesOf([
  aCase(getLedger, async (stage, { place, variant }) => {
    await stage.matter(place, { visibility: visibility(variant) })
    forget() // the clock stands still, and what was counted is kept in mind for a few seconds
    const { id } = stage.locals[place].unit
    const unitIn = (reply: unknown) => (reply as { units: LedgerUnit[] }).units.find((unit) => unit.id === id)
    return { input: {}, there: (reply) => (unitIn(reply)?.counts.made ?? 0) > 0 }
  }),
  aCase(listLedgerMatters, async (stage, { place, mine, variant }, { actor }) => {
    const raiser = mine && actor !== null ? { raiser: actor } : {}
    const { id } = await stage.matter(place, { visibility: visibility(variant), ...raiser })
    const unitId = stage.locals[place].unit.id
    return { input: { unitId, figure: 'made' }, there: (reply) => shows(reply, id) }
  }),
])
