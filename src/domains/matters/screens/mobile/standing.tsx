/** Where a matter stands, in plain words: what is happening now, whose turn it is, and by when. */
import { lazy, Suspense, useState } from 'react'
import { useFormat } from '#ui/format.ts'
import { Card } from '#ui/mobile/card.tsx'
import { Tag } from '#ui/mobile/list.tsx'
import { More } from '#ui/mobile/more.tsx'
import { Loading } from '#ui/mobile/notes.tsx'
import { useWords } from '#ui/words.ts'
import type { MatterView } from '../../contract.ts'
import { listWords } from '../../lists/words.ts'
import { reckoningWords } from '../../reckoning/words.ts'
import { matterWords, nowOf } from '../../view/words.ts'
import { StateTag } from './rows.tsx'

const Reckoning = lazy(async () => ({ default: (await import('./reckoning.tsx')).Reckoning }))

export function Standing({ matter }: { matter: MatterView }) {
  const words = useWords(matterWords)
  const lists = useWords(listWords)
  const format = useFormat()
  const { dueAt, actBy, extension, level } = matter
  const by = (at: string | null) => (at === null ? '' : format.by(at))
  const now = words.now[nowOf(matter)]
  return (
    <Card tone={matter.late ? 'late' : 'plain'}>
      <h2>{matter.title}</h2>
      <p className="tags">
        <StateTag state={matter.state} />
        {matter.late && <Tag tone="late">{lists.late}</Tag>}
        {matter.cameBack && <Tag tone="wait">{lists.cameBack}</Tag>}
        {extension?.state === 'asked' && <Tag tone="wait">{lists.extensionAsked}</Tag>}
      </p>
      <p role="status">
        {now({
          desk: matter.deskUnit.name,
          lead: matter.leadUnit?.name ?? matter.unit.name,
          owner: matter.owner?.name ?? '',
          by: by(dueAt),
          actBy: by(actBy),
          mine: matter.mine || matter.joined,
        })}
      </p>
      {matter.late && dueAt !== null && <p>{words.lateBy(-format.daysUntil(dueAt))}</p>}
      {extension !== null && (
        <p>{words.extension[extension.state](format.day(extension.until), extension.decider?.name ?? '')}</p>
      )}
      {level > 0 && <p className="soft">{words.level(level)}</p>}
      {dueAt !== null && <HowReckoned id={matter.id} />}
    </Card>
  )
}

/** Behind the deadline: fetched when it is opened. */
function HowReckoned({ id }: { id: string }) {
  const words = useWords(reckoningWords)
  const [open, setOpen] = useState(false)
  return (
    <More title={words.open} onToggle={setOpen}>
      {open && (
        <Suspense fallback={<Loading />}>
          <Reckoning id={id} />
        </Suspense>
      )}
    </More>
  )
}
