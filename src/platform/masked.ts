/**
 * How personal data is shown to whoever does not need all of it: names 张*, phones 138****0000, addresses to the estate. One way for
 * every screen and list. Pure.
 */

/** A name: its first character and a star, whatever its length. */
export function maskedName(name: string): string {
  return `${Array.from(name)[0] ?? ''}*`
}

/** Digits of a phone: 138****0000; of a fixed number without area code the end alone. */
export function maskedPhone(digits: string): string {
  return `${digits.length > 8 ? digits.slice(0, 3) : ''}****${digits.slice(-4)}`
}

/** An address from the estate down, as names of places: the estate alone. */
export function maskedAddress(places: readonly string[]): string {
  return places[0] ?? ''
}
