/** `nuanqiao import roster`: the people and units of a spreadsheet, all or nothing. */
import { resolve } from 'node:path'
import { importRosterFile } from '#domains/org/roster/service.ts'
import type { Settings } from '#platform/settings.ts'
import { complain, say } from './say.ts'
import { aloneInTenant } from './tenant-work.ts'

export interface RosterWish {
  readonly file: string
  readonly tenant: string
  readonly dryRun: boolean
  /** Whoever the file does not name has left. */
  readonly absentLeave: boolean
}

export function importRoster(settings: Settings, { file, tenant, ...wish }: RosterWish): Promise<number> {
  return aloneInTenant(settings, tenant, async (ctx) => {
    const onProgress = (done: number, total: number) => say(`${done} / ${total}`)
    const report = await importRosterFile(ctx, resolve(file), { ...wish, onProgress })
    const failed = report.counts.errors > 0
    ;(failed ? complain : say)(report.lines.join('\n'))
    return failed ? 1 : 0
  })
}
