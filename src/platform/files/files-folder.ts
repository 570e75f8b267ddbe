/** Files in a folder that several machines share: `<folder>/<tenant>/sha256/ab/cdef...`, written whole and on disk, or not at all. */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Where the bytes with this SHA-256 (hex) lie. */
function pathOf(folder: string, tenantSchema: string, sha256: string): string {
  return join(folder, tenantSchema, 'sha256', sha256.slice(0, 2), sha256.slice(2))
}

/** Writes the bytes unless they are there. They survive a power cut once the promise resolves. */
export async function writeShared(
  folder: string,
  tenantSchema: string,
  sha256: string,
  bytes: Uint8Array,
): Promise<void> {
  const path = pathOf(folder, tenantSchema, sha256)
  const there = await stat(path).catch(absent)
  if (there?.size === bytes.byteLength) return
  const below = dirname(path)
  await mkdir(below, { recursive: true, mode: 0o700 })
  const draft = join(below, `.${randomBytes(8).toString('hex')}`)
  try {
    await synced(draft, 'wx', (file) => file.writeFile(bytes))
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
  for (const name of [below, dirname(below), dirname(dirname(below))]) await syncFolder(name)
}

/** The bytes, or null if there are none. */
export function readShared(folder: string, tenantSchema: string, sha256: string): Promise<Buffer | null> {
  return readFile(pathOf(folder, tenantSchema, sha256)).catch(absent)
}

/**
 * Removes what was written before `olderThan` and is not kept, one sub-folder at a time: `keeps` gets the hashes (hex) found
 * in it and runs `remove` with those to go. Returns how many files went.
 */
export async function sweepShared(
  folder: string,
  tenantSchema: string,
  olderThan: Date,
  keeps: (found: readonly string[], remove: (gone: readonly string[]) => Promise<void>) => Promise<void>,
): Promise<number> {
  const root = join(folder, tenantSchema, 'sha256')
  let removed = 0
  for (const first of (await readdir(root).catch(absent)) ?? []) {
    const old: string[] = []
    for (const rest of await readdir(join(root, first))) {
      const there = await stat(join(root, first, rest)).catch(absent)
      if (there === null || there.mtime >= olderThan) continue
      if (rest.startsWith('.')) await rm(join(root, first, rest), { force: true })
      else old.push(first + rest)
    }
    if (old.length === 0) continue
    await keeps(old, async (gone) => {
      for (const sha256 of gone) await rm(pathOf(folder, tenantSchema, sha256), { force: true })
      removed += gone.length
    })
  }
  return removed
}

async function synced(
  path: string,
  flags: string,
  change: (file: Awaited<ReturnType<typeof open>>) => Promise<void>,
): Promise<void> {
  const file = await open(path, flags, 0o600)
  try {
    await change(file)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform !== 'win32') await synced(path, 'r', async () => undefined)
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
