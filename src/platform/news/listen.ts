/** Listening: one direct connection for NOTIFY that finds its way back after a broken line. */
import type pg from 'pg'
import { openClient } from '../db.ts'
import { errorFields, log } from '../log.ts'

export interface ListenOptions {
  readonly url: string
  readonly channel: string
  /** What others see in pg_stat_activity. */
  readonly name?: string
  readonly onMessage: (payload: string) => void
  /** Called each time it hears: the first time, and again after a break in which messages were lost. */
  readonly onHearing?: (again: boolean) => void
}
export interface Listener {
  close(): Promise<void>
}

const firstWait = 100
const longestWait = 5_000
/** A line that is dead without saying so is noticed by asking. */
const askEvery = 15_000
const answerWithin = 5_000

/** Starts listening in the background; gives up only when closed. */
export function listen({ url, channel, name, onMessage, onHearing }: ListenOptions): Listener {
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined
  let wait = firstWait
  let heard = false
  let closed = false

  const open = async (): Promise<void> => {
    const line = openClient(url, name ?? channel)
    client = line
    const lost = (error?: unknown): void => {
      if (client !== line) return
      client = null
      clearTimeout(timer)
      line.end().catch(() => undefined)
      if (closed) return
      if (wait === firstWait) log('warn', 'listening_interrupted', { channel, ...errorFields(error) })
      timer = setTimeout(open, wait)
      wait = Math.min(wait * 2, longestWait)
    }
    line.on('error', lost)
    line.on('end', lost)
    line.on('notification', (message) => {
      if (client === line) onMessage(message.payload ?? '')
    })
    const ask = (): void => {
      timer = setTimeout(() => {
        timer = setTimeout(() => lost(new Error('no answer')), answerWithin)
        line.query('select 1').then(() => {
          clearTimeout(timer)
          if (client === line) ask()
        }, lost)
      }, askEvery)
    }
    try {
      await line.connect()
      await line.query(`listen "${channel}"`)
      if (client !== line) return
      wait = firstWait
      onHearing?.(heard)
      heard = true
      ask()
    } catch (error) {
      lost(error)
    }
  }

  const opening = open()
  return {
    close: async () => {
      closed = true
      await opening
      clearTimeout(timer)
      const line = client
      client = null
      await line?.end().catch(() => undefined)
    },
  }
}
