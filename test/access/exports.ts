/** How lists are taken out as files; asked for as CSV, because that can be read. */
import { exportLedger, exportLedgerMatters } from '../../src/domains/insight/ledger/contract.ts'
import { exportInbox } from '../../src/domains/matters/inbox/contract.ts'
import { exportBoard } from '../../src/domains/matters/lists/contract.ts'
import { exportPeople } from '../../src/domains/org/contract.ts'
import { exportHouseholds } from '../../src/domains/service/contract.ts'
import { aCase, type Case, casesOf, type Row, shows } from './case.ts'
import { aHome } from './service.ts'
import type { Stage } from './stage.ts'

const format = 'csv'

/** A file that has a matter of the row in it. */
const ofMatter = (endpoint: Case['endpoint'], input: (stage: Stage, row: Row) => Record<string, unknown>) =>
  aCase(
    endpoint,
    async (stage, row, caller) => {
      const visibility = row.variant.includes('hidden') ? 'handlers' : 'company'
      const raiser = row.mine && caller.actor !== null ? { raiser: caller.actor } : {}
      const { text } = await stage.matter(row.place, { visibility, urgent: true, ...raiser })
      return { input: { ...input(stage, row), format }, there: (reply) => shows(reply, text.slice(0, 8)) }
    },
    'alone', // a person takes out so many in an hour
  )

export const exportCases = casesOf([
  ofMatter(exportBoard, (stage, { place, variant }) =>
    variant.includes('by unit') ? { unitId: stage.locals[place].unit.id } : {},
  ),
  ofMatter(exportInbox, () => ({})),
  ofMatter(exportLedgerMatters, (stage, { place }) => ({ unitId: stage.locals[place].unit.id, figure: 'made' })),
  aCase(
    exportLedger,
    async (stage, { place }) => ({ input: { format }, there: (reply) => shows(reply, stage.locals[place].unit.name) }),
    'alone',
  ),
  aCase(
    exportPeople,
    async (stage, { place }) => {
      const { staffNo } = await stage.person(place)
      return { input: { id: stage.locals[place].unit.id, format }, there: (reply) => shows(reply, staffNo) }
    },
    'alone',
  ),
  aCase(
    exportHouseholds,
    async (stage, row) => {
      const { customerNo } = await aHome(stage, row)
      return { input: { q: customerNo, format }, there: (reply) => shows(reply, customerNo) }
    },
    'alone',
  ),
])
