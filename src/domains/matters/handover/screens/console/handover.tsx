/** Above the inbox of whoever leads a unit: whose matters need somebody else, and the way to hand on those of anybody. */
import { SwapOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { type HandoverPerson, listHandover } from '../../contract.ts'
import { handoverWords } from '../../words.ts'
import { HandoverDrawer } from './handover-drawer.tsx'
import './handover.css'

export function Handover() {
  const words = useWords(handoverWords)
  const { data } = useEndpoint(listHandover, {})
  const [chosen, setChosen] = useState<{ person: HandoverPerson; open: boolean } | null>(null)
  return (
    <>
      {data?.people.map((one) => (
        <Alert
          key={one.person.id}
          className="handover-note"
          type="warning"
          showIcon
          icon={<SwapOutlined aria-hidden="true" />}
          title={
            one.left
              ? words.left(one.person.name, one.matters.length)
              : words.moved(one.person.name, one.unitName, one.matters.length)
          }
          action={
            <Button
              size="small"
              aria-label={words.openOf(one.person.name)}
              onClick={() => setChosen({ person: one, open: true })}
            >
              {words.open}
            </Button>
          }
        />
      ))}
      {chosen !== null && (
        <HandoverDrawer
          from={chosen.person}
          open={chosen.open}
          onClose={() => setChosen({ ...chosen, open: false })}
          onGone={() => setChosen(null)}
        />
      )}
    </>
  )
}
