/** Above the inbox of whoever leads a unit: whose matters need somebody else, and the way to hand on those of anybody. */
import { SwapOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { PersonSearch } from '#domains/org/screens/console/person-search.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { type HandoverPerson, listHandover } from '../../contract.ts'
import { handoverWords } from '../../words.ts'
import { HandoverDrawer } from './handover-drawer.tsx'
import './handover.css'

interface Chosen {
  readonly person: HandoverPerson
  readonly reason: string
  readonly open: boolean
}

export function Handover({ people }: { people: readonly HandoverPerson[] }) {
  const words = useWords(handoverWords)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  return (
    <div className="handover">
      {people.map((one) => {
        const { name } = one.person
        const count = one.matters.length
        const reason = one.left ? words.reasonLeft : words.reasonMoved
        return (
          <Alert
            key={one.person.id}
            type="warning"
            showIcon
            icon={<SwapOutlined aria-hidden="true" />}
            title={one.left ? words.left(name, count) : words.moved(name, one.unitName, count)}
            action={
              <Button
                size="small"
                aria-label={words.openOf(name)}
                onClick={() => setChosen({ person: one, reason, open: true })}
              >
                {words.open}
              </Button>
            }
          />
        )
      })}
      <BeforeLeaving onChoose={(person) => setChosen({ person, reason: words.reasonOther, open: true })} />
      {chosen !== null && (
        <HandoverDrawer
          key={chosen.person.person.id}
          from={chosen.person}
          reason={chosen.reason}
          open={chosen.open}
          onClose={() => setChosen({ ...chosen, open: false })}
          onGone={() => setChosen(null)}
        />
      )}
    </div>
  )
}

/** Whoever is about to go is found by name. */
function BeforeLeaving({ onChoose }: { onChoose: (person: HandoverPerson) => void }) {
  const words = useWords(handoverWords)
  const [asking, setAsking] = useState(false)
  const [personId, setPersonId] = useState<string | null>(null)
  const { data } = useEndpoint(listHandover, personId === null ? null : { personId })
  const found = data?.people[0]
  if (!asking)
    return (
      <Button
        className="handover-before"
        type="text"
        size="small"
        icon={<SwapOutlined aria-hidden="true" />}
        onClick={() => setAsking(true)}
      >
        {words.before}
      </Button>
    )
  return (
    <div className="handover-ask">
      <PersonSearch onChoose={setPersonId} />
      {personId !== null && data !== undefined && found === undefined && (
        <p className="quiet" role="status">
          {words.nothing}
        </p>
      )}
      {found !== undefined && (
        <Button onClick={() => onChoose(found)}>{words.chosen(found.person.name, found.matters.length)}</Button>
      )}
    </div>
  )
}
