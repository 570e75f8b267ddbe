/** Files in PostgreSQL and in a shared folder: the same promises for both. */
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openWorld, type World } from '../../../test/world/world.ts'
import type { Actor } from '../access.ts'
import { newId } from '../id.ts'
import { type IsReferenced, keepFile, keepFilesIn, pictureUpload, purgeOrphans, readFile } from './files.ts'

let world: World
let owner: pg.Client
let folder: string
beforeAll(async () => {
  world = await openWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  await owner.query('set search_path to main')
  folder = await mkdtemp(join(tmpdir(), 'nuanqiao-files-'))
})
afterAll(async () => {
  await owner.end()
  await world.close()
  await rm(folder, { recursive: true, force: true })
})

const now = new Date('2026-11-16T02:00:00Z')
const later = new Date('2026-11-17T02:00:00Z')
const nothing: IsReferenced = async () => new Set()
const aFile = (text: string, name: string | null = '现场.txt', at = now) => ({
  bytes: Buffer.from(text),
  mediaType: 'text/plain',
  name,
  uploaderId: newId(),
  now: at,
})
const rowsOf = async (table: string): Promise<number> =>
  (await owner.query(`select count(*)::int as n from ${table}`)).rows[0].n
/** Every file under the folder. */
const onDisk = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))

