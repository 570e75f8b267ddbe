/**
 * News from the server: one event stream a browser, shared by its pages, open only while somebody looks. It says what
 * has changed, never what it says now: the page reads that again.
 */
import { currentPerson, onPersonChange } from './person.ts'

/** One act that was recorded: `subject` is the id of what it was done to, `kind` says what that is. */
export interface News {
  readonly id: string
  readonly act: string
  readonly kind: string
  readonly subject: string
}

/** `null`: nothing was heard for a while, so anything may have changed. */
export type Hear = (news: News | null) => void

const NAME = 'nuanqiao.news'
const RETRY_MS = 30_000

/** Called once by the roof. Listens while somebody is signed in and the page is in view. */
export function startLive(hear: Hear): void {
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(NAME) : null
  if (channel) channel.onmessage = (event: MessageEvent<News | null>) => hear(event.data)
  const tell: Hear = (news) => {
    hear(news)
    channel?.postMessage(news)
  }
  let stop: (() => void) | null = null
  let missed = false

  const look = () => {
    const wanted = currentPerson() !== null && document.visibilityState === 'visible'
    if (wanted === (stop !== null)) return
    if (!wanted) {
      stop?.()
      stop = null
      missed = true
      return
    }
    if (missed) hear(null)
    stop = takeTurn(channel !== null, () => connect(tell))
  }
  onPersonChange(look)
  document.addEventListener('visibilitychange', look)
  look()
}

/** Runs `begin` when no other page of this browser does. Where pages cannot agree (http without a name), each on its own. */
function takeTurn(shared: boolean, begin: () => () => void): () => void {
  const over = new AbortController()
  const { signal } = over
  const locks = typeof navigator.locks === 'undefined' ? null : navigator.locks
  if (!shared || locks === null) {
    signal.addEventListener('abort', begin())
  } else {
    const turn = () => new Promise<void>((leave) => holdUntil(signal, begin(), leave))
    locks.request(NAME, { signal }, turn).catch(() => undefined) // its turn never came: the page was left before
  }
  return () => over.abort()
}

function holdUntil(signal: AbortSignal, end: () => void, leave: () => void): void {
  signal.addEventListener('abort', () => {
    end()
    leave()
  })
}

/** The stream itself. The browser opens it again after a lost line; after a refusal it is tried again later. */
function connect(tell: Hear): () => void {
  let source: EventSource
  let timer: ReturnType<typeof setTimeout> | undefined
  let opened = false
  const open = () => {
    source = new EventSource('/api/events')
    source.onopen = () => {
      if (opened) tell(null)
      opened = true
    }
    source.onmessage = (event: MessageEvent<string>) => tell(JSON.parse(event.data) as News)
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, RETRY_MS)
    }
  }
  open()
  return () => {
    clearTimeout(timer)
    source.close()
  }
}
