/** What happens to notices by the clock: once a week a digest. What has served its time goes by the privacy rule pack. */
import { z } from 'zod'
import { peopleWithMatters } from '#domains/matters/news/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import { newId } from '#platform/id.ts'
import { task } from '#platform/jobs/jobs.ts'
import type { Recurring } from '#platform/jobs/recurring.ts'
import { noticePack } from './pack.ts'
import { quietOf } from './receiver.ts'
import { deliverAt, weekBegins } from './rules.ts'
import { hasDigest, insertNotices, settingsOf } from './store.ts'

const day = 86_400_000

export const digests = 'channels.weekly_digest'
export const digestTask = task(z.object({}), (ctx) => makeDigests(ctx))
export const mornings: Recurring = { name: digests, at: '05:30' }

const atOnce = 500

/**
 * One notice a week and person, for whoever has something in it and has not switched it off. On the day itself, or on a later one if
 * the worker stood still over it; what it says is made when it is read.
 */
export async function makeDigests(ctx: Ctx): Promise<void> {
  const { db, calendar, now } = ctx
  const { weekday, hour } = noticePack().digest
  const at = weekBegins(calendar, now, weekday)
  const isTheDay = now.getTime() - at.getTime() < day
  if (!isTheDay && (await hasDigest(db, at))) return
  const people = await peopleWithMatters(db, new Date(at.getTime() - 7 * day))
  for (let n = 0; n < people.length; n += atOnce) {
    const some = people.slice(n, n + atOnce)
    const set = await settingsOf(db, some)
    const notices = some
      .filter((id) => set.get(id)?.digest !== false)
      .map((person_id) => ({
        id: newId(),
        person_id,
        relation: 'digest' as const,
        act: 'digest',
        matter_id: null,
        event_of: null,
        seq: null,
        at,
        deliver_at: deliverAt(calendar, new Date(at.getTime() + hour * 3_600_000), quietOf(set.get(person_id))),
      }))
    await insertNotices(db, notices)
  }
}
