/** The tenants of a database with all they need at run time: calendar, sessions, and the kinds of matter. */
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { loadKinds } from '#domains/matters/kinds.ts'
import { loadActor } from '#domains/org/service.ts'
import { calendarFrom, localDate, type Season } from '#platform/calendar/calendar.ts'
import { loadCalendarPacks } from '#platform/calendar/calendar-packs.ts'
import type { Home } from '#platform/http.ts'
import { Sessions } from '#platform/sign-in/session.ts'
import { loadTenants } from '#platform/tenant.ts'

const rulepacks = fileURLToPath(new URL('../rulepacks', import.meta.url))

/** Every tenant that the pool's database holds. */
export async function openHomes(pool: pg.Pool, season: Season | null = null): Promise<Home[]> {
  const packs = await loadCalendarPacks(rulepacks)
  await loadKinds(rulepacks)
  const homes = await loadTenants(pool)
  return homes.map((home) => {
    const calendar = calendarFrom(packs, home.tenant.timeZone, season ?? demoSeason(home.tenant.demoStart))
    const sessions = new Sessions(home.db, (db, personId, now) => loadActor(db, personId, localDate(calendar, now)))
    return { ...home, calendar, sessions }
  })
}

/** The heating season of a demo lies around its first start, whatever the time of year: a month before to four after. */
function demoSeason(start: Date | null): Season | null {
  if (start === null) return null
  const day = (offset: number) => new Date(start.getTime() + offset * 86_400_000).toISOString().slice(5, 10)
  return { from: day(-30), to: day(120) }
}
