/** Sealing anew after a data key was renewed: in batches, by a job, while people work; and the end of keys that open nothing more. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../db.ts'
import { task } from '../jobs/jobs.ts'
import { type Keys, open, seal } from '../sealed.ts'
import { type SealedColumn, sealedColumns } from './data-keys.ts'

export const reseal = 'platform.reseal'
export const resealTask = task(z.object({}), async ({ db, keys }) => {
  for (const column of await sealedColumns(db)) await resealColumn(db, keys, column)
})

const batch = 500
/** A transaction that seals by a key keeps it in hand no longer than this, in milliseconds. */
const longest = 86_400_000

/** The number of the key that sealed a value, read by PostgreSQL from its second and third byte. */
const versionIn = (column: string) =>
  sql<number>`get_byte(${sql.ref(column)}, 1) * 256 + get_byte(${sql.ref(column)}, 2)`

/** Seals by the key of now what an older one sealed. A value that somebody changes meanwhile is left as he wrote it. */
export async function resealColumn(db: Db, keys: Keys, { table, column, row }: SealedColumn): Promise<number> {
  const { version } = keys.sealing(`${table}.${column}`)
  let done = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await sql<{ id: string; value: Buffer }>`
      select ${sql.ref(row)} as id, ${sql.ref(column)} as value from ${sql.table(table)}
       where ${sql.ref(row)} > ${after}::uuid and ${sql.ref(column)} is not null and ${versionIn(column)} < ${version}::integer
       order by ${sql.ref(row)} limit ${batch}::integer`.execute(db)
    if (rows.length === 0) return done
    await db.transaction().execute(async (tx) => {
      for (const { id, value } of rows) {
        const place = { table, column, row: id }
        if (keys.opening(`${table}.${column}`, value.readUInt16BE(1)) === null) continue // lost with its master key
        const anew = seal(keys, place, open(keys, place, value))
        await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${anew}
                   where ${sql.ref(row)} = ${id}::uuid and ${sql.ref(column)} = ${value}`.execute(tx)
      }
    })
    done += rows.length
    after = rows.at(-1)!.id
  }
}

/** Deletes keys that a newer one replaced a day ago and by which nothing is sealed any more. Returns how many went. */
export async function dropSpentKeys(db: Db, now: Date): Promise<number> {
  let gone = 0
  for (const { table, column } of await sealedColumns(db)) {
    const { rows } = await sql`
      delete from platform_key k
       where k.purpose = ${`seal/${table}.${column}`}
         and exists (select 1 from platform_key n where n.purpose = k.purpose and n.version > k.version
                        and n.sealing_from < ${new Date(now.getTime() - longest)}::timestamptz)
         and not exists (select 1 from ${sql.table(table)} t
                          where t.${sql.ref(column)} is not null and ${versionIn(`t.${column}`)} = k.version)
      returning k.version`.execute(db)
    gone += rows.length
  }
  return gone
}
