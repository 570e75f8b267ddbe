/** A suggestion as it is written on the phone: kept while it is written, sent once, taken back from where it went. */
import { addPicture, getMatter, type MatterView, moveMatter } from '#domains/matters/contract.ts'
import { CallError, call } from '#ui/call.ts'
import { drop, keep, read } from '#ui/drafts.ts'
import { newKey } from '#ui/key.ts'
import type { Parcel } from '#ui/outbox.ts'
import { invalidate } from '#ui/use-endpoint.ts'
import { onSent, type PostedReply, post } from '#ui/use-outbox.ts'
import { type About, type SuggestionReceipt, submitSuggestion } from '../../contract.ts'

export const least = 10
export const most = 2000

export interface Suggestion {
  /** The idempotency key of this suggestion, whatever way it goes. */
  readonly key: string
  readonly text: string
  readonly about: About
  /** Null: the own unit. */
  readonly toUnitId: string | null
  readonly visibility: 'company' | 'handlers'
  readonly photos: readonly Blob[]
  /** The closed matter that has come back, as the person says. */
  readonly again: { readonly id: string; readonly number: string } | null
}

export const newSuggestion = (about: About): Suggestion => ({
  key: newKey(),
  text: '',
  about,
  toUnitId: null,
  visibility: 'company',
  photos: [],
  again: null,
})

/** Under which name the draft is kept: what is said about the system does not stand in the way of the rest. */
export const draftName = (about: About): string => (about === 'this_system' ? 'suggest:this_system' : 'suggest')

/** The lists that a new or joined matter makes old. */
const lists = ['/matters-inbox', '/matters-mine'] as const
/** Suggestions that a screen is just sending; it tells the person itself how that ended. */
const inHand = new Set<string>()

export async function sendSuggestion(written: Suggestion): Promise<PostedReply<typeof submitSuggestion>> {
  const { key, photos, text, toUnitId, again, ...rest } = written
  inHand.add(key)
  const outcome = await post(
    submitSuggestion,
    { ...rest, text: text.trim(), ...(toUnitId === null ? {} : { toUnitId }), ...(again ? { again: again.id } : {}) },
    {
      key,
      about: text.trim().slice(0, 40),
      changes: lists,
      files: { field: 'pictures', upload: addPicture, blobs: photos },
    },
  )
  inHand.delete(key)
  return outcome
}

/**
 * Called once by the roof: whatever the outbox has sent loses its draft, even where the page was closed in between, and
 * `tell` hears of those that no screen was waiting for.
 */
export function followSuggestions(tell: (receipt: SuggestionReceipt) => void): void {
  onSent((parcel, reply) => {
    if (parcel.path !== submitSuggestion.path) return
    void dropDraftOf(parcel)
    if (!inHand.has(parcel.id)) tell(reply as SuggestionReceipt)
  })
}

async function dropDraftOf({ id, body }: Parcel): Promise<void> {
  const name = draftName(body.about as About)
  const draft = (await read(name)) as Suggestion | undefined
  if (draft?.key === id) await drop(name)
}

/** Puts a refused suggestion back into the form, as a new one. */
export async function takeBack({ path, body, files }: Parcel): Promise<string | null> {
  if (path !== submitSuggestion.path) return null
  const { text, about, toUnitId, visibility } = body as Partial<Suggestion>
  const start = newSuggestion(about ?? 'other')
  await keep(draftName(start.about), {
    ...start,
    text: text ?? '',
    toUnitId: toUnitId ?? null,
    visibility: visibility ?? 'company',
    photos: files.map(({ blob }) => blob),
  } satisfies Suggestion)
  return start.about === 'this_system' ? '/suggest?about=this_system' : '/suggest'
}

const tries = 3

/** Joins or leaves a matter as it is now; neither depends on what happened to it meanwhile. Throws CallError. */
export async function standBy(id: string, step: 'join' | 'leave'): Promise<MatterView> {
  for (let left = tries; ; left -= 1) {
    const { seen } = await call(getMatter, { id })
    try {
      const after = await call(moveMatter, { id, seen, move: { do: step } })
      for (const path of [`/matters/${id}`, ...lists]) invalidate(path)
      return after
    } catch (error) {
      const again = error instanceof CallError && error.code === 'platform.changed_meanwhile'
      if (!again || left === 1) throw error
    }
  }
}
