/** Lost second factors that wait for a second keeper. */
import { Table } from 'antd'
import { EmptyNote, ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { PageHead } from '#ui/console/page-head.tsx'
import { useFormat } from '#ui/format.ts'
import { currentPerson } from '#ui/person.ts'
import { useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { FreshFactor } from '../../../screens/console/fresh-factor.tsx'
import { confirmFactorLoss, type FactorLossView, listFactorLosses } from '../../contract.ts'
import { ConfirmLoss } from './account-panel.tsx'
import { accountWords } from './words.ts'

type Loss = FactorLossView & { readonly person: FactorLossView['askedBy'] }

export function Losses() {
  const words = useWords(accountWords)
  const format = useFormat()
  const { data, error, reload } = useEndpoint(listFactorLosses, {})
  return (
    <div className="page">
      <PageHead title={words.title} />
      <h2>{words.losses}</h2>
      <p className="quiet">{words.lossesMore}</p>
      {error !== null && <ErrorNote error={error} onRetry={reload} />}
      {data === undefined && error === null && <LoadingNote />}
      {data?.losses.length === 0 && (
        <EmptyNote title={words.noLosses}>
          <p className="quiet">{words.noLossesMore}</p>
        </EmptyNote>
      )}
      {data !== undefined && data.losses.length > 0 && (
        <Table<Loss>
          size="small"
          rowKey={(loss) => loss.person.id}
          pagination={false}
          dataSource={data.losses}
          columns={[
            {
              key: 'person',
              title: words.person,
              render: (_, { person }) => `${person.name} ${person.staffNo}`,
            },
            { key: 'askedBy', title: words.askedBy, render: (_, { askedBy }) => askedBy.name },
            { key: 'askedAt', title: words.askedAt, render: (_, { askedAt }) => format.moment(askedAt) },
            { key: 'until', title: words.until, render: (_, { until }) => format.moment(until) },
            { key: 'act', title: words.acts, render: (_, loss) => <Confirm loss={loss} /> },
          ]}
        />
      )}
    </div>
  )
}

function Confirm({ loss }: { loss: Loss }) {
  const action = useAction(confirmFactorLoss, ['/accounts', '/factor-losses'])
  const mine = [loss.askedBy.id, loss.person.id].includes(currentPerson() ?? '')
  if (mine) return null
  return (
    <>
      <ConfirmLoss personId={loss.person.id} action={action} />
      <FreshFactor error={action.error} onRetry={() => void action.run({ personId: loss.person.id })} />
    </>
  )
}
