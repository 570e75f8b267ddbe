/** `nuanqiao prove`: alters a copy of the audit log in every way, as somebody with all rights could, and shows that the check names it. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import pg from 'pg'
import { fewestEntries, proveAudit } from '#platform/audit/prove.ts'
import { proveWords } from '#platform/audit/prove-words.ts'
import { type VerifyAuditOptions, verifyAudit } from '#platform/audit/verify-audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import { type Db, openPool, tenantDb } from '#platform/db.ts'
import { migrate } from '#platform/migrate.ts'
import type { Settings } from '#platform/settings.ts'
import { appPassword, auditKeyLine, checkpointFile, migrations } from '../places.ts'
import { prepare, withDatabase } from './database.ts'
import { complain, say } from './say.ts'
import { inTenant } from './tenant-work.ts'

export interface ProofWish {
  readonly tenant: string
  /** A file of checkpoints kept elsewhere; our own if undefined. */
  readonly checkpoint: string | undefined
}

/** 0 if every way was found. The copy is another database on the same server, and is gone afterwards. */
export function prove(settings: Settings, { tenant, checkpoint }: ProofWish): Promise<number> {
  return withDatabase(settings, async (database) => {
    await prepare(settings, database)
    return inTenant(settings, database, tenant, async (ctx) => {
      const words = proveWords[ctx.language]
      const own = checkpointFile(settings, tenant)
      const file = checkpoint ?? (existsSync(own) ? own : null)
      if (file === null) throw new Error(words.noFile)
      const options = {
        publicKey: auditKeyLine(settings, tenant),
        checkpoint: readFileSync(file, 'utf8'),
        now: ctx.now,
        language: ctx.language,
      }
      return inCopy(settings, database.ownerUrl, ctx, (copy) => show(copy, options, ctx))
    })
  })
}

async function show(copy: Db, options: VerifyAuditOptions, { language }: Ctx): Promise<number> {
  const words = proveWords[language]
  const before = await verifyAudit(copy, options)
  if (!before.ok) {
    for (const { message } of before.problems) complain(message)
    throw new Error(words.notWhole)
  }
  if (before.size < fewestEntries) throw new Error(words.tooFew(fewestEntries))
  const proofs = await proveAudit(copy, options)
  proofs.forEach(({ way, position, entryId, named }, i) => {
    say(`${i + 1}. ${words.ways[way]}  (${entryId === null ? words.place(position) : words.entry(position, entryId)})`)
    say(`   ${named === null ? words.notFound : `${words.found} ${named.message}`}`)
  })
  const found = proofs.filter(({ named }) => named !== null).length
  say(words.sum(found, proofs.length, before.size))
  return found === proofs.length ? 0 : 1
}

/** The audit tables of a company, in a database of their own for as long as the work takes. */
async function inCopy<T>(
  settings: Settings,
  ownerUrl: string,
  { db, tenant }: Ctx,
  work: (copy: Db) => Promise<T>,
): Promise<T> {
  const name = `nuanqiao_proof_${randomBytes(6).toString('hex')}`
  await asOwner(ownerUrl, `create database ${name}`)
  const url = Object.assign(new URL(ownerUrl), { pathname: `/${name}` }).href
  const pool = openPool(url, 2)
  try {
    await migrate(url, migrations, { app: appPassword(settings) }, { ...tenant, hosts: ['*'] })
    const copy = tenantDb(pool, tenant.schema)
    await copyLog(db, copy)
    return await work(copy)
  } finally {
    await pool.end()
    await asOwner(ownerUrl, `drop database if exists ${name} with (force)`)
  }
}

const parts = [
  { table: 'platform_audit_entry', key: 'id', from: '00000000-0000-0000-0000-000000000000' },
  { table: 'platform_audit_leaf', key: 'position', from: '-1' },
  { table: 'platform_audit_checkpoint', key: 'size', from: '-1' },
] as const
const chunk = 5_000

/** In one snapshot, so that leaves and checkpoints fit. */
function copyLog(from: Db, to: Db): Promise<void> {
  return from
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (source) => {
      for (const { table, key, from: first } of parts) {
        for (let after: string | null = first; after !== null; ) after = await copyChunk(source, to, table, key, after)
      }
    })
}

/** Copies the rows after a key, as many as make a chunk; gives back the last key, or null at the end. */
async function copyChunk(source: Db, to: Db, table: string, key: string, after: string): Promise<string | null> {
  const { rows } = await sql<{ rows: string | null; n: number; last: string }>`
    select json_agg(t)::text as rows, count(*)::int as n, (array_agg(${sql.ref(key)}::text))[count(*)] as last
      from (select * from ${sql.table(table)} where ${sql.ref(key)} > ${after} order by ${sql.ref(key)} limit ${chunk}::int) t
  `.execute(source)
  const { rows: some, n, last } = rows[0]!
  if (some === null) return null
  await sql`insert into ${sql.table(table)} select * from json_populate_recordset(null::${sql.table(table)}, ${some}::json)`.execute(
    to,
  )
  return n < chunk ? null : last
}

async function asOwner(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
