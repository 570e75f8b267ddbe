/**
 * The file of a backup: gzip of entries, then one line with the SHA-256 of all bytes before it, so that a single changed byte is
 * found before anything is restored. An entry is a run of frames (length in 4 bytes, big-endian, then as many bytes): its name, its
 * data, and an empty frame as its end. Written and read as a stream; described for operators in docs/operations.md.
 */
import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { Refusal } from '../refusal.ts'

/** A named run of bytes. When reading, its data must be taken to its end before the next entry is asked for. */
export interface Entry {
  readonly name: string
  readonly data: AsyncIterable<Buffer>
}

const sealLength = 'sha256 '.length + 64 + 1
const chunkSize = 256 * 1024

/** Writes the entries under a temporary name beside `path` and renames that once all is on disk. Returns the file's size in bytes. */
export async function writeEntries(path: string, entries: AsyncIterable<Entry>): Promise<number> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.part`
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await writeSealed(file, entries)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
  await syncFolder(dirname(path))
  return (await stat(path)).size
}

async function writeSealed(file: FileHandle, entries: AsyncIterable<Entry>): Promise<void> {
  const hash = createHash('sha256')
  await pipeline(
    Readable.from(framed(entries), { objectMode: false }),
    createGzip({ level: 1, chunkSize }),
    async (parts: AsyncIterable<Buffer>) => {
      for await (const part of parts) {
        hash.update(part)
        await file.appendFile(part)
      }
    },
  )
  await file.appendFile(sealOf(hash.digest('hex')))
}

function sealOf(hex: string): string {
  return `sha256 ${hex}\n`
}

async function* framed(entries: AsyncIterable<Entry>): AsyncGenerator<Buffer> {
  for await (const { name, data } of entries) {
    yield frame(Buffer.from(name))
    for await (const part of data) if (part.length > 0) yield frame(part)
    yield frame(Buffer.alloc(0))
  }
}

function frame(part: Buffer): Buffer {
  const framed = Buffer.allocUnsafe(4 + part.length)
  framed.writeUInt32BE(part.length)
  part.copy(framed, 4)
  return framed
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}

/** Refuses with `platform.backup_damaged` unless every byte of the file is as it was written. */
export async function checkSeal(path: string): Promise<void> {
  const end = (await stat(path)).size - sealLength
  if (end <= 0) throw damaged()
  const hash = createHash('sha256')
  for await (const part of createReadStream(path, { end: end - 1, highWaterMark: chunkSize })) hash.update(part)
  const seal: Buffer[] = []
  for await (const part of createReadStream(path, { start: end })) seal.push(part)
  if (Buffer.concat(seal).toString('latin1') !== sealOf(hash.digest('hex'))) throw damaged()
}

/** The entries of a file whose seal was checked. Refuses with `platform.backup_damaged` what is no such file. */
export async function* readEntries(path: string): AsyncGenerator<Entry> {
  const source = createReadStream(path, { end: (await stat(path)).size - sealLength - 1, highWaterMark: chunkSize })
  const gunzip = createGunzip({ chunkSize })
  source.on('error', (error) => gunzip.destroy(error))
  try {
    const frames = framesOf(source.pipe(gunzip))
    for (let name = await frames.next(); name.done !== true; name = await frames.next()) {
      yield { name: name.value.toString(), data: untilEmpty(frames) }
    }
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}

async function* framesOf(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, undefined> {
  let rest: Buffer = Buffer.alloc(0)
  try {
    for await (const part of source) {
      rest = rest.length === 0 ? part : Buffer.concat([rest, part])
      while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE()) {
        const end = 4 + rest.readUInt32BE()
        yield rest.subarray(4, end)
        rest = rest.subarray(end)
      }
    }
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code?.startsWith('Z_') === true ? damaged() : error
  }
  if (rest.length > 0) throw damaged()
}

/** By hand, because `for await` would close the frames of the entries that follow. */
async function* untilEmpty(frames: AsyncGenerator<Buffer, undefined>): AsyncGenerator<Buffer> {
  for (;;) {
    const { done, value } = await frames.next()
    if (done === true) throw damaged()
    if (value.length === 0) return
    yield value
  }
}

/** The whole data of an entry as JSON. */
export async function jsonOf({ data }: Entry): Promise<unknown> {
  const parts: Buffer[] = []
  for await (const part of data) parts.push(part)
  return JSON.parse(Buffer.concat(parts).toString())
}

export function jsonEntry(name: string, value: () => unknown): Entry {
  const data = async function* (): AsyncGenerator<Buffer> {
    yield Buffer.from(`${JSON.stringify(value(), null, 1)}\n`)
  }
  return { name, data: data() }
}

export function damaged(): Refusal {
  return new Refusal('bad_input', 'platform.backup_damaged')
}
