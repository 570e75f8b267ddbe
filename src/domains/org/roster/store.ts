/** Roster store: the company as one picture, bulk writes by a thousand rows, and the imports themselves. */
import { sql } from 'kysely'
import type { OrgRosterImport } from '#platform/db.gen.ts'
import type { Db } from '#platform/db.ts'
import type { RosterCounts } from './contract.ts'
import type { RosterState, StateGrant, StatePerson } from './plan.ts'

/** Everything a plan compares with, in a fixed order, so that the same company gives the same plan. */
export async function loadState(db: Db): Promise<RosterState> {
  const units = await db
    .selectFrom('org_unit')
    .select(['id', 'parent_id as parentId', 'code', 'name', 'kind', 'closed_at'])
    .orderBy(sql`array_length(path, 1)`)
    .orderBy('code')
    .execute()
  const people = await db
    .selectFrom('org_person')
    .select(['id', 'staff_no', 'name', 'unit_id', 'phone_fingerprint', 'party_status', 'left_on'])
    .orderBy('staff_no')
    .execute()
  const posts = await db
    .selectFrom('org_post')
    .select(['id', 'person_id', 'unit_id as unitId', 'title'])
    .where('until', 'is', null)
    .orderBy('id')
    .execute()
  const grants = await db
    .selectFrom('org_role_grant')
    .select(['id', 'person_id', 'unit_id as unitId', 'role', 'source'])
    .where('revoked_at', 'is', null)
    .orderBy('id')
    .execute()
  const postsOf = grouped(posts)
  const grantsOf = grouped(grants)
  return {
    units: units.map(({ closed_at, ...unit }) => ({ ...unit, closed: closed_at !== null })),
    people: people.map(
      (row): StatePerson => ({
        id: row.id,
        staffNo: row.staff_no,
        name: row.name,
        unitId: row.unit_id,
        phone: row.phone_fingerprint?.toString('hex') ?? null,
        party: row.party_status,
        leftOn: row.left_on,
        posts: (postsOf.get(row.id) ?? []).map(({ id, unitId, title }) => ({ id, unitId, title })),
        grants: (grantsOf.get(row.id) ?? []).map(
          ({ id, unitId, role, source }) => ({ id, unitId, role, source }) as StateGrant,
        ),
      }),
    ),
  }
}

function grouped<T extends { readonly person_id: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.person_id)
    if (group === undefined) groups.set(row.person_id, [row])
    else group.push(row)
  }
  return groups
}

export interface UnitRow {
  readonly id: string
  readonly parent_id: string | null
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly path: readonly string[]
}

export async function insertUnits(db: Db, rows: readonly UnitRow[]): Promise<void> {
  await sql`
    insert into org_unit (id, parent_id, code, name, kind, path)
    select id, parent_id, code, name, kind, path from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as u(id uuid, parent_id uuid, code text, name text, kind text, path uuid[])
  `.execute(db)
}

/** Frees the codes first, because two units may pass one on. */
export async function updateUnits(db: Db, rows: readonly UnitRow[]): Promise<void> {
  await sql`update org_unit set code = '~' || id where id = any(${rows.map((row) => row.id)}::uuid[])`.execute(db)
  await sql`
    update org_unit o set parent_id = u.parent_id, code = u.code, name = u.name, kind = u.kind, path = u.path
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as u(id uuid, parent_id uuid, code text, name text, kind text, path uuid[])
     where o.id = u.id
  `.execute(db)
}

export interface PersonRow {
  readonly id: string
  readonly staff_no: string
  readonly name: string
  readonly unit_id: string
  readonly party_status: string
  readonly left_on: string | null
  readonly terms: readonly string[]
  /** Whether the phone is to be written; hexadecimal, or null to take it away. */
  readonly writes_phone: boolean
  readonly phone_sealed: string | null
  readonly phone_fingerprint: string | null
}
const personColumns = sql`(id uuid, staff_no text, name text, unit_id uuid, party_status text, left_on date, terms text[],
  writes_phone boolean, phone_sealed text, phone_fingerprint text)`

export async function insertPeople(db: Db, rows: readonly PersonRow[]): Promise<void> {
  await sql`
    insert into org_person (id, staff_no, name, unit_id, party_status, left_on, terms, phone_sealed, phone_fingerprint)
    select id, staff_no, name, unit_id, party_status, left_on, array_to_tsvector(terms),
           decode(phone_sealed, 'hex'), decode(phone_fingerprint, 'hex')
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p ${personColumns}
  `.execute(db)
}

export async function updatePeople(db: Db, rows: readonly PersonRow[]): Promise<void> {
  await sql`
    update org_person o
       set name = p.name, unit_id = p.unit_id, party_status = p.party_status, left_on = p.left_on,
           terms = array_to_tsvector(p.terms), version = o.version + 1,
           phone_sealed = case when p.writes_phone then decode(p.phone_sealed, 'hex') else o.phone_sealed end,
           phone_fingerprint = case when p.writes_phone then decode(p.phone_fingerprint, 'hex') else o.phone_fingerprint end
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p ${personColumns}
     where o.id = p.id
  `.execute(db)
}

