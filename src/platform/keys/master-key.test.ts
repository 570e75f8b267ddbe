import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { loadKey, nextKey, prepareNextKey, takeNextKey } from './master-key.ts'

describe('the master key', () => {
  const folder = async () => {
    const path = await mkdtemp(join(tmpdir(), 'keys-'))
    onTestFinished(() => rm(path, { recursive: true }))
    return path
  }
  const same = (a: Buffer, b: Buffer) => a.equals(b)

  test('is made at first use in a file for its owner alone, and read again afterwards', async () => {
    const inside = await folder()
    const file = join(inside, 'secrets', 'master.key')
    const first = loadKey({ name: 'master key', file, env: undefined })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(join(inside, 'secrets'))).mode & 0o777).toBe(0o700)
    expect(await readdir(join(inside, 'secrets'))).toEqual(['master.key'])
    expect(same(loadKey({ name: 'master key', file, env: '' }), first)).toBe(true)
    expect(same(loadKey({ name: 'master key', file: join(inside, 'other.key'), env: undefined }), first)).toBe(false)
    expect(
      same(loadKey({ name: 'master key', file: join(inside, 'unused.key'), env: await readFile(file, 'utf8') }), first),
    ).toBe(true)
    expect(await readdir(inside)).not.toContain('unused.key')
  })

  test('is refused, and left alone, where others can read it or it is no key', async () => {
    const file = join(await folder(), 'master.key')
    await writeFile(file, Buffer.alloc(32, 1).toString('base64'), { mode: 0o644 })
    expect(() => loadKey({ name: 'master key', file, env: undefined })).toThrow('can be read by others (mode 644)')
    await chmod(file, 0o600)
    expect(same(loadKey({ name: 'master key', file, env: undefined }), Buffer.alloc(32, 1))).toBe(true)
    for (const content of ['', 'secret', Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64')]) {
      await writeFile(file, content)
      expect(() => loadKey({ name: 'master key', file, env: undefined })).toThrow(`${file} is not 32 bytes in base64`)
      expect(await readFile(file, 'utf8')).toBe(content)
    }
    expect(() => loadKey({ name: 'master key', file, env: 'secret' })).toThrow(
      'the master key in the environment is not 32 bytes',
    )
  })

  test('has a next one beside it until it takes its place, and the one before stays for backups of its time', async () => {
    const file = join(await folder(), 'master.key')
    const first = loadKey({ name: 'master key', file, env: undefined })
    expect(nextKey(file)).toBeNull()
    const next = prepareNextKey(file)
    expect(prepareNextKey(file)).toEqual(next)
    expect(nextKey(file)).toEqual(next)
    expect(loadKey({ name: 'master key', file, env: undefined })).toEqual(first)
    takeNextKey(file)
    expect(loadKey({ name: 'master key', file, env: undefined })).toEqual(next)
    expect(await readFile(`${file}.before`, 'utf8')).toBe(`${first.toString('base64')}\n`)
    expect([nextKey(file), (await stat(file)).mode & 0o777]).toEqual([null, 0o600])
  })
})
