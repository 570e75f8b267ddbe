/** The local day of an instant in the company's zone. */
import { setting } from './setting.ts'

/** 'YYYY-MM-DD' of the day that holds the instant, given as ISO text. */
export function localDay(at: string): string {
  const timeZone = setting('time-zone') ?? 'Asia/Shanghai'
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(at),
  )
}
