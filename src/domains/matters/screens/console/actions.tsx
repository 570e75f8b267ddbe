/** What has been planned: each action with its owner and day, finished right here by whoever may. */
import { Button, Tag } from 'antd'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#ui/words.ts'
import type { MatterView } from '../../contract.ts'
import { matterWords } from '../../view/words.ts'
import { Heading } from './heading.tsx'
import { matterConsoleWords } from './words.ts'

interface ActionsProps {
  readonly matter: MatterView
  readonly level: 1 | 2
  readonly onFinish: (actionId: string) => void
}

export function Actions({ matter, level, onFinish }: ActionsProps) {
  const words = useWords(matterWords)
  const own = useWords(matterConsoleWords)
  const format = useFormat()
  const mayPlan = matter.may.includes('plan_action')
  if (matter.actions.length === 0 && !mayPlan) return null
  return (
    <section aria-labelledby="matter-actions">
      <Heading level={level + 1} id="matter-actions">
        {words.actions}
      </Heading>
      {matter.actions.length === 0 && <p className="quiet">{own.actionsNone}</p>}
      <ul className="plain-list">
        {matter.actions.map(({ id, text, owner, dueOn, doneAt, doneNote }) => (
          <li key={id} className="action-row">
            <div className="action-row-what">
              <p>{text}</p>
              <p className="row-line quiet">
                <span>{words.actionBy(owner.name, format.by(dueOn))}</span>
                {doneAt !== null && (
                  <Tag variant="filled" className="tone-good">
                    {words.actionDone(format.day(doneAt))}
                  </Tag>
                )}
                {doneAt === null && format.daysUntil(dueOn) < 0 && <span className="due-late">{own.actionLate}</span>}
              </p>
              {doneNote !== null && <p className="said">{doneNote}</p>}
            </div>
            {doneAt === null && matter.may.includes('finish_action') && (
              <Button size="small" aria-label={own.finishOf(text)} onClick={() => onFinish(id)}>
                {own.finish}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
