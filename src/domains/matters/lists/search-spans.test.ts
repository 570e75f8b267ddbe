import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { windowsBelow } from './search-spans.ts'

const anId = fc.uuid({ version: 7 })
/** What the index holds of an id. */
const marks = (id: string) => [id.slice(0, 4), id.slice(0, 5)]

describe('the windows of a search', () => {
  test('hold, one after the other, each id below the one from which they go back', () => {
    fc.assert(
      fc.property(anId, fc.nat({ max: 5 * 365 * 86_400_000 }), anId, (from, back, tail) => {
        const millis = Math.max(Number.parseInt(from.replace('-', '').slice(0, 12), 16) - back, 0)
        const hex = millis.toString(16).padStart(12, '0')
        const id = `${hex.slice(0, 8)}-${hex.slice(8)}${tail.slice(13)}`
        fc.pre(id < from)
        const windows = windowsBelow(from)
        const first = windows.findIndex(({ least }) => id >= least)
        const { spans } = windows[first]!
        expect(spans === null || marks(id).some((mark) => spans.includes(mark))).toBe(true)
      }),
    )
  })

  test('go back without a step forward, and end with all there is', () => {
    fc.assert(
      fc.property(anId, (from) => {
        const least = windowsBelow(from).map((window) => window.least)
        expect(least).toEqual(least.toSorted().toReversed())
        expect(windowsBelow(from).at(-1)).toEqual({ spans: null, least: '00000000-0000-0000-0000-000000000000' })
      }),
    )
  })
})
