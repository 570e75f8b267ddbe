/** The page's outbox: what could not be sent goes out when the line is back, also after the page was closed and opened. */
import { useEffect, useSyncExternalStore } from 'react'
import type { InputOf, OutputOf } from '#platform/endpoint.ts'
import { type Callable, type CallError, requestOf, send } from './call.ts'
import { deviceShelf } from './drafts.ts'
import { newKey } from './key.ts'
import { type OutboxState, openOutbox, type Parcel } from './outbox.ts'
import { currentPerson, onPersonChange } from './person.ts'
import { invalidate } from './use-endpoint.ts'

const sentListeners = new Set<(parcel: Parcel, reply: unknown) => void>()

const outbox = openOutbox({
  shelf: deviceShelf,
  send,
  person: currentPerson,
  time: () => Date.now(),
  later: (ms, then) => {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
  sent: (parcel, reply) => {
    for (const prefix of parcel.changes) invalidate(prefix)
    for (const listener of sentListeners) listener(parcel, reply)
  },
})

/** Called once by the roof. What waits is sent at sign-in, when the line is back and when the page is looked at. */
export function startOutbox(): void {
  const awake = () => void outbox.awake()
  onPersonChange(awake)
  window.addEventListener('online', awake)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') awake()
  })
  awake()
}

/** Hears of each parcel the server has answered, whenever it was written. Returns what stops it. */
export function onSent(listener: (parcel: Parcel, reply: unknown) => void): () => void {
  sentListeners.add(listener)
  return () => sentListeners.delete(listener)
}

export interface PostOptions {
  /** The person's own words for it, to recognise it by while it waits. */
  readonly about: string
  readonly changes?: readonly string[]
  /** Files to upload first; their ids fill `field` of the input. */
  readonly files?: { readonly field: string; readonly upload: Callable; readonly blobs: readonly Blob[] }
  /** Give the same key when the same act is tried again. */
  readonly key?: string
}

export type PostedReply<E> =
  | { readonly state: 'sent'; readonly reply: OutputOf<E> }
  | { readonly state: 'kept'; readonly error: CallError }
  | { readonly state: 'refused'; readonly error: CallError }

/** Acts through the outbox: sent now, or kept and sent later. Throws TypeError when nobody is signed in. */
export async function post<E extends Callable>(
  endpoint: E,
  input: InputOf<E>,
  options: PostOptions,
): Promise<PostedReply<E>> {
  const personId = currentPerson()
  const { method, path, body } = requestOf(endpoint, input)
  if (personId === null || method === 'GET' || typeof body !== 'string') {
    throw new TypeError(`${endpoint.path} cannot be posted`)
  }
  const { field, upload, blobs } = options.files ?? { field: '', upload: endpoint, blobs: [] }
  const now = Date.now()
  const parcel: Parcel = {
    id: options.key ?? newKey(),
    personId,
    method,
    path,
    body: JSON.parse(body) as Record<string, unknown>,
    files: blobs.map((blob) => ({ field, path: upload.path, key: newKey(), keyAt: now, blob, id: null })),
    about: options.about,
    changes: options.changes ?? [],
    keptAt: now,
    refusal: null,
  }
  return (await outbox.post(parcel)) as PostedReply<E>
}

export interface OutboxView extends OutboxState {
  readonly sendNow: () => void
  readonly discard: (id: string) => void
}

export function useOutbox(): OutboxView {
  const state = useSyncExternalStore(outbox.watch, outbox.state)
  useEffect(() => void outbox.look(), [])
  return { ...state, sendNow: () => void outbox.awake(), discard: (id) => void outbox.discard(id) }
}
