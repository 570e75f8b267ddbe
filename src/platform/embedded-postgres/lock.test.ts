import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Lock, lockHolder, takeLock } from './lock.ts'
import { processBirth } from './process-birth.ts'

let folder = ''
const lockFile = (): string => join(folder, 'postgres.lock')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nuanqiao-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a free folder is taken, found by others, and free again after release', async () => {
  const lock = await takeLock(lockFile())
  expect(await lockHolder(lockFile())).toMatchObject({ pid: process.pid, port: null })
  await lock.publish(5432)
  expect(await lockHolder(lockFile())).toMatchObject({ pid: process.pid, port: 5432 })
  await lock.release()
  expect(await lockHolder(lockFile())).toBeNull()
  expect(readdirSync(folder)).toEqual([])
})

test('a folder held by a living process is refused by its number, also to that process', async () => {
  const other = spawn('sleep', ['60'])
  try {
    const birth = processBirth(other.pid!)
    writeFileSync(lockFile(), JSON.stringify({ pid: other.pid, birth, port: 1 }))
    await expect(takeLock(lockFile())).rejects.toThrow(`in use by process ${other.pid}`)
  } finally {
    other.kill('SIGKILL')
    await once(other, 'exit')
  }
  await takeLock(lockFile())
  await expect(takeLock(lockFile())).rejects.toThrow(`in use by process ${process.pid}`)
})

test('a lock whose number belongs to a later process, or that is no lock at all, is taken over', async () => {
  for (const stale of [JSON.stringify({ pid: process.pid, birth: 'earlier', port: 1 }), '', '{"pid":']) {
    writeFileSync(lockFile(), stale)
    await (await takeLock(lockFile())).release()
  }
})

test('of many that find the same dead holder exactly one gets the folder, every time', async () => {
  for (let round = 0; round < 50; round++) {
    writeFileSync(lockFile(), JSON.stringify({ pid: process.pid, birth: `earlier ${round % 2}`, port: 1 }))
    const all = await Promise.allSettled(Array.from({ length: 12 }, () => takeLock(lockFile())))
    const taken = all.filter((one): one is PromiseFulfilledResult<Lock> => one.status === 'fulfilled')
    for (const one of all) if (one.status === 'rejected') expect(String(one.reason)).toContain('in use by process')
    expect(taken).toHaveLength(1)
    await taken[0]?.value.release()
    expect(readdirSync(folder)).toEqual([])
  }
})
