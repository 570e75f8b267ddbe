/** What a trouble is to the matters engine, and how its matter is called. Pure. */
import type { Limit } from '#platform/sign-in/limit.ts'
import { phoneDigits } from '../rules.ts'
import type { Trouble } from './contract.ts'

/** The sort of the kind `heat` whose clocks run for a trouble; absent: those of the kind itself. See rulepacks/kind-heat-1.json. */
const sorts: { readonly [T in Trouble]?: string } = {
  leak: 'leak',
  bill: 'office',
  stop_heating: 'office',
  restart_heating: 'office',
  praise: 'word',
  suggestion: 'word',
}
export const sortOf = (trouble: Trouble): string | undefined => sorts[trouble]

/** The title that those who handle it read: never whose door it is. */
export const titleOf = (trouble: string, places: readonly string[]): string =>
  `${trouble}：${places.slice(0, 2).join('')}`

/** An address in one line, with the flat where there is one. */
export const addressLine = (places: readonly string[], flat: string | null): string => [...places, flat ?? ''].join('')

/** A flat as it is kept and compared: full-width folded, without spaces and the word for it: 501室 is 501. */
export const flatOf = (text: string): string | null => {
  const flat = text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/(室|户|房)$/, '')
    .toUpperCase()
  return flat === '' ? null : flat
}

/** What was given as a phone: its digits; null where nothing was given; `wrong` where it is none. */
export function phoneGiven(text: string | undefined): string | null | 'wrong' {
  if (text === undefined || text.trim() === '') return null
  return phoneDigits(text) ?? 'wrong'
}

const [minute, hour, day] = [60, 3_600, 86_400] as const

/** How many reports one network may send in an hour, since many homes may share one, and how many a day may name one phone. */
export const mostReports = { fromNetwork: 200, networkHours: 1, byPhone: 20, phoneHours: 24 } as const

/** Pictures from one network that hang on nothing yet. */
export const picturesFrom = (network: string): Limit => ({
  name: `request/pictures/${network}`,
  free: 300,
  firstWaitSeconds: 10,
  longestWaitSeconds: 5 * minute,
  windowSeconds: hour,
})
/** Guesses at the phone of one customer number: ten thousand ends are not tried in a lifetime of the flat's lease. */
export const guessesAt = (customerNo: string, network: string): Limit[] => [
  { name: `home/${customerNo}`, free: 5, firstWaitSeconds: minute, longestWaitSeconds: hour, windowSeconds: day },
  { name: `home/from/${network}`, free: 30, firstWaitSeconds: 10, longestWaitSeconds: 5 * minute, windowSeconds: hour },
]
