/** What concerned me, newest first, by matter. */
import { Button, Tag } from 'antd'
import { useState } from 'react'
import { MatterLink } from '#domains/matters/screens/console/matter-link.tsx'
import { EmptyNote, ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { useFormat } from '#ui/format.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useLanguage, useWords } from '#ui/words.ts'
import { listNotices, type NoticeGroup } from '../../contract.ts'
import { noticeSentence, noticeWords } from '../../words.ts'

interface NoticesProps {
  readonly onWeek: () => void
  /** A matter was opened. */
  readonly onLeave: () => void
  readonly after?: string
}

export function Notices({ after, ...leads }: NoticesProps) {
  const words = useWords(noticeWords)
  const { data, error, reload } = useEndpoint(listNotices, after === undefined ? {} : { after })
  const [more, setMore] = useState(false)
  if (data === undefined)
    return error === null ? <LoadingNote rows={6} /> : <ErrorNote error={error} onRetry={reload} />
  const { groups, next } = data
  if (after === undefined && groups.length === 0 && next === null)
    return (
      <EmptyNote title={words.empty}>
        <p className="quiet">{words.emptyMore}</p>
      </EmptyNote>
    )
  return (
    <>
      <ul className="notice-list" aria-label={words.title}>
        {groups.map((group) => (
          <Group key={group.notices[0]!.id} group={group} {...leads} />
        ))}
      </ul>
      {next !== null && !more && <Button onClick={() => setMore(true)}>{words.more}</Button>}
      {next !== null && more && <Notices after={next} {...leads} />}
    </>
  )
}

function Group({
  group: { matter, notices },
  onWeek,
  onLeave,
}: Omit<NoticesProps, 'after'> & { readonly group: NoticeGroup }) {
  const words = useWords(noticeWords)
  const language = useLanguage()
  const format = useFormat()
  return (
    <li>
      <p className="notice-matter">
        {notices.some(({ seen }) => !seen) && (
          <Tag variant="filled" className="tone-wait">
            {words.fresh}
          </Tag>
        )}
        {matter === null ? (
          <Button type="link" className="notice-week" onClick={onWeek}>
            {words.digestTitle}
          </Button>
        ) : (
          // biome-ignore lint/a11y/noStaticElementInteractions: the link inside is what is pressed; this hears of it
          // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on the link is a click
          <span onClick={onLeave}>
            <MatterLink id={matter.id}>{matter.title}</MatterLink>
          </span>
        )}
      </p>
      {notices.map((notice) => (
        <p key={notice.id} className={notice.seen ? 'quiet' : undefined}>
          {noticeSentence(notice, language)}{' '}
          <time className="quiet" dateTime={notice.at}>
            {format.ago(notice.at)}
          </time>
        </p>
      ))}
    </li>
  )
}
