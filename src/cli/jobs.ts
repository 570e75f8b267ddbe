/** `nuanqiao jobs retry`: what was given up after its last try is tried again, once its cause has been mended. */
import { retryJobs } from '#platform/jobs/jobs.ts'
import type { Settings } from '#platform/settings.ts'
import { say } from './say.ts'
import { aloneInTenant } from './tenant-work.ts'

export function retryGivenUp(settings: Settings, tenant: string): Promise<number> {
  return aloneInTenant(settings, tenant, async (ctx) => {
    const names = await retryJobs(ctx)
    const [n, list] = [names.length, [...new Set(names)].join(', ')]
    say(
      n === 0
        ? { zh: '没有被放弃的任务。', en: 'No job has been given up.' }[ctx.language]
        : { zh: `${n} 个任务将重新执行：${list}`, en: `${n} jobs will be tried again: ${list}` }[ctx.language],
    )
    return 0
  })
}
