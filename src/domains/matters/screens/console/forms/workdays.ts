/** Counting workdays between two days, with the days without work as the server names them. Pure. */

const DAY = 86_400_000

/** How many workdays lie after `from` up to and with `to`; 0 where `to` is not later. Days are 'YYYY-MM-DD'. */
export function workdaysAfter(from: string, to: string, free: ReadonlySet<string>): number {
  let count = 0
  for (let day = Date.parse(from) + DAY; day <= Date.parse(to); day += DAY) {
    if (!free.has(new Date(day).toISOString().slice(0, 10))) count += 1
  }
  return count
}
