/** A beat: work done again and again in the background, never twice at a time; a failure is logged and the next beat tries again. */
import { errorFields, log } from '../log.ts'

export interface Beat {
  /** Beats at once, or again right after the running one. */
  wake(): void
  /** Resolves when the running beat has ended; there is none afterwards. */
  stop(): Promise<void>
}

/** While failing, one line for this many failures. */
const logEvery = 60

/** Runs `work` now, then every `millis` after it ended, and whenever woken. */
export function beat(name: string, millis: number, work: () => Promise<unknown>): Beat {
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  let again = false
  let stopped = false
  let failures = 0

  const run = async (): Promise<void> => {
    do {
      again = false
      try {
        await work()
        failures = 0
      } catch (error) {
        if (failures % logEvery === 0) log('error', 'beat_failed', { beat: name, ...errorFields(error) })
        failures += 1
      }
    } while (again && !stopped && failures === 0)
  }
  const start = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    running = run().finally(() => {
      running = null
      if (!stopped) timer = setTimeout(start, millis)
    })
  }
  start()
  return {
    wake: () => {
      if (stopped) return
      if (running === null) start()
      else again = true
    },
    stop: async () => {
      stopped = true
      if (timer !== null) clearTimeout(timer)
      await running
    },
  }
}
