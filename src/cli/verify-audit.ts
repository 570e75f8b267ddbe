/** `nuanqiao verify-audit`: says whether anything was changed, removed or slipped into the audit log. */
import { existsSync, readFileSync } from 'node:fs'
import { auditSigner } from '#platform/audit/checkpoint.ts'
import { verifyAudit } from '#platform/audit/verify-audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Settings } from '#platform/settings.ts'
import { checkpointFile } from '../places.ts'
import { complain, say } from './say.ts'
import { aloneInTenant } from './tenant-work.ts'

export interface AuditWish {
  readonly tenant: string
  /** A file of checkpoints kept elsewhere; our own if undefined. */
  readonly checkpoint: string | undefined
  /** The public key line by which signatures are judged; that of our master key if undefined. */
  readonly key: string | undefined
}

export function checkAudit(settings: Settings, wish: AuditWish): Promise<number> {
  return aloneInTenant(settings, wish.tenant, (ctx) => sayAudit(settings, wish, ctx))
}

/** Says what is found in the log of the context's company; resolves to the exit code. */
export async function sayAudit(settings: Settings, { tenant, checkpoint, key }: AuditWish, ctx: Ctx): Promise<number> {
  const own = checkpointFile(settings, tenant)
  const file = checkpoint ?? (existsSync(own) ? own : null)
  const report = await verifyAudit(ctx.db, {
    publicKey: key ?? auditSigner(ctx.keys, tenant).verifierKey,
    ...(file === null ? {} : { checkpoint: readFileSync(file, 'utf8') }),
    now: ctx.now,
    language: ctx.language,
  })
  for (const problem of report.problems) complain(problem.message)
  say(
    {
      zh: `审计日志 ${report.size} 条，${report.ok ? '完整无改动' : '有问题'}${file === null ? '（没有外部校验点文件可对照）' : `，已对照 ${file}`}。`,
      en: `${report.size} audit entries, ${report.ok ? 'complete and unchanged' : 'with problems'}${file === null ? ' (there was no checkpoint file to hold them against)' : `, held against ${file}`}.`,
    }[ctx.language],
  )
  return report.ok ? 0 : 1
}
