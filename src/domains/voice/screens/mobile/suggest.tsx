/** Raising a suggestion on one page: the words first, everything else may stay as it is. */
import { useEffect, useId, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { asCallError, type CallError } from '#ui/call.ts'
import { type Draft, drop, keep, useDraft } from '#ui/drafts.ts'
import { useFormat } from '#ui/format.ts'
import { newKey } from '#ui/key.ts'
import { Button } from '#ui/mobile/button.tsx'
import { TextArea } from '#ui/mobile/field.tsx'
import { Form } from '#ui/mobile/form.tsx'
import { ErrorNote } from '#ui/mobile/notes.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { PicturesField } from '#ui/mobile/pictures-field.tsx'
import { toast } from '#ui/mobile/toast.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { onSent } from '#ui/use-outbox.ts'
import { useWords } from '#ui/words.ts'
import { type About, type SuggestionReceipt, suggestTo } from '../../contract.ts'
import { words as voiceWords } from '../../words.ts'
import { Before } from './before.tsx'
import { Kept, Receipt } from './receipt.tsx'
import { Restored } from './restored.tsx'
import { Similar } from './similar.tsx'
import { draftName, least, most, newSuggestion, type Suggestion, sendSuggestion, standBy } from './suggestion.ts'
import { Wishes } from './wishes.tsx'

/** What has become of it: on its way by the outbox under this key, or received. */
type Gone = { readonly kept: string; readonly error: CallError } | { readonly receipt: SuggestionReceipt }

export function Suggest() {
  const about: About = new URLSearchParams(useSearch()).get('about') === 'this_system' ? 'this_system' : 'other'
  const [gone, setGone] = useState<Gone | null>(null)
  useEffect(
    () =>
      onSent((parcel, reply) => {
        const receipt = reply as SuggestionReceipt
        setGone((before) => (before !== null && 'kept' in before && before.kept === parcel.id ? { receipt } : before))
      }),
    [],
  )
  if (gone === null) return <Writing key={about} about={about} onGone={setGone} />
  return 'kept' in gone ? (
    <Kept error={gone.error} />
  ) : (
    <Receipt receipt={gone.receipt} onAnother={() => setGone(null)} />
  )
}

function Writing({ about, onGone }: { about: About; onGone: (gone: Gone) => void }) {
  const words = useWords(voiceWords)
  const format = useFormat()
  const form = useId()
  const [start] = useState(() => newSuggestion(about))
  const draft = useDraft<Suggestion>(draftName(about), start)
  const to = useEndpoint(suggestTo, {})
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<CallError | null>(null)
  const { joining, join } = useJoin(draft, about, setError)
  const { value, change, done } = draft
  const set = (part: Partial<Suggestion>) => change({ ...value, ...part })
  const short = [...value.text.trim()].length < least

  // Also sent by the outbox on its own, where the page was closed just as it went out.
  useEffect(
    () =>
      onSent((parcel, reply) => {
        if (parcel.id !== value.key) return
        done()
        onGone({ receipt: reply as SuggestionReceipt })
      }),
    [value.key, done, onGone],
  )

  const send = async () => {
    setTried(true)
    if (short || busy) return
    setBusy(true)
    const outcome = await sendSuggestion(value)
    setBusy(false)
    if (outcome.state === 'refused') {
      setError(outcome.error)
      // The server has said no to this one; what is sent next is another.
      if (!outcome.error.uncertain) set({ key: newKey() })
      return
    }
    if (outcome.state === 'sent') return
    done()
    onGone({ kept: value.key, error: outcome.error })
  }

  const system = about === 'this_system'
  return (
    <Page
      title={system ? words.aboutThisSystem : words.suggest}
      back="/"
      actions={
        <>
          {to.data !== undefined && <p className="soft">{words.answerBy(format.by(to.data.answerBy))}</p>}
          <Button kind="primary" type="submit" form={form} busy={busy}>
            {words.send}
          </Button>
        </>
      }
    >
      {draft.ready && (
        <Form id={form} onSubmit={send}>
          <Restored draft={draft} />
          <TextArea
            label={words.text}
            hint={system ? words.aboutThisSystemHint : words.textHint}
            value={value.text}
            onValue={(text) => set({ text })}
            maxLength={most}
            counted={true}
            error={tried && short ? words.tooShort(least) : undefined}
          />
          <Similar text={value.text} joining={joining} onJoin={join} />
          <Before text={value.text} again={value.again ?? null} onAgain={(again) => set({ again })} />
          <PicturesField label={words.photos} pictures={value.photos} onPictures={(photos) => set({ photos })} />
          <Wishes value={value} desks={to.data?.desks ?? []} fixed={system} onValue={set} />
          {error !== null && <ErrorNote error={error} />}
        </Form>
      )}
    </Page>
  )
}

/** "Me too" instead of writing it again: the draft goes, and comes back if that is taken back. */
function useJoin(draft: Draft<Suggestion>, about: About, onError: (error: CallError) => void) {
  const words = useWords(voiceWords).similar
  const [, navigate] = useLocation()
  const [joining, setJoining] = useState<string | null>(null)

  const undo = async (id: string, written: Suggestion) => {
    await keep(draftName(about), written)
    await standBy(id, 'leave')
    navigate('/suggest')
  }
  const join = async (id: string) => {
    setJoining(id)
    try {
      await standBy(id, 'join')
      const written = draft.value
      draft.done()
      await drop(draftName(about)).catch(() => undefined) // gone before the page is: it was joined, not left unfinished
      toast(words.joinedNow, { label: words.undo, run: () => void undo(id, written).catch(() => undefined) })
      navigate(`/matters/${id}`)
    } catch (thrown) {
      onError(asCallError(thrown))
      setJoining(null)
    }
  }
  return { joining, join: (id: string) => void join(id) }
}
