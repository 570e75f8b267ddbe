/** Whether what boards sum up is what there is, however matters came to stand where they stand. */
import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'

/** One row for each unit and state in which there are matters, as text that can be read in a failure. */
async function rowsOf(db: Db, query: string): Promise<string[]> {
  const { rows } = await sql<{ row: string }>`
    select concat_ws(' ', unit, state, n) as row from (${sql.raw(query)}) t order by 1`.execute(db)
  return rows.map(({ row }) => row)
}

/** The matters of each unit and state, counted one by one, without those that wait at desks: they are never summed up. */
export const countedOf = (db: Db) =>
  rowsOf(
    db,
    "select at_unit_id as unit, state, count(*) as n from matters_matter where state <> 'received' group by 1, 2",
  )

/** The same as the tally has it. */
export const talliedOf = (db: Db) =>
  rowsOf(db, 'select unit_id as unit, state, sum(n) as n from matters_tally group by 1, 2 having sum(n) <> 0')

/** How many rows the tally is made of. */
export async function tallyRows(db: Db): Promise<number> {
  return (await db.selectFrom('matters_tally').select('n').execute()).length
}

/** Throws where the two are not the same. */
export async function expectTally(db: Db): Promise<void> {
  const [counted, tallied] = [await countedOf(db), await talliedOf(db)]
  const wrong = [
    ...counted.filter((row) => !tallied.includes(row)).map((row) => `there is ${row}`),
    ...tallied.filter((row) => !counted.includes(row)).map((row) => `the tally has ${row}`),
  ]
  if (wrong.length > 0) throw new Error(`an act changed matters without their tally: ${wrong.join('; ')}`)
}
