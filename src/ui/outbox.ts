/**
 * The outbox: an act is put down on the device before it is sent, and crossed out when the server has answered. What a
 * lost line kept back goes out later, once (by its idempotency key), and only under the session of whoever wrote it.
 */
import { asCallError, type CallError, type Sent } from './call.ts'
import { newKey } from './key.ts'
import type { Shelf } from './shelf.ts'

/** A file that goes before its act; the ids the server gives become the list in `field` of the act's body. */
export interface ParcelFile {
  readonly field: string
  /** Where files are put; answers `{ fileId }`. */
  readonly path: string
  readonly key: string
  /** When the key was made, in milliseconds since 1970. */
  readonly keyAt: number
  readonly blob: Blob
  readonly id: string | null
}

export interface Parcel {
  /** The act's idempotency key. */
  readonly id: string
  readonly personId: string
  readonly method: Exclude<Sent['method'], 'GET'>
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
  readonly files: readonly ParcelFile[]
  /** The person's own words for it, to recognise it by. */
  readonly about: string
  /** The paths whose readings it makes old. */
  readonly changes: readonly string[]
  /** Milliseconds since 1970. */
  readonly keptAt: number
  /** Set when the server said no while nobody was looking. */
  readonly refusal: { readonly code: string; readonly message: string } | null
}

export type Posted =
  | { readonly state: 'sent'; readonly reply: unknown }
  | { readonly state: 'kept'; readonly error: CallError }
  | { readonly state: 'refused'; readonly error: CallError }

export interface OutboxState {
  /** Whether what waits survives the closing of the page. */
  readonly durable: boolean
  readonly waiting: readonly Parcel[]
  readonly refused: readonly Parcel[]
  readonly sending: boolean
}

export interface OutboxWorld {
  readonly shelf: () => Promise<Shelf>
  readonly send: (request: Sent) => Promise<unknown>
  readonly person: () => string | null
  readonly time: () => number
  /** Calls back after milliseconds; returns what cancels it. */
  readonly later: (ms: number, then: () => void) => () => void
  readonly sent: (parcel: Parcel, reply: unknown) => void
}

const BACK_OFF_MS = [5_000, 15_000, 45_000, 120_000, 300_000]
/** The server throws away files that no act refers to; after so long one is sent again. */
const UPLOAD_LASTS_MS = 12 * 3_600_000
const MAY_SUCCEED_LATER = [401, 408, 425, 429]
const MAY_SUCCEED_LATER_BY_CODE = ['platform.second_factor_needed', 'platform.other_person']
const empty: OutboxState = { durable: true, waiting: [], refused: [], sending: false }

export type Outbox = ReturnType<typeof openOutbox>

