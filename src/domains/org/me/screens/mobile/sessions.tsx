/** Where I am signed in, in words I recognise, and the way to sign out there. */
import { useFormat } from '#ui/format.ts'
import { Button } from '#ui/mobile/button.tsx'
import { Card } from '#ui/mobile/card.tsx'
import { Tag } from '#ui/mobile/list.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { Shown } from '#ui/mobile/shown.tsx'
import { toast } from '#ui/mobile/toast.tsx'
import { useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { Refused } from '../../../sign-in/screens/mobile/refusal.tsx'
import { deviceWords } from '../../../sign-in/words.ts'
import { endSession, listSessions, type SessionView } from '../../contract.ts'
import { words as meWords } from './words.ts'

export function Sessions() {
  const words = useWords(meWords)
  const loaded = useEndpoint(listSessions, {})
  return (
    <Page title={words.sessions} back="/me">
      <p className="soft">{words.sessionsNote}</p>
      <Shown loaded={loaded}>
        {({ sessions }) => sessions.map((session) => <Session key={session.id} session={session} />)}
      </Shown>
    </Page>
  )
}

function Session({ session }: { session: SessionView }) {
  const words = useWords(meWords)
  const { systems, apps } = useWords(deviceWords)
  const format = useFormat()
  const action = useAction(endSession, ['/me/sessions'])
  const device = `${systems[session.device.system]} · ${apps[session.device.app]}`
  const end = async () => {
    const done = await action.run({ id: session.id })
    if (done.ok) toast(words.ended)
  }
  return (
    <Card>
      <h2>{device}</h2>
      {(session.current || session.kind === 'demo') && (
        <p>
          {session.current && <Tag tone="good">{words.here}</Tag>} {session.kind === 'demo' && <Tag>{words.demo}</Tag>}
        </p>
      )}
      <p className="soft">
        {words.since(format.moment(session.startedAt))} · {words.until(format.moment(session.expiresAt))}
      </p>
      <Refused error={action.error} />
      {!session.current && (
        <Button label={words.endThereOf(device)} busy={action.busy} onClick={() => void end()}>
          {words.endThere}
        </Button>
      )}
    </Card>
  )
}
