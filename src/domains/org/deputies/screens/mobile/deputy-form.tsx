/** Naming a deputy on the phone: for what, who, from when until when. */
import { useEffect, useState } from 'react'
import { Button, ButtonLink } from '#ui/mobile/button.tsx'
import { Choice } from '#ui/mobile/choice.tsx'
import { Field } from '#ui/mobile/field.tsx'
import { Form } from '#ui/mobile/form.tsx'
import { ErrorNote } from '#ui/mobile/notes.tsx'
import { toast } from '#ui/mobile/toast.tsx'
import { useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { orgWords } from '../../../words.ts'
import { findDeputies, nameDeputy, type PersonDeputies } from '../../contract.ts'
import { deputyWords } from '../../words.ts'

const PAUSE_MS = 300
/** Stands for no role: the own work. */
const ownWork = ''

export function DeputyForm({ known, onDone }: { known: PersonDeputies; onDone: () => void }) {
  const words = useWords(deputyWords)
  const { roles } = useWords(orgWords)
  const [post, setPost] = useState(known.posts[0]?.grantId ?? ownWork)
  const [deputyId, setDeputyId] = useState<string | null>(null)
  const [from, setFrom] = useState(known.today)
  const [until, setUntil] = useState('')
  const [tried, setTried] = useState(false)
  const { run, busy, error } = useAction(nameDeputy, ['/org', '/me'])
  const { query, setQuery, found } = useFound(known.person.id)

  const send = async () => {
    setTried(true)
    if (deputyId === null || from === '' || until === '') return
    const grantId = post === ownWork ? null : post
    const done = await run({ id: known.person.id, deputyId, grantId, from, until })
    if (!done.ok) return
    toast(words.named)
    onDone()
  }
  const missing = (value: string | null) => (tried && (value === null || value === '') ? words.missing : undefined)
  return (
    <Form id="deputy" onSubmit={send}>
      {known.posts.length > 1 && (
        <Choice
          label={words.forWhat}
          hint={post === ownWork ? words.ownHint : words.roleHint}
          options={known.posts.map(({ grantId, role, unit }) => ({
            value: grantId ?? ownWork,
            label: role === 'employee' ? words.own : words.post(roles[role], unit.name),
          }))}
          value={post}
          onValue={setPost}
        />
      )}
      <Field label={words.search} type="search" value={query} onValue={setQuery} optional />
      <Choice
        label={words.deputy}
        hint={found?.length === 0 ? words.nobody : undefined}
        error={missing(deputyId)}
        options={(found ?? []).map(({ id, name, staffNo, unitName }) => ({
          value: id,
          label: name,
          hint: `${staffNo} · ${unitName}`,
        }))}
        value={deputyId}
        onValue={setDeputyId}
      />
      <Field label={words.from} type="date" value={from} onValue={setFrom} error={missing(from)} />
      <Field label={words.until} type="date" value={until} onValue={setUntil} error={missing(until)} />
      {error !== null && <ErrorNote error={error} />}
      {error?.code === 'platform.second_factor_needed' && (
        <ButtonLink href="/second-factor?to=/me/deputies">{words.codeSend}</ButtonLink>
      )}
      <Button kind="primary" type="submit" busy={busy}>
        {words.save}
      </Button>
    </Form>
  )
}

/** Colleagues of the unit at once, others by name once typing pauses. */
function useFound(personId: string) {
  const [query, setQuery] = useState('')
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(query.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [query])
  return { query, setQuery, found: useEndpoint(findDeputies, { id: personId, q: asked }).data?.rows }
}
