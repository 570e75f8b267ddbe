/** Choosing a roster file: the template, the file by drag or click, and what becomes of people who are not in it. */
import { DownloadOutlined, InboxOutlined } from '@ant-design/icons'
import { Alert, Button, Checkbox, Spin, Upload } from 'antd'
import { useRef, useState } from 'react'
import { useAction } from '#ui/use-endpoint.ts'
import { useLanguage, useWords } from '#ui/words.ts'
import { type RosterImportView, uploadRoster } from '../../roster/contract.ts'
import { FreshFactor } from './fresh-factor.tsx'
import { orgConsoleWords } from './words.ts'

const LARGEST = 10 * 1024 * 1024

export function RosterUpload({ onUploaded }: { onUploaded: (uploaded: RosterImportView) => void }) {
  const words = useWords(orgConsoleWords).roster
  const language = useLanguage()
  const { run, busy, error, reset } = useAction(uploadRoster)
  const [absentLeave, setAbsentLeave] = useState(false)
  const [tooLarge, setTooLarge] = useState(false)
  const chosen = useRef<{ name: string; bytes: Blob } | null>(null)

  const send = async () => {
    if (chosen.current === null) return
    const { name, bytes } = chosen.current
    const outcome = await run({ fileName: name, absentLeave: absentLeave ? 'yes' : 'no' }, bytes)
    if (outcome.ok) onUploaded(outcome.reply)
  }
  const choose = (file: File) => {
    reset()
    setTooLarge(file.size > LARGEST)
    if (file.size > LARGEST) return
    // browsers name CSV in many ways; what it is, the server sees from the bytes
    chosen.current = { name: file.name.slice(-200), bytes: new Blob([file], { type: 'application/octet-stream' }) }
    void send()
  }
  return (
    <>
      <p>{words.intro}</p>
      <div className="roster-actions">
        <Button icon={<DownloadOutlined />} href={`/api/org/roster/template?language=${language}`} download>
          {words.template}
        </Button>
      </div>
      <div>
        <Checkbox checked={absentLeave} disabled={busy} onChange={(event) => setAbsentLeave(event.target.checked)}>
          {words.absentLeave}
        </Checkbox>
        <p className="quiet">{words.absentLeaveHint}</p>
      </div>
      <Spin spinning={busy} description={words.reading}>
        <Upload.Dragger
          accept=".xlsx,.csv"
          maxCount={1}
          showUploadList={false}
          disabled={busy}
          beforeUpload={(file) => {
            choose(file)
            return false
          }}
        >
          <p aria-hidden>
            <InboxOutlined className="roster-icon" />
          </p>
          <p>{words.drop}</p>
          <p className="quiet">{words.formats}</p>
        </Upload.Dragger>
      </Spin>
      {tooLarge && <Alert type="warning" showIcon role="alert" title={words.tooLarge} />}
      <FreshFactor error={error} onRetry={() => void send()} />
    </>
  )
}
