/** New fingerprints of sealed values, after their key was renewed: what is found by fingerprint must be printed anew all at once. */
import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { type Keys, open } from '../sealed.ts'

/** A sealed column and the fingerprints that are made of what it holds. */
export interface Printed {
  readonly table: string
  /** The primary key. */
  readonly row: string
  readonly column: string
  /** Each column of fingerprints with what it holds for an opened value. */
  readonly prints: (keys: Keys, plain: string) => Readonly<Record<string, Buffer>>
}

const batch = 500

/** Prints every value of the column anew, within the caller's transaction. Returns how many. */
export async function reprint(db: Db, keys: Keys, { table, row, column, prints }: Printed): Promise<number> {
  let done = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await sql<{ id: string; value: Buffer }>`
      select ${sql.ref(row)} as id, ${sql.ref(column)} as value from ${sql.table(table)}
       where ${sql.ref(row)} > ${after}::uuid and ${sql.ref(column)} is not null
       order by ${sql.ref(row)} limit ${batch}::integer`.execute(db)
    for (const { id, value } of rows) {
      if (keys.opening(`${table}.${column}`, value.readUInt16BE(1)) === null) continue // lost with its master key
      const plain = open(keys, { table, column, row: id }, value)
      const sets = Object.entries(prints(keys, plain)).map(([name, print]) => sql`${sql.ref(name)} = ${print}`)
      await sql`update ${sql.table(table)} set ${sql.join(sets)} where ${sql.ref(row)} = ${id}::uuid`.execute(db)
    }
    done += rows.length
    if (rows.length < batch) return done
    after = rows.at(-1)!.id
  }
}
