/** The head of a matter: number, title, state, where it stands in words, and what is special about it now. */
import { Alert, Tag } from 'antd'
import type { RefObject } from 'react'
import { useFormat } from '#ui/format.ts'
import { useLanguage, useWords } from '#ui/words.ts'
import type { MatterView } from '../../contract.ts'
import { cosignWords } from '../../cosign/words.ts'
import { listWords } from '../../lists/words.ts'
import { matterWords, nowOf } from '../../view/words.ts'
import { dueIn } from './due.tsx'
import { Follow } from './follow.tsx'
import { Heading } from './heading.tsx'
import { MatterLink } from './matter-link.tsx'
import { StateTag } from './state-tag.tsx'
import { matterConsoleWords } from './words.ts'

interface MatterHeadProps {
  readonly matter: MatterView
  readonly level: 1 | 2
  readonly heading: RefObject<HTMLHeadingElement | null>
}

export function MatterHead({ matter, level, heading }: MatterHeadProps) {
  const words = useWords(matterConsoleWords)
  const lists = useWords(listWords)
  const language = useLanguage()
  return (
    <header className="matter-head">
      <p className="row-line quiet">
        <span>{matter.number}</span>
        <span>{matter.kindWords[language]}</span>
        {matter.joiners > 0 && <span>{lists.joiners(matter.joiners)}</span>}
        {matter.following !== null && <Follow id={matter.id} following={matter.following} />}
      </p>
      <Heading level={level} id="matter-title" at={heading} className="matter-title">
        {matter.title}
      </Heading>
      <p className="row-line">
        <StateTag state={matter.state} />
        {matter.level > 0 && (
          <Tag variant="filled" className="tone-wait">
            {words.level(matter.level)}
          </Tag>
        )}
        {matter.cameBack && (
          <Tag variant="filled" className="tone-wait">
            {lists.cameBack}
          </Tag>
        )}
        {matter.extension?.state === 'asked' && (
          <Tag variant="filled" className="tone-wait">
            {lists.extensionAsked}
          </Tag>
        )}
        <Standing matter={matter} />
      </p>
      <Notices matter={matter} />
    </header>
  )
}

/** What is happening now and by when, then how long there is. */
function Standing({ matter }: { matter: MatterView }) {
  const words = useWords(matterWords)
  const clock = useWords(matterConsoleWords).clock
  const format = useFormat()
  const by = (at: string | null) => (at === null ? '' : format.by(at))
  const now = words.now[nowOf(matter)]
  const left = matter.dueAt === null || matter.paused ? null : dueIn(matter.dueAt, clock, format)
  return (
    <span role="status">
      {now({
        desk: matter.deskUnit.name,
        lead: matter.leadUnit?.name ?? matter.unit.name,
        owner: matter.owner?.name ?? '',
        by: by(matter.dueAt),
        actBy: by(matter.actBy),
        mine: matter.mine || matter.joined,
      })}{' '}
      {left !== null && <span className={`due-${left.tone}`}>{left.text}</span>}
    </span>
  )
}

function Notices({ matter }: { matter: MatterView }) {
  const words = useWords(matterConsoleWords)
  const shared = useWords(matterWords)
  const cosigning = useWords(cosignWords)
  const format = useFormat()
  const { extension, mergedInto, partOf, cosign, pausedSince, question } = matter
  const decides = matter.mustDecide && matter.may.includes('assign')
  return (
    <>
      {matter.mustDecide && matter.leadUnit !== null && <Alert type="info" showIcon title={words.decided} />}
      {decides && <Alert type="info" showIcon title={words.decide} description={words.decideMore} />}
      {pausedSince !== null && (
        <Alert
          type="info"
          showIcon
          title={(question === null ? words.clock.held : words.clock.paused)(format.day(pausedSince))}
          description={question === null ? undefined : words.question(question)}
        />
      )}
      {extension !== null && (
        <Alert
          type="info"
          showIcon
          title={shared.extension[extension.state](format.day(extension.until), extension.decider?.name ?? '')}
        />
      )}
      {cosign !== null && (
        <Alert
          type="info"
          showIcon
          title={cosigning.more(cosign.more, cosign.needed, format.by(cosign.until))}
          description={cosign.mine ? cosigning.mine : undefined}
        />
      )}
      {partOf !== null && (
        <Alert
          type="info"
          showIcon
          title={
            <>
              {shared.partOf} <MatterLink id={partOf.id}>{words.whole(partOf.number, partOf.title)}</MatterLink>
            </>
          }
        />
      )}
      {mergedInto !== null && (
        <Alert
          type="info"
          showIcon
          title={
            <>
              {words.merged(mergedInto.number)} <MatterLink {...mergedInto}>{mergedInto.title}</MatterLink>
            </>
          }
        />
      )}
    </>
  )
}
