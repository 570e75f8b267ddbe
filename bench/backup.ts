/** A million matters with their audit log into a file and back into an empty database, and both databases row by row the same. */
import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { takeBackup } from '#platform/backup/backup.ts'
import { restoreBackup } from '#platform/backup/restore.ts'
import { type Bench, type Figure, round } from './figure.ts'
import { openGround } from './ground.ts'
import { fillHistory, type History } from './history.ts'
import { project } from './product.ts'

const history: History = { matters: 1_000_000, open: 20_000, audit: true }

/** SHA-256 of every table's rows as text in the order of its key (or of the rows themselves), and of every index and constraint. */
async function exportOf(ownerUrl: string): Promise<ReadonlyMap<string, string>> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(
      `set timezone to 'UTC'; set extra_float_digits to 3; set work_mem to '256MB'; set search_path to main`,
    )
    const { rows: tables } = await client.query<{ name: string; key: string | null }>(
      `select c.relname::text as name,
              (select string_agg(quote_ident(a.attname), ', ' order by k.n)
                 from pg_index i cross join unnest(i.indkey::int[]) with ordinality k(attnum, n)
                 join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
                where i.indrelid = c.oid and i.indisprimary) as key
         from pg_class c where c.relnamespace = 'main'::regnamespace and c.relkind = 'r' order by 1`,
    )
    const all = new Map<string, string>()
    for (const { name, key } of tables) {
      const hash = createHash('sha256')
      const order = key ?? 't::text collate "C"'
      for await (const part of client.query(copyTo(`copy (select t.* from ${name} t order by ${order}) to stdout`)))
        hash.update(part as Buffer)
      all.set(name, hash.digest('hex'))
    }
    const { rows: built } = await client.query<{ name: string; text: string }>(
      `select 'index ' || indexname as name, indexdef as text from pg_indexes where schemaname = 'main'
       union all select conrelid::regclass || ' constraint ' || conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'main'::regnamespace
       union all select 'sequence ' || sequencename, last_value::text from pg_sequences where schemaname = 'main'`,
    )
    for (const { name, text } of built) all.set(name, text)
    return all
  } finally {
    await client.end()
  }
}

const seconds = (from: number): number => (performance.now() - from) / 1000

export const backup: Bench = { name: 'backup', onRequest: true, run: () => thereAndBack(history) }

async function thereAndBack(history: History): Promise<Figure[]> {
  const ground = await openGround()
  const path = join(ground.home, 'all.backup')
  try {
    await (await ground.start()).stop()
    const [before, report, taken] = await ground.atRest(async (ownerUrl) => {
      await fillHistory(ownerUrl, history)
      const began = performance.now()
      const made = await takeBackup({ ownerUrl, path, tenant: null, files: null, product: 'bench' })
      const span = seconds(began)
      return [await exportOf(ownerUrl), made, span] as const
    })
    const empty = await openGround(ground)
    try {
      const [after, restored] = await empty.atRest(async (ownerUrl) => {
        const began = performance.now()
        await restoreBackup({
          ownerUrl,
          path,
          passwords: { app: 'bench' },
          migrations: join(project, 'migrations'),
          files: null,
        })
        const span = seconds(began)
        return [await exportOf(ownerUrl), span] as const
      })
      const unlike = [...new Set([...before.keys(), ...after.keys()])].filter(
        (name) => before.get(name) !== after.get(name),
      )
      return [
        { what: `backup of ${report.rows.toLocaleString('en')} rows`, value: round(taken), unit: 's' },
        { what: 'its file', value: round((await stat(path)).size / 2 ** 20), unit: 'MiB' },
        { what: 'restore, indexes and constraints included', value: round(restored), unit: 's' },
        {
          what: 'together',
          value: round((taken + restored) / 60, 1),
          unit: 'min',
          bar: '<= 5',
          ok: taken + restored <= 300,
        },
        {
          what: `tables, indexes, constraints and sequences that are not the same afterwards${unlike.length === 0 ? '' : `: ${unlike.join(', ')}`}`,
          value: unlike.length,
          unit: `of ${before.size}`,
          bar: '0',
          ok: unlike.length === 0 && before.size > 0,
        },
      ]
    } finally {
      await empty.drop()
    }
  } finally {
    await ground.drop()
  }
}
