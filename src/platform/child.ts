/** The life of a child process of the supervisor: it says when it is ready, and ends when asked or when left alone. */
import { errorFields, log } from './log.ts'

/** What a child tells its supervisor. */
export interface Ready {
  readonly ready: true
  /** Where it listens, if it does. */
  readonly port: number | null
}

export interface Running {
  readonly port: number | null
  /** Finishes what is under way and closes everything. */
  stop(): Promise<void>
}

/** Longer than any request may take. */
const patience = 15_000

/**
 * Runs a program until it is told to stop: by SIGTERM, by SIGINT where nobody supervises it (in a terminal the signal
 * reaches us and the supervisor, who then asks us), or by the end of the supervisor, kill -9 included.
 */
export async function runChild(name: string, open: () => Promise<Running>): Promise<void> {
  const supervised = process.send !== undefined
  const opened = open()
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), patience).unref()
    opened
      .then((running) => running.stop())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', () => (supervised ? undefined : stop()))
  process.on('disconnect', stop)
  process.on('uncaughtException', (error) => {
    log('error', 'uncaught', { process: name, ...errorFields(error) })
    process.exit(1)
  })
  try {
    const { port } = await opened
    if (supervised) process.send?.({ ready: true, port } satisfies Ready)
    else log('info', 'ready', { process: name, port })
  } catch (error) {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
}
