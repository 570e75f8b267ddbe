/** My deputies: who does my work while I am away, for whom I do theirs, and naming somebody with one hand. */
import { useState } from 'react'
import { getMe } from '#domains/org/me/contract.ts'
import { useFormat } from '#ui/format.ts'
import { Button } from '#ui/mobile/button.tsx'
import { Card, Section } from '#ui/mobile/card.tsx'
import { Tag } from '#ui/mobile/list.tsx'
import { ErrorNote } from '#ui/mobile/notes.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { Shown } from '#ui/mobile/shown.tsx'
import { toast } from '#ui/mobile/toast.tsx'
import { useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { orgWords } from '../../../words.ts'
import { type DeputyView, endDeputy, listDeputies } from '../../contract.ts'
import { deputyWords } from '../../words.ts'
import { DeputyForm } from './deputy-form.tsx'

export function Deputies() {
  const words = useWords(deputyWords)
  const me = useEndpoint(getMe, {}).data
  const loaded = useEndpoint(listDeputies, me === undefined ? null : { id: me.person.id })
  const [naming, setNaming] = useState(false)
  return (
    <Page title={words.title} back="/me">
      <p className="soft">{words.why}</p>
      <Shown loaded={loaded}>
        {(known) => (
          <>
            {known.deputies.length === 0 && !naming && <p>{words.none}</p>}
            {known.deputies.map((one) => (
              <Deputy key={one.id} deputy={one} />
            ))}
            {naming ? (
              <DeputyForm known={known} onDone={() => setNaming(false)} />
            ) : (
              known.posts.length > 0 && (
                <Button kind="primary" onClick={() => setNaming(true)}>
                  {words.name}
                </Button>
              )
            )}
            {known.standsIn.length > 0 && (
              <Section title={words.standsIn}>
                {known.standsIn.map((one) => (
                  <StandsIn key={one.id} deputy={one} />
                ))}
              </Section>
            )}
          </>
        )}
      </Shown>
    </Page>
  )
}

function useWhat({ role, unit }: DeputyView): string {
  const words = useWords(deputyWords)
  const { roles } = useWords(orgWords)
  return role === 'employee' ? words.own : words.post(roles[role], unit.name)
}

function Deputy({ deputy }: { deputy: DeputyView }) {
  const words = useWords(deputyWords)
  const what = useWhat(deputy)
  const { run, busy, error } = useAction(endDeputy, ['/org', '/me'])
  const end = async () => {
    const done = await run({ id: deputy.id })
    if (done.ok) toast(words.ended)
  }
  return (
    <Card>
      <h2>{words.who(deputy.deputy.name, what)}</h2>
      <Days deputy={deputy} />
      {error !== null && <ErrorNote error={error} />}
      {deputy.may.includes('end') && (
        <Button label={words.endOf(deputy.deputy.name)} busy={busy} onClick={() => void end()}>
          {words.end}
        </Button>
      )}
    </Card>
  )
}

function StandsIn({ deputy }: { deputy: DeputyView }) {
  const words = useWords(deputyWords)
  return (
    <Card>
      <h2>{words.whom(deputy.person.name, useWhat(deputy))}</h2>
      <Days deputy={deputy} />
    </Card>
  )
}

function Days({ deputy }: { deputy: DeputyView }) {
  const words = useWords(deputyWords)
  const format = useFormat()
  return (
    <p className="soft">
      {words.days(format.day(deputy.from), format.day(deputy.until))}{' '}
      <Tag tone={deputy.now ? 'good' : 'neutral'}>{deputy.now ? words.now : words.coming}</Tag>
    </p>
  )
}
