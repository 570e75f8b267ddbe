/** Keeps one child process alive: forked, awaited, started again with growing pauses when it dies unasked. */
import { type ChildProcess, fork } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Loaded, Ready, Told } from '#platform/child.ts'
import { log } from '#platform/log.ts'
import { firstEnvironment } from '#platform/settings.ts'

export interface KeptChild {
  /** Where it listens. */
  readonly port: number | null
  /** Ends it and starts it again, with the newest build. */
  restart(): Promise<void>
  stop(): Promise<void>
}

const firstPause = 200
const longestPause = 30_000
/** A child that ran this long was well: the next pause is short again. */
const longEnough = 60_000
/** Longer than a child takes for itself (see child.ts). */
const patience = 20_000

/** Makes a child's environment. It is asked for the port that the child had before, so that a later child takes the same. */
export type EnvironmentOf = (portBefore: number | null) => Promise<Record<string, string>>

/**
 * Starts dist/NAME.js under these flags of Node and resolves when it is ready. The program is loaded at once; `environment`, which
 * is all it gets to see, is told to it when there is one. Throws Error if the first child does not start, or is never told.
 */
export async function keepChild(
  name: 'server' | 'worker',
  flags: Promise<readonly string[]>,
  environment: EnvironmentOf,
): Promise<KeptChild> {
  const file = fileURLToPath(new URL(`../${name}.js`, import.meta.url))
  let stopping = false
  let port: number | null = null
  let child: ChildProcess

  const launch = async (): Promise<void> => {
    child = fork(file, [], {
      env: firstEnvironment(process.env),
      execArgv: [...(await flags)],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    port = (await readiness(name, child, async () => ({ environment: await environment(port) }))).port
  }
  const keep = async (): Promise<void> => {
    for (let pause = firstPause; !stopping; pause = Math.min(pause * 2, longestPause)) {
      const since = Date.now()
      await ended(child)
      if (stopping) break
      if (Date.now() - since > longEnough) pause = firstPause
      log('warn', 'child_ended', { process: name, code: child.exitCode ?? child.signalCode, pause })
      await sleep(pause)
      if (!stopping) await launch().catch(() => undefined) // it has said why itself
    }
    await end(child) // a new one may have been on its way when we were asked to stop
  }
  await launch()
  let kept = keep()
  const stop = async (): Promise<void> => {
    stopping = true
    await end(child)
    await kept
  }
  return {
    get port() {
      return port
    },
    stop,
    async restart() {
      await stop()
      stopping = false
      await launch()
      kept = keep()
    },
  }
}

function readiness(name: string, child: ChildProcess, told: () => Promise<Told>): Promise<Ready> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: Loaded | Ready) => {
      if ('ready' in message) return resolve(message)
      told().then(
        (words) => child.connected && child.send(words),
        (error: unknown) => {
          child.kill()
          reject(error)
        },
      )
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`The ${name} did not start; its reason stands above.`)))
  })
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), patience)
  await ended(child)
  clearTimeout(timer)
}
