/** The tenants of a database with all they need at run time: calendar, sessions, and the kinds of matter. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { loadNoticePack } from '#channels/notices/pack.ts'
import { loadHeldData } from '#domains/directives/held/service.ts'
import { loadKinds } from '#domains/matters/kinds.ts'
import { loadActor } from '#domains/org/service.ts'
import { loadCallbackPack } from '#domains/service/callbacks/service.ts'
import { calendarFrom, localDate, type Season } from '#platform/calendar/calendar.ts'
import { loadCalendarPacks } from '#platform/calendar/calendar-packs.ts'
import type { Home } from '#platform/http.ts'
import { type Beat, beat } from '#platform/jobs/beat.ts'
import { keysLookMillis, openKeys } from '#platform/keys/data-keys.ts'
import type { Wrapper } from '#platform/keys/wrapper.ts'
import { loadPrivacyPack } from '#platform/privacy/pack.ts'
import { Sessions } from '#platform/sign-in/session.ts'
import { loadTenants } from '#platform/tenant.ts'

const rulepacks = fileURLToPath(new URL('../rulepacks', import.meta.url))

/** Every tenant that the pool's database holds, with its keys, which the wrappers open. */
export async function openHomes(
  pool: pg.Pool,
  wrappers: readonly Wrapper[],
  season: Season | null = null,
): Promise<Home[]> {
  const packs = await loadCalendarPacks(rulepacks)
  await loadKinds(rulepacks)
  await loadPrivacyPack(join(rulepacks, 'privacy-1.json'))
  await loadHeldData(rulepacks)
  await loadCallbackPack(rulepacks)
  await loadNoticePack(rulepacks)
  const homes = await loadTenants(pool)
  return Promise.all(
    homes.map(async (home) => {
      const calendar = calendarFrom(packs, home.tenant.timeZone, season ?? demoSeason(home.tenant.demoStart))
      const sessions = new Sessions(home.db, (db, personId, now) => loadActor(db, personId, localDate(calendar, now)))
      return { ...home, calendar, keys: await openKeys(home.db, wrappers), sessions }
    }),
  )
}

/** Keeps the keys of running companies up with their table: one renewed elsewhere is known here before it seals. */
export function followKeys(homes: readonly Home[]): Beat {
  return beat('keys', keysLookMillis, async () => {
    for (const { keys } of homes) await keys.refresh()
  })
}

/** The heating season of a demo lies around its first start, whatever the time of year: a month before to four after. */
function demoSeason(start: Date | null): Season | null {
  if (start === null) return null
  const day = (offset: number) => new Date(start.getTime() + offset * 86_400_000).toISOString().slice(5, 10)
  return { from: day(-30), to: day(120) }
}
