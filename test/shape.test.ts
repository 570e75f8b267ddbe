/** The shape of the house. A checker that sees nothing fails, and each rule is seen catching what it is there for. */
import { expect, test } from 'vitest'
import { rules } from './shape/rules.ts'
import { readSources, sourceOf } from './shape/source.ts'

const sources = readSources()
const house = new Map(sources.map((source) => [source.path, source]))

test('the checker sees the house', () => {
  expect(sources.length).toBeGreaterThan(100)
  expect(house.get('platform/http.ts')?.imports.map(({ from }) => from)).toContain('./routes.ts')
  for (const name of ['org', 'matters', 'voice']) expect(house.has(`domains/${name}/service.ts`)).toBe(true)
})

test('every import names a file that is there', () => {
  const missing = sources.flatMap(({ path, imports }) =>
    imports
      .filter(({ file }) => file !== null && /\.tsx?$/.test(file) && file !== 'platform/db.gen.ts')
      .filter(({ file }) => !house.has(file as string) && !(file as string).startsWith('..'))
      .map(({ from }) => `${path} imports ${from}`),
  )
  expect(missing).toEqual([])
})

for (const { name, check, planted } of rules) {
  test(name, () => {
    expect(sources.flatMap((source) => check(source, house))).toEqual([])
  })
  test.each(planted)(`seen failing: ${name}: %s`, (path, text) => {
    const source = sourceOf(path, text)
    expect(check(source, new Map([...house, [path, source]]))).not.toEqual([])
  })
}

test('files are small: half of them at most 80 lines, nine of ten at most 250', () => {
  const lines = sources.map((source) => source.lines).sort((a, b) => a - b)
  expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(80)
  expect(lines[Math.floor(lines.length * 0.9)]).toBeLessThanOrEqual(250)
})
