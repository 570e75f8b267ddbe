/** How one person can sign in, and what a keeper may do about it. Part of the page of that person. */
import { Button, Descriptions, Popconfirm, Space } from 'antd'
import { useState } from 'react'
import { ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { useFormat } from '#ui/format.ts'
import { type Action, useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { FreshFactor } from '../../../screens/console/fresh-factor.tsx'
import {
  type AccountView,
  confirmFactorLoss,
  getAccount,
  issueActivation,
  reportFactorLoss,
  unlockAccount,
} from '../../contract.ts'
import { CodeShown } from './code-shown.tsx'
import { accountWords } from './words.ts'

const changed = ['/accounts', '/factor-losses']

export function AccountPanel({ personId }: { personId: string }) {
  const words = useWords(accountWords)
  const { data, error, reload } = useEndpoint(getAccount, { personId })
  return (
    <section className="giving" aria-label={words.section}>
      <h3>{words.section}</h3>
      {error !== null && <ErrorNote error={error} onRetry={reload} />}
      {data === undefined && error === null && <LoadingNote rows={3} />}
      {data !== undefined && <Account account={data} />}
    </section>
  )
}

function Account({ account }: { account: AccountView }) {
  const words = useWords(accountWords)
  const format = useFormat()
  const { activationUntil, factorLoss, waitsUntil, may } = account
  const { id: personId } = account.person
  const issue = useAction(issueActivation, changed)
  const unlock = useAction(unlockAccount, changed)
  const report = useAction(reportFactorLoss, changed)
  const confirm = useAction(confirmFactorLoss, changed)
  const [code, setCode] = useState<string | null>(null)
  const give = async () => {
    const done = await issue.run({ personId })
    if (done.ok) setCode(done.reply.code)
  }
  const until = activationUntil === null ? '' : ` · ${words.codeUntil(format.moment(activationUntil))}`
  return (
    <>
      <Descriptions
        column={1}
        size="small"
        items={[
          { key: 'state', label: words.state, children: words.states[account.state] + until },
          {
            key: 'factor',
            label: words.factor,
            children: account.secondFactor ? words.factorIsSet : words.factorNotSet,
          },
          ...(waitsUntil === null
            ? []
            : [{ key: 'waits', label: words.waits, children: words.waitsUntil(format.moment(waitsUntil)) }]),
        ]}
      />
      {factorLoss !== null && <p>{words.loss(factorLoss.askedBy.name)}</p>}
      <Space wrap>
        {may.includes('issue_activation') && (
          <Asked
            what={words.issueWhat}
            more={words.issueMore}
            label={words.issue}
            busy={issue.busy}
            act={() => void give()}
          />
        )}
        {may.includes('unlock') && (
          <Button loading={unlock.busy} onClick={() => void unlock.run({ personId })}>
            {words.unlock}
          </Button>
        )}
        {may.includes('report_factor_loss') && (
          <Asked
            what={words.reportWhat}
            more={words.reportMore}
            label={words.report_factor_loss}
            busy={report.busy}
            act={() => void report.run({ personId })}
          />
        )}
        {may.includes('confirm_factor_loss') && <ConfirmLoss personId={personId} action={confirm} />}
      </Space>
      <FreshFactor error={issue.error} onRetry={() => void give()} />
      <FreshFactor error={unlock.error} onRetry={() => void unlock.run({ personId })} />
      <FreshFactor error={report.error} onRetry={() => void report.run({ personId })} />
      <FreshFactor error={confirm.error} onRetry={() => void confirm.run({ personId })} />
      {code !== null && <CodeShown title={words.code} code={code} more={words.codeMore} />}
    </>
  )
}

/** The second person's yes; the error is shown by whoever holds the action. */
export function ConfirmLoss({ personId, action }: { personId: string; action: Action<typeof confirmFactorLoss> }) {
  const words = useWords(accountWords)
  return (
    <Asked
      what={words.confirmWhat}
      more={words.confirmMore}
      label={words.confirm_factor_loss}
      busy={action.busy}
      act={() => void action.run({ personId })}
    />
  )
}

interface AskedProps {
  readonly what: string
  readonly more: string
  readonly label: string
  readonly busy: boolean
  readonly act: () => void
}

function Asked({ what, more, label, busy, act }: AskedProps) {
  const words = useWords(accountWords)
  return (
    <Popconfirm
      title={what}
      description={<span style={{ display: 'block', maxWidth: 280 }}>{more}</span>}
      okText={words.yes}
      onConfirm={act}
    >
      <Button loading={busy}>{label}</Button>
    </Popconfirm>
  )
}
