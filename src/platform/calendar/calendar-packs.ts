/** Holiday arrangements as data: the shape of `rulepacks/calendar-*.json`, checked when read. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { dayNumber, isWeekday } from './zone.ts'

const Day = z.iso.date()

/** One year's holiday arrangement. `certainty`: P read in a source, M from memory, W weak source. `assumed`: not yet announced. */
export const CalendarPack = z
  .strictObject({
    id: z.string().regex(/^calendar-[a-z0-9-]+$/),
    year: z.int().min(1970).max(9999),
    source: z.string().min(1),
    certainty: z.enum(['P', 'M', 'W']),
    assumed: z.boolean(),
    holidays: z.array(Day),
    makeUpWorkdays: z.array(Day),
    /** What people call the holidays, each name from a first to a last day. */
    names: z.array(z.strictObject({ from: Day, to: Day, zh: z.string().min(1), en: z.string().min(1) })),
  })
  .superRefine((pack, issues) => {
    const days = [...pack.holidays, ...pack.makeUpWorkdays]
    const problem = (message: string) => issues.addIssue({ code: 'custom', message: `${pack.id}: ${message}` })
    for (const day of days) if (!ofYear(day, pack.year)) problem(`${day} is outside ${pack.year}`)
    if (new Set(days).size !== days.length) problem('a day is listed twice')
    for (const day of pack.makeUpWorkdays) {
      if (isWeekday(dayNumber(day))) problem(`make-up workday ${day} does not fall on a weekend`)
    }
    for (const day of pack.holidays) {
      if (pack.names.filter(({ from, to }) => from <= day && day <= to).length !== 1) problem(`${day} needs one name`)
    }
  })
export type CalendarPack = z.infer<typeof CalendarPack>

/** Reads every `calendar-*.json` of a folder, oldest year first. Throws an Error naming the file that cannot be read as a pack. */
export async function loadCalendarPacks(folder: string): Promise<CalendarPack[]> {
  const names = (await readdir(folder)).filter((name) => /^calendar-.*\.json$/.test(name))
  const packs = await Promise.all(
    names.map(async (name) => {
      try {
        return CalendarPack.parse(JSON.parse(await readFile(join(folder, name), 'utf8')))
      } catch (cause) {
        throw new Error(`${name} is not a calendar pack`, { cause })
      }
    }),
  )
  return packs.sort((a, b) => a.year - b.year)
}

/** A year's arrangement may begin in the last days of the year before (New Year joined to a weekend). */
function ofYear(day: string, year: number): boolean {
  return day.startsWith(`${year}-`) || day.startsWith(`${year - 1}-12-`)
}
