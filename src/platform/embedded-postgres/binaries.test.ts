import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { postgresBinaries } from './binaries.ts'

let root = ''

/** A package as npm unpacks it when install scripts are blocked: no links, no run bits. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nuanqiao-binaries-'))
  for (const folder of ['bin', 'lib']) mkdirSync(join(root, 'native', folder), { recursive: true })
  for (const name of ['initdb', 'postgres']) writeFileSync(join(root, 'native', 'bin', name), '', { mode: 0o644 })
  writeFileSync(join(root, 'native', 'lib', 'libpq.so.5.18'), '')
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]
  writeFileSync(join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links))
})
afterEach(() => rmSync(root, { recursive: true }))

test('links and run bits that the installation left out are made', async () => {
  const { postgres, initdb } = await postgresBinaries(root)
  expect(readlinkSync(join(root, 'native', 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18')
  for (const program of [postgres, initdb]) expect(statSync(program).mode & 0o777).toBe(0o755)
})

test('where they are right already nothing is touched, so that the folder may be somebody else’s', async () => {
  await postgresBinaries(root)
  const before = times()
  const lock = (mode: number): void => {
    for (const folder of ['bin', 'lib']) chmodSync(join(root, 'native', folder), mode)
  }
  lock(0o555)
  await postgresBinaries(root)
  lock(0o755)
  expect(times()).toEqual(before)
})

test('what cannot be repaired is said, with the way out', async () => {
  rmSync(join(root, 'native', 'lib'), { recursive: true })
  await expect(postgresBinaries(root)).rejects.toThrow(/is not complete .* Start once as the user who ran npm ci/)
})

function times(): number[] {
  const paths = ['bin/postgres', 'bin/initdb', 'lib/libpq.so.5']
  return paths.map((path) => lstatSync(join(root, 'native', path)).ctimeMs)
}
