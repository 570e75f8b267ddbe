/** The list of attacks points to tests that are there and speak of what they are listed for. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { attacks, type Made } from './list.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The text of a test or of a group of them, behind all that its file makes ready before the first. */
function textOf({ file, title }: Made): string | null {
  const text = readFileSync(`${root}${file}`, 'utf8')
  const at = text.indexOf(title)
  if (at < 0) return null
  const begins = [...text.matchAll(/^( *)(test|describe)\b/gm)]
  const own = begins.findLast(({ index }) => index < at)
  const next = begins.find(({ index, 1: indent = '' }) => index > at && indent.length <= (own?.[1]?.length ?? 0))
  return text.slice(0, begins[0]?.index) + text.slice(own?.index ?? 0, next?.index)
}

describe.each(Object.entries(attacks))('attack %s', (_number, attack) => {
  test(`${attack.what}: is made, or it is said what is not built`, () => {
    expect(attack.made.length + (attack.notBuilt?.length ?? 0)).toBeGreaterThan(0)
    for (const one of attack.made) {
      const text = textOf(one)
      expect(text, `${one.file} has no "${one.title}"`).not.toBeNull()
      expect([one.title, one.about.test(text ?? '')]).toEqual([one.title, true])
    }
  })
})

test('the list has forty, in their order, and none that no test makes but for want of a product', () => {
  expect(Object.keys(attacks)).toEqual(Array.from({ length: 40 }, (_, i) => String(i + 1)))
  const unmade = Object.entries(attacks).filter(([, { made }]) => made.length === 0)
  expect(unmade.map(([number, { notBuilt }]) => [number, notBuilt!.length])).toEqual([
    ['5', 1],
    ['20', 1],
    ['26', 1],
  ])
})
