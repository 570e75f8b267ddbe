/** The checkpoint file: kept once, on disk, by the running sequencer. */
import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openWorld, type World } from '../../../test/world/world.ts'
import { keysFrom, someActs } from '../factory.ts'
import { auditSigner, findCheckpoints, readVerifierKey, signCheckpoint } from './checkpoint.ts'
import { CheckpointFile } from './checkpoint-file.ts'
import { startSequencer } from './sequencer.ts'

const keys = keysFrom(Buffer.alloc(32, 7))
const signer = auditSigner(keys, 'main')
let world: World
let folder: string
beforeAll(async () => {
  world = await openWorld()
  folder = await mkdtemp(join(tmpdir(), 'nuanqiao-audit-'))
})
afterAll(async () => {
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

describe('the checkpoint file', () => {
  const verifier = readVerifierKey(signer.verifierKey)
  const noteOf = (size: number): string => signCheckpoint(signer, size, Buffer.alloc(32, size))

  test('keeps each checkpoint once, across restarts, readable by nobody else', async () => {
    const path = join(folder, 'keeps', 'main.checkpoints')
    const file = new CheckpointFile(path, verifier)
    for (const size of [1, 2, 2]) await file.keep(noteOf(size), size)
    const again = new CheckpointFile(path, verifier)
    expect(await again.lastSize()).toBe(2)
    for (const size of [2, 3]) await again.keep(noteOf(size), size)
    const found = findCheckpoints(await readFile(path, 'utf8'), verifier)
    expect(found.map(({ size, signed }) => [size, signed])).toEqual([1, 2, 3].map((size) => [size, true]))
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  test('survives a note that was torn by a power cut', async () => {
    const path = join(folder, 'torn', 'main.checkpoints')
    await new CheckpointFile(path, verifier).keep(noteOf(1), 1)
    await appendFile(path, noteOf(2).slice(0, -60))
    const file = new CheckpointFile(path, verifier)
    expect(await file.lastSize()).toBe(1)
    await file.keep(noteOf(2), 2)
    const found = findCheckpoints(await readFile(path, 'utf8'), verifier).filter((checkpoint) => checkpoint.signed)
    expect(found.map(({ size }) => size)).toEqual([1, 2])
  })

  test('is written by the running sequencer within seconds of an act', async () => {
    const beat = startSequencer({ homes: [world.home], keys, folder, everyMillis: 50 })
    try {
      await someActs(world.ctxOfNobody(), 3)
      await vi.waitFor(async () => {
        const text = await readFile(join(folder, 'main.checkpoints'), 'utf8')
        expect(findCheckpoints(text, verifier).at(-1)?.size).toBe(3)
      }, 5000)
    } finally {
      await beat.stop()
    }
  })

  test('makes the sequencer say at its start that the database is behind it', async () => {
    const path = join(folder, 'behind')
    await new CheckpointFile(join(path, 'main.checkpoints'), verifier).keep(noteOf(99), 99)
    const lines = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const beat = startSequencer({ homes: [world.home], keys, folder: path, everyMillis: 50 })
    await vi.waitFor(() => expect(lines.mock.calls.join('')).toContain('audit_tree_behind_its_file'), 5000)
    await beat.stop()
    lines.mockRestore()
  })
})
