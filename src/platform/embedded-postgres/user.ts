/** As whom the embedded PostgreSQL runs. It refuses root, so root hands the data folder to a lesser user. */
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import type { PostgresBinaries } from './binaries.ts'

/** What a command needs in front of it, and the ids that its process and its data take (null: our own). */
export interface PostgresUser {
  readonly prefix: readonly string[]
  readonly ids: Ids | null
}
interface Ids {
  readonly uid: number
  readonly gid: number
}

const ourselves: PostgresUser = { prefix: [], ids: null }
/** Account names tried by root for a new data folder; macOS calls the first one _postgres. */
const accounts = ['postgres', '_postgres', 'nobody']

/**
 * Who runs the server on `data`, a folder inside `folder`. A data folder made once keeps its owner. A new one goes, when
 * we are root, to the first account that reaches both programs and folder; where a parent is closed to all of them
 * (a checkout below /root), root runs it in a user namespace of its own, in which it has another number.
 * Throws Error if the owner is somebody else, or nobody can run it.
 */
export function postgresUser(folder: string, data: string, binaries: PostgresBinaries): PostgresUser {
  const we = process.getuid?.()
  if (we === undefined) throw new Error('The embedded PostgreSQL runs on Linux and macOS. Set DATABASE_URL instead.')
  const owner = existsSync(data) ? statSync(data) : null
  if (we !== 0) {
    if (owner === null || owner.uid === we) return ourselves
    throw new Error(
      `The data in ${data} belongs to user ${owner.uid}, we are user ${we}. Start as its owner or as root.`,
    )
  }
  if (owner === null) {
    for (const ids of accountIds()) if (reaches(ids, folder, binaries)) return { prefix: [], ids }
    return namespaced(folder, binaries)
  }
  if (owner.uid === 0) return namespaced(folder, binaries)
  if (reaches(owner, folder, binaries)) return { prefix: [], ids: { uid: owner.uid, gid: owner.gid } }
  throw new Error(
    `The data in ${data} belongs to user ${owner.uid}, who cannot reach ${folder} and ${binaries.folder}. ` +
      'Give all parent folders of both the right x for others.',
  )
}

/** Whether a process of that user can enter the folder and run the programs: tried, since rights have many sources. */
function reaches(ids: Ids, folder: string, binaries: PostgresBinaries): boolean {
  const script = 'test -x "$1" && test -r "$2" && "$3" --version'
  const { uid, gid } = ids
  const args = ['-c', script, 'sh', folder, binaries.sample, binaries.postgres]
  return spawnSync('/bin/sh', args, { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0
}

function namespaced(folder: string, binaries: PostgresBinaries): PostgresUser {
  const [command = '', ...args] = namespace
  if (spawnSync(command, [...args, binaries.postgres, '--version'], { stdio: 'ignore' }).status === 0) {
    return { prefix: namespace, ids: null }
  }
  throw new Error(
    `PostgreSQL does not run as root, and no other user reaches both ${folder} and ${binaries.folder}. ` +
      'Give their parent folders the right x for others, start as an ordinary user, or set DATABASE_URL.',
  )
}

/** Inside we are number 65534, outside we stay root and own what root owns. */
const namespace: readonly string[] = ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--']

function accountIds(): Ids[] {
  return accounts.flatMap((name) => {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number.parseInt(String(spawnSync('id', [flag, name]).stdout), 10))
    const usable = (id: number | undefined): id is number => id !== undefined && id > 0 && id < 2 ** 31
    return usable(uid) && usable(gid) ? [{ uid, gid }] : []
  })
}
