/** What the doctor sees of the machine. Changes nothing. */
import { accessSync, constants, existsSync, readdirSync, readFileSync, statfsSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { FolderSeen, KeySeen } from './machine.ts'
import type { FrontSeen, PortState } from './network.ts'

export function seeFolder(path: string): FolderSeen {
  const we = process.getuid?.() ?? null
  if (!existsSync(path)) return { path, there: null, we }
  const { mode, uid } = statSync(path)
  return { path, there: { mode, uid, writable: mayWrite(path) }, we }
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}

export function seeKey(path: string, env: string | undefined, needed: boolean): KeySeen {
  const given = env !== undefined && env !== ''
  if (!existsSync(path)) return { given, path, file: null, needed }
  const text = (() => {
    try {
      return readFileSync(path, 'utf8').trim()
    } catch {
      return ''
    }
  })()
  return { given, path, file: { mode: statSync(path).mode, whole: /^[A-Za-z0-9+/]{43}=$/.test(text) }, needed }
}

/** Bytes free for us and in all, on the disk of a folder or of the nearest one above it that is there. */
export function seeDisk(path: string): { path: string; free: number; size: number } {
  let there = path
  while (!existsSync(there)) there = dirname(there)
  const { bavail, blocks, bsize } = statfsSync(there)
  return { path, free: bavail * bsize, size: blocks * bsize }
}

const fontFolders = ['/usr/share/fonts', '/usr/local/share/fonts', '/System/Library/Fonts', '/Library/Fonts']

export function seeFonts(): string[] {
  const folders = [...fontFolders, join(homedir(), '.fonts'), join(homedir(), '.local/share/fonts')]
  return folders.flatMap((folder) => {
    try {
      return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(otf|ttf|ttc)$/i.test(name))
    } catch {
      return [] // not there
    }
  })
}

/** When the newest plain file of a folder was written; null: there is none. */
export function seeNewest(folder: string): Date | null {
  if (!existsSync(folder)) return null
  const times = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
    .map((entry) => statSync(join(folder, entry.name)).mtimeMs)
  return times.length === 0 ? null : new Date(Math.max(...times))
}

export function seeWritten(file: string): Date | null {
  return existsSync(file) ? statSync(file).mtime : null
}

const patience = 5_000

/** Who has the port: ours says so at /healthz. */
export async function seePort(host: string, port: number): Promise<PortState> {
  const here = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  const answer = await fetch(`http://${here}:${port}/healthz`, { signal: AbortSignal.timeout(patience) })
    .then((reply) => reply.text())
    .catch(() => null)
  if (answer === '{"ok":true}') return 'ours'
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', ({ code }: NodeJS.ErrnoException) => {
      const states = { EACCES: 'forbidden', EADDRNOTAVAIL: 'no_such_address', ENOTFOUND: 'no_such_address' } as const
      resolve(states[code as 'EACCES'] ?? 'taken')
    })
    probe.listen({ host, port }, () => probe.close(() => resolve('free')))
  })
}

/** What comes back from the address that people use. */
export async function seeFront(url: string): Promise<FrontSeen> {
  try {
    const reply = await fetch(new URL('/healthz', url), { redirect: 'manual', signal: AbortSignal.timeout(patience) })
    await reply.arrayBuffer()
    return { url, status: reply.status, strictTransport: reply.headers.has('strict-transport-security') }
  } catch {
    return { url, status: null, strictTransport: false }
  }
}
