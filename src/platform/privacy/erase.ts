/**
 * Erasing a person: what says something of him is deleted or emptied, by the rule pack; his row stays under its id without a name, because
 * the histories of others refer to it. Erasing again changes nothing more.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db.ts'
import { forgetFilesOf } from '../files/files.ts'
import { clearLimits } from '../sign-in/limit.ts'
import { type Holding, holdings, privacyPack, type Value } from './pack.ts'
import { referenced } from './referenced.ts'

/** How many rows of each table are there, and what would become of them. */
export interface Share {
  readonly table: string
  readonly how: 'delete' | 'empty' | 'keep'
  /** Null: not counted, because nothing finds them by person. */
  readonly rows: number | null
}

/** What of a person is where, table by table, and what an erasure does to it. Changes nothing. */
export async function sharesOf(db: Db, personId: string): Promise<Share[]> {
  const shares: Share[] = []
  for (const [table, { mine, erase }] of holdings()) {
    const how = erase.how === 'keep' ? 'keep' : erase.how === 'empty' ? 'empty' : 'delete'
    shares.push({ table, how, rows: mine === null ? null : await countOf(db, table, mine, personId) })
  }
  return shares
}

async function countOf(db: Db, table: string, column: string, personId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from ${sql.table(table)} where ${sql.ref(column)} = ${personId}::uuid`.execute(db)
  return rows[0]!.n
}

/** Erases within the caller's transaction. Returns how many rows of each table were deleted or emptied. */
export async function erasePerson(db: Db, personId: string): Promise<Record<string, number>> {
  const { person } = privacyPack()
  const { rows } = await sql<{ name: string; staffNo: string }>`
    select ${sql.ref(person.name)} as name, ${sql.ref(person.staffNo)} as "staffNo" from ${sql.table(person.table)}
     where ${sql.ref(person.id)} = ${personId}::uuid for update`.execute(db)
  const who = rows[0]
  if (who === undefined) return {}
  const done: Record<string, number> = {}
  for (const [table, { erase }] of holdings()) {
    const n = await eraseFrom(db, table, erase, { id: personId, ...who })
    if (n > 0) done[table] = n
  }
  return done
}

interface Who {
  readonly id: string
  readonly name: string
  readonly staffNo: string
}

function eraseFrom(db: Db, table: string, erase: Holding['erase'], who: Who): Promise<number> {
  switch (erase.how) {
    case 'keep':
      return Promise.resolve(0)
    case 'delete':
      return deleteRows(db, table, erase.by, who.id)
    case 'empty':
      return emptyRows(db, table, erase, who.id)
    case 'files':
      return forgetFilesOf(db, who.id, referenced)
    case 'limits':
      return clearLimits(db, `${who.id}/`)
    case 'replies':
      return forgetReplies(db, who)
    case 'salts':
      return deleteSalts(db, who.id)
  }
}

const ofPerson = (columns: readonly string[], id: string) =>
  sql.join(
    columns.map((column) => (column === '*' ? sql`true` : sql`${sql.ref(column)} = ${id}::uuid`)),
    sql` or `,
  )

async function deleteRows(db: Db, table: string, by: readonly string[], id: string): Promise<number> {
  const { numAffectedRows } = await sql`delete from ${sql.table(table)} where ${ofPerson(by, id)}`.execute(db)
  return Number(numAffectedRows)
}

async function emptyRows(
  db: Db,
  table: string,
  { by, set }: Extract<Holding['erase'], { how: 'empty' }>,
  id: string,
): Promise<number> {
  const fields = Object.entries(set)
  const sets = sql.join(fields.map(([column, value]) => sql`${sql.ref(column)} = ${replacementOf(column, value)}`))
  // rows that are so already stay untouched, so that erasing again is nothing
  const differs = sql.join(
    fields.map(([column, value]) => sql`${sql.ref(column)} is distinct from ${replacementOf(column, value)}`),
    sql` or `,
  )
  const { numAffectedRows } = await sql`
    update ${sql.table(table)} as t set ${sets} where (${ofPerson(by, id)}) and (${differs})`.execute(db)
  return Number(numAffectedRows)
}

function replacementOf(column: string, value: Value): RawBuilder<unknown> {
  const { former, person } = privacyPack()
  switch (value) {
    case 'null':
      return sql`null`
    case 'none':
      return sql`'none'`
    case 'former':
      return sql`${former.zh}::text`
    case 'code':
      return sql`'X-' || right(t.id::text, 12)`
    case 'no_terms':
      return sql`''::tsvector`
    case 'year':
      return sql`date_trunc('year', t.${sql.ref(column)})::date`
    case 'top':
      return sql`(select u.path[1] from ${sql.table(person.units)} u where u.id = t.${sql.ref(column)})`
  }
}

/** Replies kept for repeated requests: his own go; where those to others name him, the name is replaced. */
async function forgetReplies(db: Db, { id, name, staffNo }: Who): Promise<number> {
  const { former } = privacyPack()
  const own = await sql`delete from platform_once where person_id = ${id}::uuid`.execute(db)
  let named = 0
  for (const value of name === former.zh ? [] : [name, staffNo]) {
    const [quoted, instead] = [JSON.stringify(value), JSON.stringify(former.zh)]
    const { numAffectedRows } = await sql`
      update platform_once set reply = replace(reply::text, ${quoted}, ${instead})::json
       where position(${quoted} in reply::text) > 0`.execute(db)
    named += Number(numAffectedRows)
  }
  return Number(own.numAffectedRows) + named
}

/** The entry of an erasure itself holds counts only; its salt stays. Without their salts the hashes of what he did, and of what was done to him, can no longer be opened; the tree stays whole. */
async function deleteSalts(db: Db, id: string): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from platform_audit_salt where entry_id in (
      select id from platform_audit_entry where (actor_id = ${id}::uuid or subject_id = ${id}::uuid) and act not like 'privacy.erased%')`.execute(
    db,
  )
  return Number(numAffectedRows)
}
