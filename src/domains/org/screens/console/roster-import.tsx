/** Importing a roster: choose a file, look at what it would change, confirm. Each import has its own address. */
import { ArrowLeftOutlined } from '@ant-design/icons'
import { Steps } from 'antd'
import { useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import { ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { PageHead } from '#ui/console/page-head.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { getRosterImport, type RosterImportView } from '../../roster/contract.ts'
import { RosterDecision } from './roster-decision.tsx'
import { RosterUpload } from './roster-upload.tsx'
import { orgConsoleWords } from './words.ts'
import './people.css'

const stepOf = (state: RosterImportView['state'] | undefined): number =>
  state === undefined ? 0 : state === 'done' ? 2 : 1

export function RosterImport() {
  const words = useWords(orgConsoleWords).roster
  const { id } = useParams<{ id?: string }>()
  const [, navigate] = useLocation()
  const { data, error, loading, reload } = useEndpoint(getRosterImport, id === undefined ? null : { id })
  const [uploads, setUploads] = useState(0)
  const another = () => {
    setUploads((n) => n + 1) // a new form, without the file of before
    navigate('/people/import')
  }
  return (
    <div className="page roster">
      <PageHead title={words.title}>
        <Link href="/people">
          <ArrowLeftOutlined aria-hidden /> {words.back}
        </Link>
      </PageHead>
      <Steps size="small" current={stepOf(data?.state)} items={words.steps.map((title) => ({ title }))} />
      {id === undefined && (
        <RosterUpload key={uploads} onUploaded={(uploaded) => navigate(`/people/import/${uploaded.id}`)} />
      )}
      {error !== null && <ErrorNote error={error} onRetry={reload} />}
      {id !== undefined && data === undefined && loading && <LoadingNote rows={6} />}
      {data !== undefined && <RosterDecision roster={data} reload={reload} onAnother={another} />}
    </div>
  )
}