/** Frees phones before they are given out again, because two people may swap theirs. */
export async function clearPhones(db: Db, personIds: readonly string[]): Promise<void> {
  await sql`update org_person set phone_sealed = null, phone_fingerprint = null
             where id = any(${personIds}::uuid[]) and phone_sealed is not null`.execute(db)
}

/** A post that began today and ends today was held; so `until` is never before `since`. */
export async function endPosts(db: Db, ids: readonly string[], day: string): Promise<void> {
  await sql`update org_post set until = greatest(since, ${day}::date) where id = any(${ids}::uuid[])`.execute(db)
}

export async function beginPosts(
  db: Db,
  rows: readonly { id: string; person_id: string; unit_id: string; title: string }[],
  day: string,
): Promise<void> {
  await sql`
    insert into org_post (id, person_id, unit_id, title, since)
    select id, person_id, unit_id, title, ${day}::date from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as p(id uuid, person_id uuid, unit_id uuid, title text)
  `.execute(db)
}

export async function revokeGrants(db: Db, ids: readonly string[], now: Date): Promise<void> {
  await sql`update org_role_grant set revoked_at = greatest(granted_at, ${now}::timestamptz)
             where id = any(${ids}::uuid[]) and revoked_at is null`.execute(db)
}

export async function insertGrants(
  db: Db,
  rows: readonly { id: string; person_id: string; unit_id: string; role: string }[],
  now: Date,
): Promise<void> {
  await sql`
    insert into org_role_grant (id, person_id, unit_id, role, source, granted_at)
    select id, person_id, unit_id, role, 'roster', ${now}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as g(id uuid, person_id uuid, unit_id uuid, role text)
  `.execute(db)
}

export interface ImportRow {
  readonly id: string
  readonly by_person: string | null
  readonly file_name: string
  readonly file_sha256: Buffer
  readonly absent_leave: boolean
  readonly state: OrgRosterImport['state']
  readonly counts: RosterCounts
  readonly preview_sealed: Buffer | null
  readonly done_rows: number
  readonly total_rows: number
  readonly created_at: Date
  readonly finished_at: Date | null
}

export async function insertImport(db: Db, row: ImportRow): Promise<void> {
  await db
    .insertInto('org_roster_import')
    .values({ ...row, counts: JSON.stringify(row.counts) })
    .execute()
}

/** An import of this person; the sealed preview only where it is asked for, because it is large. */
export async function findImport(
  db: Db,
  id: string,
  byPerson: string,
  withPreview: boolean,
): Promise<ImportRow | null> {
  const row = await db
    .selectFrom('org_roster_import')
    .select(['id', 'by_person', 'file_name', 'file_sha256', 'absent_leave', 'state', 'counts'])
    .select(['done_rows', 'total_rows', 'created_at', 'finished_at'])
    .$if(withPreview, (query) => query.select('preview_sealed'))
    .where('id', '=', id)
    .where('by_person', '=', byPerson)
    .executeTakeFirst()
  if (row === undefined) return null
  return { ...row, counts: row.counts as RosterCounts, preview_sealed: row.preview_sealed ?? null }
}

/** Tells others, outside of the import's own transaction, that it runs and how far it is. */
export async function tellProgress(db: Db, id: string, byPerson: string, doneRows: number): Promise<void> {
  await db
    .updateTable('org_roster_import')
    .set({ state: 'running', done_rows: doneRows })
    .where('id', '=', id)
    .where('by_person', '=', byPerson)
    .where('state', 'in', ['checked', 'running'])
    .execute()
}

/** The end of a run: back to waiting after a failure, or overtaken by another change; a finished one stays finished. */
export async function endRun(db: Db, id: string, state: 'checked' | 'overtaken'): Promise<void> {
  await db
    .updateTable('org_roster_import')
    .set({ state, done_rows: 0, ...(state === 'overtaken' ? { preview_sealed: null } : {}) })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute()
}

export async function finishImport(db: Db, id: string, now: Date): Promise<void> {
  await db
    .updateTable('org_roster_import')
    .set((eb) => ({ state: 'done', done_rows: eb.ref('total_rows'), finished_at: now, preview_sealed: null }))
    .where('id', '=', id)
    .execute()
}

/** Forgets the previews made before `until`: names and phones of people are not kept for a look that nobody takes. */
export async function forgetPreviews(db: Db, until: Date): Promise<number> {
  const result = await db
    .updateTable('org_roster_import')
    .set((eb) => ({
      preview_sealed: null,
      state: eb
        .case()
        .when('state', '=', 'refused')
        .then('refused' as const)
        .else('overtaken' as const)
        .end(),
    }))
    .where('preview_sealed', 'is not', null)
    .where('created_at', '<', until)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}
