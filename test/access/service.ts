/** How households are asked for. */
import { newId } from '#platform/id.ts'
import { findHouseholds, listContactsShown, showHouseholdContact } from '../../src/domains/service/contract.ts'
import { anEstate } from '../../src/domains/service/factory.ts'
import { aCase, casesOf, type Row, shows } from './case.ts'
import type { Stage } from './stage.ts'

let homes = 0

/** A household that a place looks after. */
export async function aHome(stage: Stage, { place }: Row): Promise<{ id: string; customerNo: string }> {
  const { unit, worker } = stage.locals[place]
  const customerNo = `ACC${String(++homes).padStart(6, '0')}`
  const estate = { stationUnitId: unit.id, name: stage.text() }
  const [id] = await anEstate(await stage.ctxAt(place, worker), estate, [{ customerNo, phone: '13100000000' }])
  return { id: id!, customerNo }
}

const shown = (stage: Stage, row: Row) => stage.dbOf(row.place).selectFrom('service_contact_shown')

export const serviceCases = casesOf([
  {
    ...aCase(findHouseholds, async (stage, row) => {
      const { id, customerNo } = await aHome(stage, row)
      return { input: { q: customerNo }, there: (reply) => shows(reply, id) }
    }),
    records: 'nothing',
  },
  aCase(showHouseholdContact, async (stage, row) => {
    const { id } = await aHome(stage, row)
    const kept = shown(stage, row).select('reason').where('household_id', '=', id)
    return {
      input: { id, reason: '夜间抢修需要联系' },
      there: async (reply) => shows(reply, '13100000000') && (await kept.execute()).length === 1,
    }
  }),
  aCase(listContactsShown, async (stage, row) => {
    const { id: household_id } = await aHome(stage, row)
    const reason = stage.text()
    const by_person = stage.locals[row.place].worker.personId
    const shownRow = { id: newId(), household_id, request_id: null, by_person, reason, at: stage.world.now() }
    await stage.dbOf(row.place).insertInto('service_contact_shown').values(shownRow).execute()
    return { input: {}, there: (reply) => shows(reply, reason) }
  }),
])
