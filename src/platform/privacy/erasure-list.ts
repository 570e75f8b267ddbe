/**
 * The list of the erased, kept outside of the database as well: ids, one a line, a file a company. A backup from before an erasure still
 * holds the person; whoever restores it erases again by this list. It only grows.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Ctx } from '../ctx.ts'
import type { Db } from '../db.ts'
import { type Beat, beat } from '../jobs/beat.ts'
import { inTransaction, record } from '../record.ts'
import type { TenantHome } from '../tenant.ts'
import { erasePerson } from './erase.ts'
import { noteErasure } from './purge.ts'

const minute = 60_000
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Keeps the files up with the database. */
export function startErasureLists({
  homes,
  fileOf,
}: {
  homes: readonly TenantHome[]
  fileOf: (schema: string) => string
}): Beat {
  return beat('erasure lists', minute, async () => {
    for (const { tenant, db } of homes) await keepErasureList(db, fileOf(tenant.schema))
  })
}

/** Adds to the file whoever is erased and not yet on it. Returns how many were added. */
export async function keepErasureList(db: Db, file: string): Promise<number> {
  const rows = await db.selectFrom('privacy_erasure').select('person_id').orderBy('person_id').execute()
  const kept = await readErasureList(file)
  const added = rows.map((row) => row.person_id).filter((id) => !kept.includes(id))
  if (added.length === 0) return 0
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const draft = join(dirname(file), `.${process.pid}.draft`)
  await writeFile(draft, `${[...kept, ...added].join('\n')}\n`, { mode: 0o600 })
  await rename(draft, file)
  return added.length
}

/** The ids on a list; none where there is no file. Throws Error for a line that is no id: a damaged list must not pass for a short one. */
export async function readErasureList(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const lines = text.split('\n').filter((line) => line !== '')
  const strange = lines.findIndex((line) => !uuid.test(line))
  if (strange >= 0) throw new Error(`${file} is damaged in line ${strange + 1}: it is no id`)
  return lines
}

/** Erases those of the list whom the database still has. Returns how many. */
export async function eraseAgain(ctx: Ctx, ids: readonly string[]): Promise<number> {
  let again = 0
  for (const id of ids) {
    const known = await ctx.db.selectFrom('privacy_erasure').select('at').where('person_id', '=', id).executeTakeFirst()
    if (known !== undefined) continue
    await inTransaction(ctx, async (tx) => {
      const counts = await erasePerson(tx.db, id)
      await noteErasure(tx.db, { personId: id, at: ctx.now, byPerson: null, matterId: null })
      record(tx, { act: 'privacy.erased_again', subject: { kind: 'person', id }, change: counts })
      if (Object.keys(counts).length > 0) again += 1
    })
  }
  return again
}