export function openOutbox(world: OutboxWorld) {
  const underway = new Map<string, Promise<Posted>>()
  const watchers = new Set<() => void>()
  let state = empty
  let failures = 0
  let cancelNext: () => void = () => undefined
  let round: { person: string | null; done: Promise<void> } | null = null

  /** The parcels of whoever is signed in, oldest first. */
  async function mine(): Promise<Parcel[]> {
    const person = world.person()
    if (person === null) return []
    const parcels = (await (await world.shelf()).list(`outbox:${person}:`)) as Parcel[]
    return parcels.sort((a, b) => a.keptAt - b.keptAt)
  }

  async function look(): Promise<void> {
    const [{ durable }, parcels] = await Promise.all([world.shelf(), mine()])
    state = {
      durable,
      waiting: parcels.filter(({ refusal }) => refusal === null),
      refused: parcels.filter(({ refusal }) => refusal !== null),
      sending: underway.size > 0,
    }
    for (const watcher of watchers) watcher()
  }

  async function keep(parcel: Parcel): Promise<void> {
    await (await world.shelf()).put(nameOf(parcel), parcel)
  }

  async function crossOut(parcel: Parcel): Promise<void> {
    await (await world.shelf()).drop(nameOf(parcel))
  }

  /** Runs the sending of one parcel; asked for the same one meanwhile, it gives the same outcome. */
  function once(parcel: Parcel, sending: () => Promise<Posted>): Promise<Posted> {
    const same = underway.get(parcel.id)
    if (same) return same
    const outcome = sending().finally(() => underway.delete(parcel.id))
    underway.set(parcel.id, outcome)
    return outcome
  }

  async function carry(parcel: Parcel): Promise<Posted> {
    try {
      const carried = await carryFiles(parcel)
      const { method, path, id: key, personId } = carried
      const reply = await world.send({ method, path, key, personId, body: bodyOf(carried) })
      await crossOut(parcel)
      world.sent(parcel, reply)
      return { state: 'sent', reply }
    } catch (thrown) {
      const error = asCallError(thrown)
      return maySucceedLater(error) ? wait(error) : { state: 'refused', error }
    }
  }

  async function carryFiles(parcel: Parcel): Promise<Parcel> {
    let carried = parcel
    for (const [at, file] of parcel.files.entries()) {
      const aged = world.time() - file.keyAt > UPLOAD_LASTS_MS
      if (file.id !== null && !aged) continue
      const { path, blob } = file
      const { key, keyAt } = aged ? { key: newKey(), keyAt: world.time() } : file
      const reply = await world.send({ method: 'POST', path, key, personId: parcel.personId, body: blob })
      const { fileId: id } = reply as { fileId: string }
      const sent = { ...file, key, keyAt, id }
      carried = { ...carried, files: carried.files.map((one, n) => (n === at ? sent : one)) }
      await keep(carried).catch(() => undefined) // at worst the file goes again, under the same key
    }
    return carried
  }

  function wait(error: CallError): Posted {
    const pause = BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length - 1)]!
    failures += 1
    cancelNext()
    cancelNext = world.later(Math.max(pause, (error.retryAfter ?? 0) * 1000), () => void flush())
    return { state: 'kept', error }
  }

  async function sendWaiting(): Promise<void> {
    const person = world.person()
    for (const parcel of await mine()) {
      if (parcel.refusal !== null || underway.has(parcel.id)) continue
      if (world.person() !== person) return
      const outcome = await once(parcel, () => carry(parcel))
      if (outcome.state === 'sent') failures = 0
      if (outcome.state === 'kept') return
      if (outcome.state === 'refused') {
        const { code, message } = outcome.error
        await keep({ ...parcel, refusal: { code, message } })
      }
    }
  }

  /** Sends what waits, oldest first, until one must wait again. */
  async function flush(): Promise<void> {
    const person = world.person()
    if (round !== null && round.person !== person) await round.done
    round ??= {
      person,
      done: sendWaiting().finally(() => {
        round = null
      }),
    }
    await round.done
    await look()
  }

  return {
    flush,
    state: (): OutboxState => state,
    look,
    watch(watcher: () => void): () => void {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },

    /**
     * Puts an act down and sends it. `refused`: the server said no, or the line is down and the device has no room;
     * nothing is kept and the person is still at the form.
     */
    async post(parcel: Parcel): Promise<Posted> {
      const outcome = once(parcel, async () => {
        const kept = await keep(parcel).then(
          () => true,
          () => false,
        )
        const sent = await carry(parcel)
        if (sent.state === 'kept' && !kept) return { state: 'refused', error: sent.error }
        if (sent.state === 'refused') await crossOut(parcel)
        return sent
      })
      void look()
      await outcome
      await look()
      return outcome
    },

    /** The line is back, the person has changed or looks again: no more waiting. */
    async awake(): Promise<void> {
      failures = 0
      cancelNext()
      await look()
      await flush()
    },

    /** The person no longer wants it sent. */
    async discard(id: string): Promise<void> {
      const parcel = (await mine()).find((one) => one.id === id)
      if (parcel) await crossOut(parcel)
      await look()
    },
  }
}

function nameOf(parcel: Parcel): string {
  return `outbox:${parcel.personId}:${parcel.id}`
}

function bodyOf({ body, files }: Parcel): string {
  const lists: Record<string, (string | null)[]> = {}
  for (const { field, id } of files) lists[field] = [...(lists[field] ?? []), id]
  return JSON.stringify({ ...body, ...lists })
}

function maySucceedLater(error: CallError): boolean {
  return error.uncertain || MAY_SUCCEED_LATER.includes(error.status) || MAY_SUCCEED_LATER_BY_CODE.includes(error.code)
}
