/** `nuanqiao restore`: a backup into an empty database or state folder, newer migrations after it, and what its audit log says. */
import { resolve } from 'node:path'
import { auditSigner } from '#platform/audit/checkpoint.ts'
import { readManifest, restoreBackup } from '#platform/backup/restore.ts'
import type { Ctx } from '#platform/ctx.ts'
import { openPool, tenantDb } from '#platform/db.ts'
import { opensKey, replaceLostKeys } from '#platform/keys/data-keys.ts'
import type { TenantSpec } from '#platform/migrate.ts'
import { eraseAgain, readErasureList } from '#platform/privacy/erasure-list.ts'
import type { Settings } from '#platform/settings.ts'
import { appPassword, auditKeysThere, erasureFile, migrations, wrappersOf, wrappersThere } from '../places.ts'
import { missingWords } from './backup.ts'
import { companiesIn, type Database, prepare, withDatabase } from './database.ts'
import { complain, say } from './say.ts'
import { inTenant, terminalLanguage } from './tenant-work.ts'
import { sayAudit } from './verify-audit.ts'

export interface RestoreWords {
  readonly file: string
  /** A file of checkpoints kept elsewhere; that of the state folder if undefined. */
  readonly checkpoint: string | undefined
  /** A list of the erased that was kept elsewhere; that of the state folder if undefined. */
  readonly erasures: string | undefined
  /** The master key is lost: what is sealed stays unreadable. */
  readonly withoutKey: boolean
}

export async function restore(
  settings: Settings,
  { file, checkpoint, erasures, withoutKey }: RestoreWords,
): Promise<number> {
  const path = resolve(file)
  const { companies } = await readManifest(path) // before a database is made for it
  if (erasures !== undefined) await readErasureList(erasures)
  if ((checkpoint ?? erasures) !== undefined && companies.length > 1) {
    throw new Error(
      '--checkpoint and --erasures are for the backup of one company: use verify-audit --tenant SCHEMA after the restore.',
    )
  }
  return withDatabase(settings, async (database) => {
    oneMode(settings, [...companies, ...(await companiesIn(database.ownerUrl))])
    const at = await bringBack(settings, database, path, withoutKey)
    await prepare(settings, database)
    if (withoutKey) await replaceKeys(settings, database, companies)
    const codes: number[] = []
    for (const { schema } of companies) {
      const wish = { tenant: schema, checkpoint, key: undefined, witnesses: [] }
      // judged at the instant of the backup: what had no leaf yet gets it at the next start
      codes.push(await inTenant(settings, database, schema, (ctx) => sayAudit(settings, wish, { ...ctx, now: at })))
      await inTenant(settings, database, schema, (ctx) => sayErased(settings, erasures, ctx))
    }
    return Math.max(...codes)
  })
}

/** Throws Error unless the companies of the backup can live in this database: `prepare` would refuse them, but only afterwards. */
function oneMode(settings: Settings, companies: readonly Pick<TenantSpec, 'name' | 'mode'>[]): void {
  const mode = settings.mode ?? companies[0]?.mode
  const stranger = companies.find((company) => company.mode !== mode)
  if (stranger === undefined) return
  throw new Error(
    `${stranger.name} was made for mode ${stranger.mode}, and NUANQIAO_MODE or a company beside it is ${mode}. Nothing was restored.`,
  )
}

/** Erases again whoever was erased since the backup: as the list of this machine says, or one that was kept elsewhere. */
async function sayErased(settings: Settings, list: string | undefined, ctx: Ctx): Promise<void> {
  const again = await eraseAgain(ctx, await readErasureList(list ?? erasureFile(settings, ctx.tenant.schema)))
  if (again === 0) return
  say(
    {
      zh: `备份之后已删除个人信息的 ${again} 人，已按删除名单再次删除。`,
      en: `${again} people who were erased after the backup have been erased again.`,
    }[ctx.language],
  )
}

/** What was sealed stays as it is, and unreadable; what is written from now on is sealed by keys of our own. */
async function replaceKeys(
  settings: Settings,
  { appUrl }: Database,
  companies: readonly { readonly schema: string }[],
): Promise<void> {
  const pool = openPool(appUrl, 1)
  try {
    for (const { schema } of companies) await replaceLostKeys(tenantDb(pool, schema), await wrappersOf(settings))
  } finally {
    await pool.end()
  }
}

/** Returns the instant of the backup. */
async function bringBack(settings: Settings, { ownerUrl }: Database, path: string, withoutKey: boolean): Promise<Date> {
  const audit = auditKeysThere(settings)
  const auditLineOf = (schema: string) => (audit === null ? null : auditSigner(audit, schema).verifierKey)
  const wrappers = await wrappersThere(settings)
  const { manifest, rows, missing } = await restoreBackup({
    ownerUrl,
    path,
    passwords: { app: appPassword(settings) },
    migrations,
    files: settings.files,
    ...(withoutKey ? {} : { keys: { opens: (key) => opensKey(wrappers, key), auditLineOf } }),
  })
  const language = terminalLanguage(process.env)
  const which = manifest.companies.map(({ schema }) => schema).join(', ')
  say(
    {
      zh: `已恢复 ${which}：${rows} 行，为 ${manifest.at} 时的状态。`,
      en: `Restored ${which}: ${rows} rows, as of ${manifest.at}.`,
    }[language],
  )
  if (missing.length > 0) complain(missingWords(missing)[language])
  return new Date(manifest.at)
}
