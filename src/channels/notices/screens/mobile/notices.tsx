/** What concerned me, newest first, by matter: a tap opens the matter. */
import { useState } from 'react'
import { Link } from 'wouter'
import { useFormat } from '#ui/format.ts'
import { Button } from '#ui/mobile/button.tsx'
import { Icon } from '#ui/mobile/icon.tsx'
import { List, Tag } from '#ui/mobile/list.tsx'
import { Empty } from '#ui/mobile/notes.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { Shown } from '#ui/mobile/shown.tsx'
import { useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useLanguage, useWords } from '#ui/words.ts'
import { listNotices, type NoticeGroup, seeNotices } from '../../contract.ts'
import { noticeSentence, noticeWords } from '../../words.ts'
import { useNoticeCount } from './use-count.ts'
import './notices.css'

export function Notices() {
  const words = useWords(noticeWords)
  const count = useNoticeCount()
  const all = useAction(seeNotices, ['/notices'])
  return (
    <Page
      title={words.title}
      back="/"
      aside={
        <Link href="/notices/settings" className="icon-button" aria-label={words.settings}>
          <Icon name="gear" />
        </Link>
      }
      actions={
        count === 0 ? undefined : (
          <Button busy={all.busy} onClick={() => void all.run({})}>
            {words.allSeen}
          </Button>
        )
      }
    >
      <Groups first />
    </Page>
  )
}

function Groups({ after, first = false }: { after?: string; first?: boolean }) {
  const words = useWords(noticeWords)
  const loaded = useEndpoint(listNotices, after === undefined ? {} : { after })
  return (
    <Shown loaded={loaded}>
      {({ groups, next }) => (
        <>
          {first && groups.length === 0 && next === null && (
            <Empty title={words.empty}>
              <p>{words.emptyMore}</p>
            </Empty>
          )}
          {groups.length > 0 && (
            <List label={words.title}>
              {groups.map((group) => (
                <Group key={group.notices[0]!.id} group={group} />
              ))}
            </List>
          )}
          {next !== null && <Further after={next} />}
        </>
      )}
    </Shown>
  )
}

function Further({ after }: { after: string }) {
  const words = useWords(noticeWords)
  const [open, setOpen] = useState(false)
  return open ? <Groups after={after} /> : <Button onClick={() => setOpen(true)}>{words.more}</Button>
}

function Group({ group: { matter, notices } }: { group: NoticeGroup }) {
  const words = useWords(noticeWords)
  const language = useLanguage()
  const format = useFormat()
  const fresh = notices.some(({ seen }) => !seen)
  return (
    <li>
      <Link href={matter === null ? '/notices/week' : `/matters/${matter.id}`} className="row">
        <span className="row-text">
          <span className="row-title">
            {fresh && <Tag tone="accent">{words.fresh}</Tag>} {matter?.title ?? words.digestTitle}
          </span>
          {notices.map((notice) => (
            <span key={notice.id} className={notice.seen ? 'notice' : 'notice fresh'}>
              {noticeSentence(notice, language)} <time dateTime={notice.at}>{format.ago(notice.at)}</time>
            </span>
          ))}
        </span>
        <Icon name="next" />
      </Link>
    </li>
  )
}
