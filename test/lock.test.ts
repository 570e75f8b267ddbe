/** The lock file: `npm ci` refuses one that leaves out a package, also one for another platform than ours. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>
}
const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'))
const packages: Readonly<Record<string, Locked>> = lock.packages

/** Where Node would look for a package, from a place in the tree upwards. */
function found(from: string, name: string): boolean {
  const place = `${from === '' ? '' : `${from}/`}node_modules/${name}`
  if (packages[place] !== undefined) return true
  return from !== '' && found(from.slice(0, Math.max(0, from.lastIndexOf('node_modules/') - 1)), name)
}

test('the lock names the optional packages of all platforms', () => {
  const asked = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).map((name) => ({ from, name })),
  )
  expect(asked.length).toBeGreaterThan(50)
  expect(asked.filter(({ from, name }) => !found(from, name))).toEqual([])
})
