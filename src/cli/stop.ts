/** When the supervisor is asked to stop: by a signal, or by the end of the npm that runs it. */
import { readFileSync } from 'node:fs'

export interface StopRequest {
  readonly asked: Promise<void>
  /** From now on a request is answered in order; until then, and at the second request, we just end. */
  graceful(): void
}

const orphanCheck = 250
const interrupted = 130

/** Whatever way we end, the children notice it and end too: so ending at once is safe while we are still starting. */
export function untilStopped(): StopRequest {
  let graceful = false
  let resolve: () => void = () => undefined
  const asked = new Promise<void>((done) => {
    resolve = done
  })
  const stop = (): void => {
    if (!graceful) process.exit(interrupted)
    graceful = false
    resolve()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
  if (process.env.npm_lifecycle_event !== undefined) watchNpm(() => graceful && stop())
  return {
    asked,
    graceful: () => {
      graceful = true
    },
  }
}

/** npm passes signals on, but nobody passes on its kill -9. */
function watchNpm(orphaned: () => void): void {
  const npm = npmProcess()
  setInterval(() => npmProcess() !== npm && orphaned(), orphanCheck).unref()
}

/** The process that runs our script: our parent, or the parent of the shell that npm has put in between. */
function npmProcess(): number {
  const parent = process.ppid
  try {
    const stat = readFileSync(`/proc/${parent}/stat`, 'utf8') // proc(5): number, (name), state, parent
    const [, name = '', grandparent = ''] = /^\d+ \((.*)\) \S (\d+)/s.exec(stat) ?? []
    return /^(ba|da|a)?sh$|^busybox$/.test(name) ? Number(grandparent) : parent
  } catch {
    return parent // no /proc: there the shell gives its place to us
  }
}
