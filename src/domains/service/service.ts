/** Finding households, and showing a holder's name and phone for a reason that stays. */
import { matterRows } from '#domains/matters/lists/service.ts'
import { unitsBelow, unitsById } from '#domains/org/service.ts'
import type { Actor, Role } from '#platform/access.ts'
import type { Db } from '#platform/db.ts'
import type { OutputOf, ParsedInputOf } from '#platform/endpoint.ts'
import { newId } from '#platform/id.ts'
import { maskedAddress, maskedName, maskedPhone } from '#platform/masked.ts'
import { inTransaction, record } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import { matchesQuery } from '#platform/search.ts'
import {
  contactRoles,
  type findHouseholds,
  type HouseholdView,
  householdRoles,
  type listContactsShown,
  type showHouseholdContact,
} from './contract.ts'
import { openHolder, openPhone, phoneEndPrint, phonePrint } from './holder.ts'
import { companyWide, meaningOf, servedUnit } from './rules.ts'
import * as store from './store.ts'

const page = 50

/** Households that the words may mean, as far as the caller's roles reach. */
export async function find(
  ctx: SignedIn,
  { q, after }: ParsedInputOf<typeof findHouseholds>,
): Promise<OutputOf<typeof findHouseholds>> {
  const { customerNo, phone, phoneEnd, address } = meaningOf(q)
  const wanted = {
    customerNo,
    phone: phone === null ? null : phonePrint(ctx.keys, phone),
    phoneEnd: phoneEnd === null ? null : phoneEndPrint(ctx.keys, phoneEnd),
    terms: address?.tsquery ?? null,
  }
  const stationIds = await reachOf(ctx.db, ctx.actor, householdRoles)
  const found = await store.selectHouseholds(ctx.db, wanted, { stationIds, after: after ?? null, limit: page + 1 })
  const rows = await viewsOf(ctx, found.slice(0, page))
  return {
    rows: rows.filter(({ whole }) => matchesQuery(whole, address?.words ?? '')).map(({ view }) => view),
    next: found.length > page ? found[page - 1]!.customerNo : null,
  }
}

/** Shows name and phone to whoever works on the heat of the flat; whose, to whom and why stays. */
export function contact(
  ctx: SignedIn,
  { id, reason }: ParsedInputOf<typeof showHouseholdContact>,
): Promise<OutputOf<typeof showHouseholdContact>> {
  return inTransaction(ctx, async (tx) => {
    const household = await mustReach(ctx, tx.db, id, contactRoles)
    const shown = { holder: openHolder(ctx.keys, household), phone: openPhone(ctx.keys, household) }
    if (shown.holder === null && shown.phone === null) throw new Refusal('not_found', 'service.no_contact')
    const row = { id: newId(), household_id: id, request_id: null, by_person: ctx.actor.personId, reason, at: ctx.now }
    await store.insertContactShown(tx.db, row)
    record(tx, { act: 'service.contact_shown', subject: { kind: 'household', id }, change: { reason } })
    return shown
  })
}

export async function contactsShown(
  ctx: SignedIn,
  { after }: ParsedInputOf<typeof listContactsShown>,
): Promise<OutputOf<typeof listContactsShown>> {
  const rows = await store.selectContactsShown(ctx.db, after ?? null, page + 1)
  const matters = await matterRows(
    ctx,
    ctx.db,
    rows.map((row) => row.matterId).filter((one) => one !== null),
  )
  const shown = rows.slice(0, page).map(({ customerNo, matterId, ...row }) => ({
    ...row,
    whose: customerNo ?? matters.get(matterId ?? '')?.number ?? '',
    at: row.at.toISOString(),
  }))
  return { rows: shown, next: rows.length > page ? shown.at(-1)!.id : null }
}

/** A household that the caller reaches by one of the roles; refused in words where there is none, or where he does not. */
export async function mustReach(
  ctx: SignedIn,
  db: Db,
  id: string,
  roles: readonly Role[],
): Promise<store.HouseholdRow> {
  const household = await store.findHousehold(db, id)
  if (household === null) throw new Refusal('not_found', 'service.household_not_found')
  const stationIds = await reachOf(db, ctx.actor, roles)
  if (!isWithin(household, stationIds)) throw new Refusal('forbidden', 'service.not_your_household')
  return household
}

/** The units whose households the actor reaches by one of the roles; null: all of the company. */
async function reachOf(db: Db, actor: Actor, roles: readonly Role[]): Promise<readonly string[] | null> {
  const held = actor.grants.filter((grant) => roles.includes(grant.role))
  if (held.some((grant) => companyWide.includes(grant.role))) return null
  const units = await unitsById(
    db,
    held.map((grant) => grant.unitId),
  )
  const reached = new Set<string>()
  for (const top of new Set([...units.values()].map(servedUnit)))
    for (const id of await unitsBelow(db, top)) reached.add(id)
  return [...reached]
}

function isWithin(household: store.HouseholdRow, stationIds: readonly string[] | null): boolean {
  return stationIds === null || stationIds.includes(household.stationUnitId)
}

/** A household as one viewer sees it, and its whole address, by which it was looked for. */
interface Seen {
  readonly view: HouseholdView
  readonly whole: string
}

/** Whoever does not work on the heat of the flat sees the estate, and not whose door it is. */
async function viewsOf(ctx: SignedIn, rows: readonly store.HouseholdRow[]): Promise<Seen[]> {
  if (rows.length === 0) return []
  const { db, keys, actor } = ctx
  const idsOf = (key: 'placeId' | 'nodeId' | 'stationUnitId') => rows.map((row) => row[key])
  const [places, nodes, units, contactReach] = await Promise.all([
    store.placePaths(db, idsOf('placeId')),
    store.nodePaths(db, idsOf('nodeId')),
    unitsById(db, idsOf('stationUnitId')),
    reachOf(db, actor, contactRoles),
  ])
  return rows.map((row) => {
    const [holder, phone] = [openHolder(keys, row), openPhone(keys, row)]
    const works = isWithin(row, contactReach)
    const mayShow = (holder !== null || phone !== null) && works
    const line = [...places.get(row.placeId)!.map(({ name }) => name), row.flat]
    const view: HouseholdView = {
      id: row.id,
      customerNo: row.customerNo,
      address: works ? line.join('') : maskedAddress(line),
      floor: works ? row.floor : null,
      station: units.get(row.stationUnitId)!.name,
      network: nodes.get(row.nodeId)!,
      heatedArea: Number(row.heatedArea),
      holder: holder === null ? null : maskedName(holder),
      phone: phone === null ? null : maskedPhone(phone),
      may: [...(mayShow ? (['show_contact'] as const) : []), ...(works ? (['take_request'] as const) : [])],
    }
    return { view, whole: line.join('') }
  })
}
