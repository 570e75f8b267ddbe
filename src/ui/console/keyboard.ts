/**
 * The keyboard of the console: what each key does now. Sets of keys come and go with what is on the screen; those of the
 * topmost layer (a dialog above the page) are heard alone, and of two that claim a key the one that came last has it.
 */

export interface Key {
  /** 'j', '?', 'Enter', 'Escape', 'Ctrl+Enter', or two after another: 'g i'. */
  readonly press: string
  /** What it does, in the reader's words. Absent: it is not shown in the help. */
  readonly does?: string
  readonly run: () => void
}

export interface KeySet {
  /** What they belong to: the list, the matter. */
  readonly title: string
  /** 0 the page, 1 a dialog above it, and so on. */
  readonly layer: number
  readonly keys: readonly Key[]
}

/** A key press as far as it matters here. */
export interface Press {
  readonly key: string
  readonly ctrl: boolean
  readonly other: boolean
  /** Whether it goes into a text, a list or a menu that has its own use for it. */
  readonly typing: boolean
  /** Whether a button or link has the focus, which Enter is for. */
  readonly onControl: boolean
}

/** How long the second key of two may be waited for. */
const PATIENCE_MS = 1_500

export type Keyboard = ReturnType<typeof openKeyboard>

export function openKeyboard(time: () => number) {
  const sets: (() => KeySet)[] = []
  let first: { key: string; at: number } | null = null
  let singleKeys = true

  const heard = (): KeySet[] => {
    const all = sets.map((set) => set())
    const top = Math.max(0, ...all.map((set) => set.layer))
    return all.filter((set) => set.layer === top)
  }

  return {
    /** What is in force now, the oldest first. */
    heard,
    /** Adds keys; the function is asked at each press. Returns what takes them away. */
    add(set: () => KeySet): () => void {
      sets.push(set)
      return () => {
        sets.splice(sets.indexOf(set), 1)
      }
    },
    /** Keys without Ctrl can be switched off, for whoever speaks to his computer (WCAG 2.1.4). */
    setSingleKeys(on: boolean): void {
      singleKeys = on
    },
    /** Does what the key is for; false if it is for nothing here. */
    press({ key, ctrl, other, typing, onControl }: Press): boolean {
      const name = ctrl ? `Ctrl+${key}` : key
      const single = !ctrl && key !== 'Escape'
      if (other || (typing && !ctrl) || (single && !singleKeys) || (name === 'Enter' && onControl)) return false
      const keys = heard().flatMap((set) => set.keys)
      const before = first !== null && time() - first.at <= PATIENCE_MS ? first.key : null
      first = null
      const find = (press: string) => keys.findLast((one) => one.press === press)
      const found = (before === null ? undefined : find(`${before} ${name}`)) ?? find(name)
      if (found === undefined) {
        if (single && keys.some((one) => one.press.startsWith(`${name} `))) first = { key: name, at: time() }
        return false
      }
      found.run()
      return true
    },
  }
}
