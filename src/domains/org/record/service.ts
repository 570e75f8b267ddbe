/** The staff record, for whoever asks what is held about him and for the officer who corrects it. */
import type { Role, UnitPlace } from '#platform/access.ts'
import type { Ctx } from '#platform/ctx.ts'
import { brokenConstraint, type Db } from '#platform/db.ts'
import type { Tx } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import { type Keys, open } from '#platform/sealed.ts'
import { matchesQuery, searchQuery, searchTerms } from '#platform/search.ts'
import type { PartyStatus } from '../contract.ts'
import { phoneOf } from '../rules.ts'
import { setPhone } from '../service.ts'
import { lockRoster } from '../store.ts'
import { findRecord, phoneShownOf, type RecordRow, recordsByTerms, saveRecord } from './store.ts'

export interface StaffRecord {
  readonly id: string
  readonly name: string
  readonly staffNo: string
  readonly unit: UnitPlace & { readonly name: string }
  readonly partyStatus: PartyStatus
  readonly phone: string | null
  /** Local day; null: still employed. */
  readonly leftOn: string | null
}

function recordFrom(keys: Keys, row: RecordRow): StaffRecord {
  const sealed = row.phoneSealed
  const place = { table: 'org_person', column: 'phone_sealed', row: row.id }
  return {
    id: row.id,
    name: row.name,
    staffNo: row.staffNo,
    unit: { id: row.unitId, name: row.unitName, path: row.unitPath },
    partyStatus: row.partyStatus,
    phone: sealed === null ? null : open(keys, place, sealed),
    leftOn: row.leftOn,
  }
}

/** The record of a person, former ones included; null if there is none. `hold`: nobody changes it until the transaction ends. */
export async function recordOf(db: Db, keys: Keys, id: string, hold = false): Promise<StaffRecord | null> {
  const row = await findRecord(db, id, hold)
  return row === null ? null : recordFrom(keys, row)
}

const found = 20
const candidates = 200

/** Records by name or staff number at these units and below, former people included. */
export async function searchRecords(
  { db, keys }: Pick<Ctx, 'db' | 'keys'>,
  q: string,
  unitIds: readonly string[],
): Promise<StaffRecord[]> {
  const tsquery = searchQuery(q)
  if (tsquery === null) return []
  const rows = await recordsByTerms(db, tsquery, unitIds, candidates)
  const fitting = rows.filter((row) => matchesQuery(`${row.name} ${row.staffNo}`, q))
  return fitting.slice(0, found).map((row) => recordFrom(keys, row))
}

export interface Correction {
  readonly name?: string | undefined
  /** null takes it away. */
  readonly phone?: string | null | undefined
  readonly partyStatus?: PartyStatus | undefined
}

/**
 * Corrects a record within the caller's transaction, which holds it. Returns which fields changed. Refuses with `org.phone_is_none`
 * and `org.phone_is_anothers`.
 */
export async function correctRecord(tx: Tx, before: StaffRecord, wish: Correction): Promise<(keyof Correction)[]> {
  const { keys } = tx.ctx
  await lockRoster(tx.db, 'together')
  const name = wish.name ?? before.name
  const partyStatus = wish.partyStatus ?? before.partyStatus
  const phone = wish.phone === undefined ? before.phone : wish.phone === null ? null : phoneOf(wish.phone)
  if (typeof wish.phone === 'string' && phone === null) throw new Refusal('bad_input', 'org.phone_is_none')
  await saveRecord(tx.db, before.id, { name, partyStatus, terms: searchTerms(`${name} ${before.staffNo}`) })
  if (phone !== before.phone) {
    await setPhone(tx.db, keys, before.id, phone).catch((error: unknown) => {
      if (brokenConstraint(error) !== 'org_person_one_active_person_a_phone') throw error
      throw new Refusal('conflict', 'org.phone_is_anothers')
    })
  }
  const after = { name, phone, partyStatus }
  return (['name', 'phone', 'partyStatus'] as const).filter((field) => after[field] !== before[field])
}

export interface PhoneShown {
  readonly id: string
  readonly at: Date
  readonly reason: string
  readonly unitName: string
  readonly roles: readonly Role[]
}

/** To whom the person's phone was shown, newest first; `before` is the id after which to go on. */
export function phoneShown(db: Db, personId: string, before: string | null, limit: number): Promise<PhoneShown[]> {
  return phoneShownOf(db, personId, before, limit)
}
