/**
 * The life of a child process of the supervisor: it is told its environment when there is one, says when it is ready, and ends when
 * asked or when left alone.
 */
import { errorFields, log } from './log.ts'

/** First a child says that its program is loaded, and waits to be told its environment: the database may still be starting. */
export interface Loaded {
  readonly loaded: true
}

/** What the supervisor then tells it. Until then it has only what Node itself needs. */
export interface Told {
  readonly environment: Readonly<Record<string, string>>
}

/** What a child says last. */
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
  let opened: Promise<Running> | null = null
  let stopping = false
  const stop = (): void => {
    if (opened === null) process.exit(0)
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
  if (supervised) await told()
  opened = open()
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

/** Takes over the environment that the supervisor sends; the process ends if it is gone instead. */
function told(): Promise<void> {
  if (!process.connected) process.exit(0)
  return new Promise((resolve) => {
    process.once('message', ({ environment }: Told) => {
      Object.assign(process.env, environment)
      resolve()
    })
    process.send?.({ loaded: true } satisfies Loaded)
  })
}
