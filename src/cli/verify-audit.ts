/** `nuanqiao verify-audit`: says whether anything was changed, removed or slipped into the audit log. */
import { existsSync, readFileSync } from 'node:fs'
import { verifyAudit } from '#platform/audit/verify-audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Settings } from '#platform/settings.ts'
import { auditKeyLine, checkpointFile } from '../places.ts'
import { complain, say } from './say.ts'
import { aloneInTenant } from './tenant-work.ts'

export interface AuditWish {
  readonly tenant: string
  /** A file of checkpoints kept elsewhere; our own if undefined. */
  readonly checkpoint: string | undefined
  /** The public key line by which signatures are judged; that of our audit key if undefined. */
  readonly key: string | undefined
  /** Key lines of witnesses who must have countersigned. */
  readonly witnesses: readonly string[]
}

export function checkAudit(settings: Settings, wish: AuditWish): Promise<number> {
  return aloneInTenant(settings, wish.tenant, (ctx) => sayAudit(settings, wish, ctx))
}

/** Says what is found in the log of the context's company; resolves to the exit code. */
export async function sayAudit(
  settings: Settings,
  { tenant, checkpoint, key, witnesses }: AuditWish,
  ctx: Ctx,
): Promise<number> {
  const own = checkpointFile(settings, tenant)
  const file = checkpoint ?? (existsSync(own) ? own : null)
  const report = await verifyAudit(ctx.db, {
    publicKey: key ?? auditKeyLine(settings, tenant),
    ...(file === null ? {} : { checkpoint: readFileSync(file, 'utf8') }),
    witnesses,
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
  const seen = report.witnessed
  if (seen !== undefined && seen > 0) {
    say({ zh: `见证人签过名的到第 ${seen} 条。`, en: `Witnessed up to ${seen} entries.` }[ctx.language])
  }
  return report.ok ? 0 : 1
}
