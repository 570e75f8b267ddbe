/** One person's record: to correct, to enter a request for, and to erase after seeing what that does. */
import { Button, Descriptions, Drawer } from 'antd'
import { Imprinted } from '#domains/org/me/screens/console/imprinted.tsx'
import { orgWords } from '#domains/org/words.ts'
import { ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { KeyLayer } from '#ui/console/use-keys.tsx'
import { consoleWords } from '#ui/console/words.ts'
import { useFormat } from '#ui/format.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { getErasurePlan, type PlanView } from '../../contract.ts'
import { CorrectForm } from './correct-form.tsx'
import { EnterForm } from './enter-form.tsx'
import { ErasurePlan } from './erasure-plan.tsx'
import { privacyConsoleWords } from './words.ts'

interface PersonDrawerProps {
  /** null: closed. */
  readonly id: string | null
  readonly onClose: () => void
}

export function PersonDrawer({ id, onClose }: PersonDrawerProps) {
  const shared = useWords(consoleWords)
  const { data, error, reload } = useEndpoint(getErasurePlan, id === null ? null : { id })
  return (
    <Drawer
      open={id !== null}
      title={data === undefined ? '' : `${data.person.name} ${data.person.staffNo}`}
      size={720}
      onClose={onClose}
      destroyOnHidden
      closable={{ 'aria-label': shared.close }}
    >
      <KeyLayer>
        {error !== null && <ErrorNote error={error} onRetry={reload} />}
        {data === undefined && error === null && <LoadingNote rows={8} />}
        {data !== undefined && (
          <Imprinted>
            <Person key={data.person.id} plan={data} />
            {data.not === 'erased_already' && <Button onClick={onClose}>{shared.close}</Button>}
          </Imprinted>
        )}
      </KeyLayer>
    </Drawer>
  )
}

function Person({ plan }: { plan: PlanView }) {
  const words = useWords(privacyConsoleWords)
  const { party } = useWords(orgWords)
  const format = useFormat()
  const { person } = plan
  return (
    <>
      <Descriptions
        column={2}
        size="small"
        items={[
          { key: 'unit', label: words.unit, children: person.unitName },
          { key: 'phone', label: words.phone, children: person.phone ?? words.unknown },
          { key: 'party', label: words.party, children: party[person.partyStatus] },
          ...(person.leftOn === null
            ? []
            : [{ key: 'left', label: '', children: words.left(format.day(person.leftOn)) }]),
        ]}
      />
      {plan.not !== 'erased_already' && (
        <>
          <CorrectForm person={person} />
          <EnterForm personId={person.id} categories={plan.categories} />
        </>
      )}
      <ErasurePlan plan={plan} />
    </>
  )
}
