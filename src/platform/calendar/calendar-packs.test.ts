import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { CalendarPack, loadCalendarPacks } from './calendar-packs.ts'

const shipped = await loadCalendarPacks(new URL('../../../rulepacks', import.meta.url).pathname)
const good = shipped[0]!

test('every shipped pack states its source and how sure it is, the coming year as assumed', () => {
  expect(shipped.map(({ year, certainty, assumed }) => [year, certainty, assumed])).toEqual([
    [2026, 'P', false],
    [2027, 'M', true],
  ])
})

test('the days a year makes up for are the days it gives on workdays beyond the statutory thirteen', () => {
  const weekdaysFree = good.holidays.filter((day) => ![0, 6].includes(new Date(day).getUTCDay())).length
  // 5 April, 2 May and 3 October are statutory days on weekends: each is given back as a free workday
  expect(weekdaysFree - good.makeUpWorkdays.length).toBe(13)
})

test('a pack with a typing error is refused with its reason', () => {
  const problems = (change: object) => CalendarPack.safeParse({ ...good, ...change }).error?.message ?? 'accepted'
  expect(problems({})).toBe('accepted')
  expect(problems({ holidays: ['2026-02-30'] })).toContain('ISO date')
  expect(problems({ holidays: ['2025-10-01'] })).toContain('2025-10-01 is outside 2026')
  const newYear = { from: '2025-12-31', to: '2026-01-03', zh: '元旦', en: 'New Year' }
  expect(problems({ holidays: ['2025-12-31'], names: [newYear] })).toBe('accepted')
  expect(problems({ holidays: ['2025-12-31'] })).toContain('2025-12-31 needs one name')
  expect(problems({ holidays: ['2026-01-01'], names: [newYear, newYear] })).toContain('2026-01-01 needs one name')
  expect(problems({ holidays: ['2026-10-10'] })).toContain('listed twice')
  expect(problems({ makeUpWorkdays: ['2026-10-12'] })).toContain('does not fall on a weekend')
  expect(problems({ certainty: 'sure' })).toContain('certainty')
  expect(problems({ extra: 1 })).toContain('extra')
})

test('a file that is no pack is named; other files of the folder are left alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'packs-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'dues-2026.json'), 'not json')
  await writeFile(join(folder, 'calendar-cn-2026.json'), JSON.stringify(good))
  expect(await loadCalendarPacks(folder)).toEqual([good])
  await writeFile(join(folder, 'calendar-broken.json'), '{')
  await expect(loadCalendarPacks(folder)).rejects.toThrow('calendar-broken.json is not a calendar pack')
})
