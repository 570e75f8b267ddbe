/** How households are asked for. */
import { newId } from '#platform/id.ts'
import type { Move } from '../../src/domains/matters/contract.ts'
import { act } from '../../src/domains/matters/service.ts'
import { listCallbacks, recordCallback } from '../../src/domains/service/callbacks/contract.ts'
import { findHouseholds, listContactsShown, showHouseholdContact } from '../../src/domains/service/contract.ts'
import { anEstate } from '../../src/domains/service/factory.ts'
import {
  addRequestPicture,
  getRequest,
  listHouseholdRequests,
  listPlaces,
  moveByReceipt,
  openReceipt,
  recogniseHome,
  sendRequest,
  showRequestContact,
  takeRequest,
} from '../../src/domains/service/requests/contract.ts'
import { newReceiptCode } from '../../src/domains/service/requests/receipt-code.ts'
import { send } from '../../src/domains/service/requests/service.ts'
import { findPlace } from '../../src/domains/service/requests/store.ts'
import { aCase, casesOf, type Row, shows } from './case.ts'
import { aPicture } from './matters.ts'
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

/** The entrance of a home that a place looks after, its address but for the flat, and its customer number. */
async function anEntrance(stage: Stage, row: Row): Promise<{ placeId: string; estate: string; customerNo: string }> {
  const { id, customerNo } = await aHome(stage, row)
  const db = stage.dbOf(row.place)
  const home = await db
    .selectFrom('service_household')
    .select('place_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const { names } = (await findPlace(db, home.place_id))!
  return { placeId: home.place_id, estate: names[0]!, customerNo }
}

/** What somebody reported at a place, and the receipt that he has. */
async function aRequest(stage: Stage, row: Row): Promise<{ code: string; matterId: string; phone: string }> {
  const { placeId } = await anEntrance(stage, row)
  const code = newReceiptCode()
  const phone = `1310000${String(++homes).padStart(4, '0')}`
  const said = { receipt: code, trouble: 'too_cold', placeId, flat: '101', phone } as const
  const ctx = await stage.ctxAt(row.place, stage.locals[row.place].worker)
  const { number } = await send(ctx, { ...said, pictures: [], text: stage.text() })
  const matters = stage.dbOf(row.place).selectFrom('matters_matter').select('id').where('number', '=', number)
  return { code, matterId: (await matters.executeTakeFirstOrThrow()).id, phone }
}

/** A request that was answered two days ago. */
async function anAnswered(stage: Stage, row: Row): Promise<{ matterId: string; seen: number }> {
  const { matterId } = await aRequest(stage, row)
  const { unit, worker, dispatcher } = stage.locals[row.place]
  const ago = new Date(stage.world.now().getTime() - 48 * 3_600_000)
  const as = async (who: typeof worker) => ({ ...(await stage.ctxAt(row.place, who)), now: ago })
  const assign: Move = { do: 'assign', unitId: unit.id, ownerId: worker.personId, assistingUnitIds: [] }
  await act(await as(dispatcher), { id: matterId, seen: 1, move: assign })
  const answer = { do: 'answer', kind: 'done', text: '已上门排气，室温二十度。' } as const
  await act(await as(worker), { id: matterId, seen: 2, move: answer })
  return { matterId, seen: 3 }
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
  aCase(listPlaces, async (stage, row) => {
    const { estate } = await anEntrance(stage, row)
    return { input: { q: estate }, there: (reply) => shows(reply, estate) }
  }),
  {
    ...aCase(recogniseHome, async (stage, row) => {
      const { placeId, customerNo } = await anEntrance(stage, row)
      return { input: { customerNo, phoneEnd: '0000' }, there: (reply) => shows(reply, placeId) }
    }),
    records: 'nothing',
    alone: true,
  },
  aCase(addRequestPicture, async (stage) => ({
    input: {},
    bytes: { content: await aPicture(), type: 'image/jpeg' },
    there: async (reply) => {
      const { fileId } = reply as { fileId: string }
      const file = stage.world.db.selectFrom('platform_file').select('uploader_id').where('id', '=', fileId)
      return (await file.executeTakeFirst())?.uploader_id === null
    },
  })),
  aCase(sendRequest, async (stage, row) => {
    const { placeId } = await anEntrance(stage, row)
    const receipt = newReceiptCode()
    const kept = stage.dbOf(row.place).selectFrom('service_request').select('id').where('place_id', '=', placeId)
    return {
      input: { receipt, trouble: 'no_heat', placeId },
      there: async () => (await kept.execute()).length === 1,
    }
  }),
  {
    ...aCase(openReceipt, async (stage, row) => {
      const { code } = await aRequest(stage, row)
      return { input: { code }, there: (reply) => shows(reply, '2单元101') }
    }),
    records: 'nothing',
  },
  aCase(moveByReceipt, async (stage, row) => {
    const { code, matterId } = await aRequest(stage, row)
    const events = stage.dbOf(row.place).selectFrom('matters_event').select('act').where('matter_id', '=', matterId)
    return {
      input: { code, seen: 1, move: { do: 'withdraw' } },
      there: async () => (await events.execute()).length === 2,
    }
  }),
  aCase(takeRequest, async (stage, row) => {
    const { id } = await aHome(stage, row)
    const kept = stage.dbOf(row.place).selectFrom('service_request').select('taken_by').where('household_id', '=', id)
    return {
      input: { id, channel: 'hotline', trouble: 'no_heat' },
      there: async () => (await kept.execute()).length === 1,
    }
  }),
  aCase(listHouseholdRequests, async (stage, row) => {
    const { matterId } = await aRequest(stage, row)
    const request = stage.dbOf(row.place).selectFrom('service_request').select('household_id')
    const { household_id } = await request.where('matter_id', '=', matterId).executeTakeFirstOrThrow()
    return { input: { id: household_id }, there: (reply) => shows(reply, matterId) }
  }),
  aCase(listCallbacks, async (stage, row) => {
    const { matterId } = await anAnswered(stage, row)
    return { input: {}, there: (reply) => shows(reply, matterId) }
  }),
  aCase(recordCallback, async (stage, row) => {
    const { matterId, seen } = await anAnswered(stage, row)
    const calls = stage.dbOf(row.place).selectFrom('service_callback as c')
    const kept = calls.innerJoin('service_request as r', 'r.id', 'c.request_id').where('r.matter_id', '=', matterId)
    return {
      input: { matterId, seen, said: { reached: true, verdict: 'solved' } },
      there: async () => (await kept.select('c.id').execute()).length === 1,
    }
  }),
  aCase(getRequest, async (stage, row) => {
    const { matterId } = await aRequest(stage, row)
    return { input: { matterId }, there: (reply) => shows(reply, '2单元101') }
  }),
  aCase(showRequestContact, async (stage, row) => {
    const { matterId, phone } = await aRequest(stage, row)
    return {
      input: { matterId, reason: '夜间抢修需要联系' },
      there: (reply) => shows(reply, phone),
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
