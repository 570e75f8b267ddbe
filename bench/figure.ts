/** What a bench gives: figures, each beside its bar. */

export interface Figure {
  readonly what: string
  readonly value: string | number
  readonly unit: string
  /** The bar in words, e.g. `<= 40`; absent where the figure only explains another. */
  readonly bar?: string
  readonly ok?: boolean
}

export interface Bench {
  readonly name: string
  /** Too long for the usual run; only when named. */
  readonly onRequest?: boolean
  /** `minutes`: how long a bench that lasts is to last. */
  run(wish: { readonly minutes?: number }): Promise<Figure[]>
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

export const round = (value: number, digits = 0): number => Number(value.toFixed(digits))
