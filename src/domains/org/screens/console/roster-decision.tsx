/** What a roster file would change, and the decision: confirm it, see it run, or take another file. */
import { Alert, Button, Modal, Progress, Result } from 'antd'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { confirmRoster, type RosterImportView } from '../../roster/contract.ts'
import { FreshFactor } from './fresh-factor.tsx'
import { RosterPreview } from './roster-preview.tsx'
import { orgConsoleWords } from './words.ts'

const POLL_MS = 700

interface RosterDecisionProps {
  readonly roster: RosterImportView
  readonly reload: () => void
  readonly onAnother: () => void
}

export function RosterDecision({ roster, reload, onAnother }: RosterDecisionProps) {
  const words = useWords(orgConsoleWords).roster
  const { run, busy, error } = useAction(confirmRoster, ['/org'])
  const [asking, setAsking] = useState(false)
  const running = busy || roster.state === 'running'
  useEffect(() => {
    if (!running) return
    const timer = setInterval(reload, POLL_MS)
    return () => clearInterval(timer)
  }, [running, reload])

  const confirm = () => {
    setAsking(false)
    void run({ id: roster.id }).finally(reload)
  }
  const another = <Button onClick={onAnother}>{words.another}</Button>

  if (roster.state === 'done') return <Done rows={roster.totalRows} onAnother={onAnother} />
  if (running) return <Running roster={roster} />
  if (roster.state === 'overtaken')
    return <Result status="warning" title={words.overtaken} subTitle={words.overtakenMore} extra={another} />
  return (
    <>
      {roster.state === 'refused' ? (
        <Alert
          type="error"
          showIcon
          title={words.refused(roster.counts.errors)}
          description={roster.counts.errors > 500 ? `${words.refusedMore}${words.shown}` : words.refusedMore}
        />
      ) : (
        <h2>{roster.totalRows === 0 ? words.nothing : words.summary(roster.fileName)}</h2>
      )}
      <RosterPreview roster={roster} />
      <FreshFactor error={error} onRetry={confirm} />
      <div className="roster-actions">
        {roster.state === 'checked' && roster.totalRows > 0 && (
          <Button type="primary" size="large" onClick={() => setAsking(true)}>
            {words.confirm}
          </Button>
        )}
        {another}
      </div>
      <Modal
        open={asking}
        title={words.confirmTitle}
        okText={words.confirm}
        onOk={confirm}
        onCancel={() => setAsking(false)}
      >
        <p>{words.confirmText(roster.totalRows)}</p>
        {roster.counts.left > 0 && <Alert type="warning" showIcon title={words.confirmLeft(roster.counts.left)} />}
      </Modal>
    </>
  )
}

function Running({ roster }: { roster: RosterImportView }) {
  const words = useWords(orgConsoleWords).roster
  const { doneRows, totalRows } = roster
  const percent = totalRows === 0 ? 0 : Math.floor((doneRows / totalRows) * 100)
  return (
    <section aria-label={words.running} aria-live="polite">
      <h2>{words.running}</h2>
      <Progress percent={percent} status="active" aria-label={words.running} />
      <p className="quiet">{words.runningMore(doneRows, totalRows)}</p>
    </section>
  )
}

function Done({ rows, onAnother }: { rows: number; onAnother: () => void }) {
  const words = useWords(orgConsoleWords).roster
  return (
    <Result
      status="success"
      title={words.done}
      subTitle={words.doneMore(rows)}
      extra={[
        <Link key="people" href="/people" asChild>
          <Button type="primary">{words.toPeople}</Button>
        </Link>,
        <Button key="again" onClick={onAnother}>
          {words.again}
        </Button>,
      ]}
    />
  )
}
