import { expect, test } from 'vitest'
import { groups, refusalWords } from '../src/house.ts'

/** What each file of this name exports, over all domains. */
const routeFiles = import.meta.glob<{ routes: readonly unknown[] }>('../src/{domains,channels}/**/routes.ts', {
  eager: true,
})
const wordFiles = import.meta.glob<{ refusals?: object }>(
  ['../src/{domains,channels}/**/words.ts', '../src/platform/*-words.ts'],
  {
    eager: true,
  },
)

test('every endpoint that a domain serves is mounted, once', () => {
  const mounted = groups.flatMap((group) => group.routes)
  const written = Object.values(routeFiles).flatMap((file) => file.routes)
  expect(written.length).toBeGreaterThan(10)
  expect(new Set(mounted)).toEqual(new Set(written))
  const addresses = mounted.map(({ endpoint }) => `${endpoint.method} ${endpoint.path.replace(/:\w+/g, ':')}`)
  expect(addresses.filter((one, i) => addresses.indexOf(one) !== i)).toEqual([])
})

test('every refusal code finds its words, in both languages', () => {
  const written = Object.entries(wordFiles).filter(([, file]) => file.refusals !== undefined)
  expect(written.length).toBeGreaterThan(5)
  for (const [name, file] of written) expect(refusalWords, `${name} is not in the house`).toContain(file.refusals)
})
