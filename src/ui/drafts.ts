/** Drafts: what somebody was writing survives a lost line, a closed page and a flat battery, and is shown to him alone. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { currentPerson } from './person.ts'
import { openShelf, type Shelf } from './shelf.ts'

/** At most so much of what was written is lost when the phone dies. */
const SAVED_EVERY_MS = 300

let shelf: Promise<Shelf> | null = null

/** The one shelf of the page, for drafts and outbox. */
export function deviceShelf(): Promise<Shelf> {
  shelf ??= openShelf('nuanqiao')
  return shelf
}

/** Keeps a draft of the person who is signed in, in place of the one before. */
export function keep(key: string, value: unknown): Promise<void> {
  return put(nameOf(key), value)
}

/** The draft of the person who is signed in, or undefined. */
export function read(key: string): Promise<unknown> {
  return get(nameOf(key))
}

export function drop(key: string): Promise<void> {
  return remove(nameOf(key))
}

export interface Draft<T> {
  readonly value: T
  readonly change: (next: T) => void
  /** Forgets the draft and starts again from the beginning: it was sent, or is not wanted any more. */
  readonly done: () => void
  /** False until it is known whether there is an earlier draft; show the form only then. */
  readonly ready: boolean
  /** Whether the form began with an earlier draft. */
  readonly restored: boolean
}

/** A form's value that is kept while it is written. One component at a time for each key. */
export function useDraft<T>(key: string, start: T): Draft<T> {
  const [state, setState] = useState({ value: start, ready: false, restored: false })
  const unsaved = useRef<{ value: T } | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const first = useRef(start)
  // The name is taken when the form opens: what is saved late still belongs to whoever wrote it.
  const name = useMemo(() => nameOf(key), [key])

  const save = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = undefined
    if (unsaved.current === null) return
    const { value } = unsaved.current
    unsaved.current = null
    // A full device must not stop anybody from writing.
    put(name, value).catch(() => undefined)
  }, [name])

  useEffect(() => {
    let gone = false
    const show = (kept: unknown) => {
      if (gone) return
      const known = kept !== undefined
      setState({ value: known ? (kept as T) : first.current, ready: true, restored: known })
    }
    get(name).then(show, () => show(undefined))
    const hidden = () => {
      if (document.visibilityState === 'hidden') save()
    }
    document.addEventListener('visibilitychange', hidden)
    window.addEventListener('pagehide', save)
    return () => {
      gone = true
      document.removeEventListener('visibilitychange', hidden)
      window.removeEventListener('pagehide', save)
      save()
    }
  }, [name, save])

  const change = useCallback(
    (value: T) => {
      setState((before) => ({ ...before, value }))
      unsaved.current = { value }
      timer.current ??= setTimeout(save, SAVED_EVERY_MS)
    },
    [save],
  )

  const done = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = undefined
    unsaved.current = null
    setState({ value: first.current, ready: true, restored: false })
    remove(name).catch(() => undefined)
  }, [name])

  return { ...state, change, done }
}

const put = async (name: string, value: unknown) => (await deviceShelf()).put(name, value)
const get = async (name: string) => (await deviceShelf()).read(name)
const remove = async (name: string) => (await deviceShelf()).drop(name)

function nameOf(key: string): string {
  return `draft:${currentPerson() ?? ''}:${key}`
}