describe.each(['in PostgreSQL', 'in a shared folder'])('a file kept %s', (where) => {
  const shared = where === 'in a shared folder'
  beforeEach(() => keepFilesIn(shared ? folder : null))
  afterEach(async () => {
    keepFilesIn(null)
    await owner.query('truncate platform_file, platform_blob cascade')
    for (const path of await readdir(folder)) await rm(join(folder, path), { recursive: true })
  })

  test('is read as it was handed in, with type and name', async () => {
    const bytes = Buffer.from([0, 255, 0, 1, 2, 3])
    const { id, sha256 } = await keepFile(world.db, {
      ...aFile(''),
      bytes,
      mediaType: 'image/jpeg',
      name: 'C:\\家\\锅炉\n.jpg',
    })
    expect(sha256.length).toBe(32)
    expect(await readFile(world.db, id)).toEqual({ bytes, mediaType: 'image/jpeg', name: '锅炉.jpg' })
    expect(await readFile(world.db, newId())).toBeNull()
    expect((await onDisk()).length).toBe(shared ? 1 : 0)
    expect((await owner.query('select bytes from platform_blob')).rows[0].bytes === null).toBe(shared)
  })

  test('may be empty, and may be ten megabytes but not one byte more', async () => {
    const empty = await keepFile(world.db, aFile(''))
    expect((await readFile(world.db, empty.id))?.bytes.byteLength).toBe(0)
    const large = await keepFile(world.db, { ...aFile(''), bytes: new Uint8Array(10 * 1024 * 1024) })
    expect((await readFile(world.db, large.id))?.bytes.byteLength).toBe(10 * 1024 * 1024)
    await expect(keepFile(world.db, { ...aFile(''), bytes: new Uint8Array(10 * 1024 * 1024 + 1) })).rejects.toThrow(
      'platform.file_too_large',
    )
  })

  test('shares its bytes with an equal one, also when both come at once', async () => {
    const kept = await Promise.all(Array.from({ length: 8 }, () => keepFile(world.db, aFile('同样的内容'))))
    expect(new Set(kept.map((one) => one.id)).size).toBe(8)
    expect([await rowsOf('platform_file'), await rowsOf('platform_blob')]).toEqual([8, 1])
    expect((await onDisk()).length).toBe(shared ? 1 : 0)
  })

  test('is gone with the transaction that kept it', async () => {
    const failed = world.db.transaction().execute(async (tx) => {
      await keepFile(tx, aFile('a'))
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect([await rowsOf('platform_file'), await rowsOf('platform_blob')]).toEqual([0, 0])
  })

  test('belongs to one company only', async () => {
    const { id } = await keepFile(world.db, aFile('ours'))
    expect(await readFile(world.other.db, id)).toBeNull()
    const theirs = await keepFile(world.other.db, aFile('ours'))
    expect((await readFile(world.other.db, theirs.id))?.name).toBe('现场.txt')
    if (shared) expect((await readdir(folder)).sort()).toEqual(['main', 'other'])
  })

  test('is purged when it is old and nothing refers to it, its bytes with the last of its kind', async () => {
    const [kept, orphan, twin, young] = [
      await keepFile(world.db, aFile('kept')),
      await keepFile(world.db, aFile('orphan')),
      await keepFile(world.db, aFile('kept')),
      await keepFile(world.db, aFile('young', null, later)),
    ]
    for (const path of await onDisk()) await utimes(path, now, now)
    const asked: string[] = []
    const gone = await purgeOrphans(world.db, later, async (_db, ids) => {
      asked.push(...ids)
      return new Set([kept.id])
    })
    expect(gone).toBe(2)
    expect(asked.sort()).toEqual([kept.id, orphan.id, twin.id].sort())
    expect(await readFile(world.db, orphan.id)).toBeNull()
    expect((await readFile(world.db, kept.id))?.bytes.toString()).toBe('kept')
    expect((await readFile(world.db, young.id))?.bytes.toString()).toBe('young')
    expect(await rowsOf('platform_blob')).toBe(2)
    if (shared) expect((await onDisk()).length).toBe(2)
  })

  test('survives a purge that meets it half kept', async () => {
    await keepFile(world.db, aFile('same bytes'))
    for (const path of await onDisk()) await utimes(path, now, now)
    let purge: Promise<number> | null = null
    const { id } = await world.db.transaction().execute(async (tx) => {
      const file = await keepFile(tx, aFile('same bytes', null, later))
      purge = purgeOrphans(world.db, later, nothing)
      await new Promise((resolve) => setTimeout(resolve, 150))
      return file
    })
    expect(await purge).toBe(1)
    expect((await readFile(world.db, id))?.bytes.toString()).toBe('same bytes')
  })

  test('is not handed out when its bytes were changed behind our back', async () => {
    const { id } = await keepFile(world.db, aFile('true'))
    if (shared) await writeFile((await onDisk())[0]!, 'fake')
    else await owner.query(`update platform_blob set bytes = 'fake'`)
    await expect(readFile(world.db, id)).rejects.toThrow('was changed')
  })
})

describe('a shared folder', () => {
  beforeEach(() => keepFilesIn(folder))
  afterEach(() => keepFilesIn(null))

  test('is swept of what failed transactions left, not of what is still young', async () => {
    const failing = async (text: string): Promise<void> => {
      const failed = world.db.transaction().execute(async (tx) => {
        await keepFile(tx, aFile(text))
        throw new Error('no')
      })
      await failed.catch(() => undefined)
    }
    await failing('old')
    for (const path of await onDisk()) await utimes(path, now, now)
    await failing('young')
    expect((await onDisk()).length).toBe(2)
    await purgeOrphans(world.db, later, nothing)
    expect((await onDisk()).length).toBe(1)
  })

  test('that lost a file is an error in the log and no file to the reader', async () => {
    const lines = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const { id } = await keepFile(world.db, aFile('lost'))
    for (const path of await onDisk()) await rm(path)
    expect(await readFile(world.db, id)).toBeNull()
    expect(lines.mock.calls.join('')).toContain('file_without_bytes')
    lines.mockRestore()
  })

  test('still gives what was kept in PostgreSQL before', async () => {
    keepFilesIn(null)
    const { id } = await keepFile(world.db, aFile('before'))
    keepFilesIn(folder)
    expect((await readFile(world.db, id))?.bytes.toString()).toBe('before')
  })
})

describe('a picture handed in', () => {
  const actor: Actor = { personId: newId(), name: '张三', staffNo: '1', unit: { id: newId(), path: [] }, grants: [] }

  test('is kept clean, with the name of nobody’s phone, and recorded', async () => {
    const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } })
      .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '45/1 45/1 0/1' } })
      .jpeg()
      .toBuffer()
    const { fileId } = await pictureUpload(await world.ctxFor(actor, { bytes }), 'matters.add_picture')
    const file = await readFile(world.db, fileId)
    expect(file).toMatchObject({ mediaType: 'image/jpeg', name: null })
    expect((await sharp(bytes).metadata()).exif).toBeDefined()
    expect((await sharp(file!.bytes).metadata()).exif).toBeUndefined()
    const { rows } = await owner.query('select act, subject_kind from platform_audit_entry where subject_id = $1', [
      fileId,
    ])
    expect(rows).toEqual([{ act: 'matters.add_picture', subject_kind: 'file' }])
    expect(
      (await sql`select 1 from platform_file where uploader_id = ${actor.personId}::uuid`.execute(world.db)).rows
        .length,
    ).toBe(1)
  })

  test('that is none leaves nothing behind', async () => {
    const before = await rowsOf('platform_file')
    const ctx = await world.ctxFor(actor, { bytes: Buffer.from('<svg onload=alert(1)>') })
    await expect(pictureUpload(ctx, 'matters.add_picture')).rejects.toThrow('platform.file_not_a_picture')
    expect(await rowsOf('platform_file')).toBe(before)
  })
})
