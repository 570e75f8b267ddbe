/** Children that do not outlive us: a small shell between us and them notices when we are gone, however we went. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { PostgresUser } from './user.ts'

export interface Watched {
  /** Of the command itself, not of the shell. */
  readonly pid: number
  /** The command's exit code (128 + signal when killed). */
  readonly exited: Promise<number>
  /** Ask the command to end, by the very way that our own death would. */
  end(): void
}

/**
 * The command runs in the background; its number is the one line on stdout. The watcher reads our pipe, which the kernel
 * closes when we die, kill -9 included, and then interrupts the command (for the postmaster: fast shutdown) until it is
 * gone; once is not enough, since a command that has not yet set up its signals ignores the first one.
 */
const script = `
exec 3<&0
"$@" </dev/null >&2 3<&- &
command=$!
echo "$command"
exec >&2
trap '' HUP INT TERM
(while read -r _ <&3; do :; done; while kill -INT "$command" 2>/dev/null; do sleep 0.2; done) &
watcher=$!
exec 3<&-
wait "$command"
status=$?
kill -KILL "$watcher" 2>/dev/null
exit "$status"
`

/**
 * Runs a command as `user`, in a session of its own (Ctrl-C in our terminal does not reach it before us), all output
 * going to the open file `log`. Throws Error if it cannot be started.
 */
export async function spawnWatched(command: readonly string[], user: PostgresUser, log: number): Promise<Watched> {
  const [program = '', ...args] = [...user.prefix, '/bin/sh', '-c', script, 'watchdog', ...command]
  const child = spawn(program, args, {
    ...user.ids,
    cwd: '/',
    detached: true,
    // nothing of our environment: neither PG* variables nor secrets; UTC spares initdb the search for our zone
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', TZ: 'UTC' },
    stdio: ['pipe', 'pipe', log],
  }) as ChildProcessByStdio<Writable, Readable, null>
  const exited = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 137)))
  const failed = once(child, 'error').then(([error]) => Promise.reject(error))
  failed.catch(() => undefined) // reported by the race below, or too late to matter
  const pid = Number.parseInt(await Promise.race([text(child.stdout), failed]), 10)
  if (Number.isNaN(pid)) throw new Error(`${program} did not start ${command[0]}.`)
  return { pid, exited, end: () => child.stdin.destroy() }
}
