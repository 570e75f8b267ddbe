/** Keys in components: `useKeys` gives keys to what is on the screen, `KeyLayer` sets a dialog above it, `KeyHint` shows one. */
import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react'
import { type Key, openKeyboard } from './keyboard.ts'

export const keyboard = openKeyboard(() => Date.now())

const KEPT_AS = 'nuanqiao.single-keys'
const Layer = createContext(0)

/** What is inside is a layer above the rest: its keys alone are heard while it is there. */
export function KeyLayer({ children }: { children: ReactNode }) {
  return <Layer value={useContext(Layer) + 1}>{children}</Layer>
}

/** Gives these keys to the component's layer for as long as it is shown. */
export function useKeys(title: string, keys: readonly Key[]): void {
  const layer = useContext(Layer)
  const latest = useRef({ title, layer, keys })
  useEffect(() => {
    latest.current = { title, layer, keys }
  })
  useEffect(() => keyboard.add(() => latest.current), [])
}

/** A key as it is printed on it; for the eye only, as the control says it by `aria-keyshortcuts`. */
export function KeyHint({ press }: { press: string }) {
  return (
    <span className="key-hint" aria-hidden="true">
      {press.split(' ').map(nameOf).join(' ')}
    </span>
  )
}

const names: Readonly<Record<string, string>> = { Escape: 'Esc', Enter: '↵' }
const nameOf = (press: string): string =>
  press
    .split('+')
    .map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join('+')

export function singleKeysAreOn(): boolean {
  try {
    return localStorage.getItem(KEPT_AS) !== 'off'
  } catch {
    return true
  }
}

export function setSingleKeys(on: boolean): void {
  keyboard.setSingleKeys(on)
  try {
    localStorage.setItem(KEPT_AS, on ? 'on' : 'off')
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}

/** Begins to listen; called once by the roof. Returns what ends it. */
export function listenToKeys(): () => void {
  keyboard.setSingleKeys(singleKeysAreOn())
  const heard = (event: KeyboardEvent) => {
    // fields have their own use for Enter, with Ctrl too; so keys with Ctrl are heard before them, all others after
    const early = event.ctrlKey || event.metaKey
    if (early !== (event.eventPhase === Event.CAPTURING_PHASE)) return
    if (event.defaultPrevented || event.isComposing || !(event.target instanceof Element)) return
    const used = keyboard.press({
      key: event.key.length === 1 ? event.key.toLowerCase() : event.key,
      ctrl: event.ctrlKey || event.metaKey,
      other: event.altKey,
      typing: event.target.closest(writes) !== null,
      onControl: event.target.closest(controls) !== null,
    })
    if (!used) return
    event.preventDefault()
    if (early) event.stopPropagation()
  }
  window.addEventListener('keydown', heard, true)
  window.addEventListener('keydown', heard)
  return () => {
    window.removeEventListener('keydown', heard, true)
    window.removeEventListener('keydown', heard)
  }
}

const writes =
  'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable=true], [role=combobox], [role=listbox], [role=menu], [role=tree], [role=radiogroup]'
const controls = 'a, button, summary, [role=button], [role=tab], [role=switch], [role=option], [type=checkbox]'
