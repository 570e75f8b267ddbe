/**
 * The nightly purge: each table loses what the rule pack says has served its time, in bounded batches, so that nobody waits for it. It is
 * recorded as counts.
 */
import { sql } from 'kysely'
import type { Ctx } from '../ctx.ts'
import type { Db } from '../db.ts'
import { purgeOrphans } from '../files/files.ts'
import { firstIdAt, newId } from '../id.ts'
import { inTransaction, record } from '../record.ts'
import { sweepLimits } from '../sign-in/limit.ts'
import { erasePerson } from './erase.ts'
import { holdings, type Purge, privacyPack } from './pack.ts'
import { referenced } from './referenced.ts'

const day = 86_400_000
/** Rows a statement, and statements a rule and night: what is left then is taken the next night. */
const batch = 2_000
const mostBatches = 200
/** People a night whose time has run out; each is a transaction of its own. */
const mostErased = 50

/** Purges every table of the tenant. Returns how many rows went or were emptied, by table. */
export async function purge(ctx: Ctx): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const [table, { purge: rules, mine }] of holdings()) {
    for (const rule of rules) {
      const n = await carryOut(ctx, table, rule, mine)
      if (n > 0) counts[table] = (counts[table] ?? 0) + n
    }
  }
  if (Object.keys(counts).length > 0) {
    await inTransaction(ctx, async (tx) =>
      record(tx, { act: 'privacy.purged', subject: { kind: 'purge', id: newId() }, change: counts }),
    )
  }
  return counts
}

function carryOut(ctx: Ctx, table: string, rule: Purge, mine: string | null): Promise<number> {
  const { db, now } = ctx
  const before = new Date(now.getTime() - rule.days * day)
  switch (rule.how) {
    case 'older': {
      const limit = rule.column === 'id' ? sql`${firstIdAt(before)}::uuid` : sql`${before}::timestamptz`
      return inBatches(
        db,
        () => sql`delete from ${sql.table(table)} where ctid in (
          select ctid from ${sql.table(table)} where ${sql.ref(rule.column)} < ${limit} limit ${batch}::integer)`,
      )
    }
    case 'empty':
      return inBatches(
        db,
        () => sql`update ${sql.table(table)} set ${sql.ref(rule.empties)} = null where ctid in (
          select ctid from ${sql.table(table)}
           where ${sql.ref(rule.column)} < ${before}::timestamptz and ${sql.ref(rule.empties)} is not null
           limit ${batch}::integer)`,
      )
    case 'left': {
      const { person } = privacyPack()
      return inBatches(
        db,
        () => sql`delete from ${sql.table(table)} where ctid in (
          select t.ctid from ${sql.table(table)} t
            join ${sql.table(person.table)} p on p.${sql.ref(person.id)} = t.${sql.ref(mine!)}
           where p.${sql.ref(person.leftOn)} < ${before}::timestamptz::date limit ${batch}::integer)`,
      )
    }
    case 'function':
      return untilDone(async () => {
        const { rows } = await sql<{ n: number }>`
          select ${sql.ref(rule.function)}(${before}::timestamptz, ${batch}::integer) as n`.execute(db)
        return rows[0]!.n
      })
    case 'files':
      return purgeOrphans(db, before, referenced)
    case 'limits':
      return sweepLimits(db, before, now)
    case 'erase':
      return eraseLeavers(ctx, before)
  }
}

const inBatches = (db: Db, statement: () => ReturnType<typeof sql>): Promise<number> =>
  untilDone(async () => Number((await statement().execute(db)).numAffectedRows ?? 0))

async function untilDone(once: () => Promise<number>): Promise<number> {
  let gone = 0
  for (let i = 0; i < mostBatches; i++) {
    const n = await once()
    gone += n
    if (n < batch) break
  }
  return gone
}

/** Those who left so long ago that nothing asks for their data any more. */
async function eraseLeavers(ctx: Ctx, before: Date): Promise<number> {
  const { person } = privacyPack()
  const { rows } = await sql<{ id: string }>`
    select ${sql.ref(person.id)} as id from ${sql.table(person.table)} p
     where ${sql.ref(person.leftOn)} < ${before}::timestamptz::date
       and not exists (select 1 from privacy_erasure e where e.person_id = p.${sql.ref(person.id)})
     order by 1 limit ${mostErased}::integer`.execute(ctx.db)
  for (const { id } of rows) {
    await inTransaction(ctx, async (tx) => {
      const counts = await erasePerson(tx.db, id)
      await noteErasure(tx.db, { personId: id, at: ctx.now, byPerson: null, matterId: null })
      record(tx, { act: 'privacy.erased', subject: { kind: 'person', id }, change: counts })
    })
  }
  return rows.length
}

/** Puts the person on the list of the erased, by id. */
export async function noteErasure(
  db: Db,
  row: { personId: string; at: Date; byPerson: string | null; matterId: string | null },
): Promise<void> {
  await db
    .insertInto('privacy_erasure')
    .values({ person_id: row.personId, at: row.at, by_person: row.byPerson, matter_id: row.matterId })
    .onConflict((on) => on.doNothing())
    .execute()
}
