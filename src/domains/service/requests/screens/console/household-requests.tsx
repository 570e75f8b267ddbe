/** While somebody is on the line: what was reported for this household before, and the form that takes down what he says now. */
import { Button, Result } from 'antd'
import { useState } from 'react'
import { Link } from 'wouter'
import { listWords } from '#domains/matters/lists/words.ts'
import type { OutputOf } from '#platform/endpoint.ts'
import { ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { KeyHint, useKeys } from '#ui/console/use-keys.tsx'
import { useFormat } from '#ui/format.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { listHouseholdRequests, type takeRequest } from '../../contract.ts'
import { requestWords } from '../../words.ts'
import { TakeForm } from './take-form.tsx'
import { takeWords } from './words.ts'

type Taken = OutputOf<typeof takeRequest>

/** `phone`: the number that calls, where it is known. */
export function HouseholdRequests({ householdId, phone }: { householdId: string; phone: string | null }) {
  const words = useWords(takeWords)
  const format = useFormat()
  const [stage, setStage] = useState<'idle' | 'taking' | Taken>('idle')
  const begin = () => setStage('taking')
  useKeys(words.take, stage === 'taking' ? [] : [{ press: 'n', does: words.key, run: begin }])
  if (stage === 'taking')
    return <TakeForm householdId={householdId} phone={phone} onTaken={setStage} onCancel={() => setStage('idle')} />
  return (
    <>
      {stage === 'idle' ? (
        <Button type="primary" onClick={begin} aria-keyshortcuts="n">
          {words.take} <KeyHint press="n" />
        </Button>
      ) : (
        <Result
          status="success"
          title={words.taken(stage.number, format.by(stage.answerBy))}
          subTitle={words.say(stage.number)}
          extra={
            <Button onClick={begin} autoFocus aria-keyshortcuts="n">
              {words.another} <KeyHint press="n" />
            </Button>
          }
        />
      )}
      <History householdId={householdId} />
    </>
  )
}

function History({ householdId }: { householdId: string }) {
  const words = useWords(takeWords)
  const { troubles } = useWords(requestWords)
  const { states } = useWords(listWords)
  const format = useFormat()
  const { data, error, loading, reload } = useEndpoint(listHouseholdRequests, { id: householdId })
  return (
    <section aria-labelledby="household-history">
      <h2 id="household-history" className="household-part">
        {words.history}
      </h2>
      {error !== null && <ErrorNote error={error} onRetry={reload} />}
      {data === undefined && loading && <LoadingNote rows={2} />}
      {data?.rows.length === 0 && <p className="quiet">{words.none}</p>}
      {data !== undefined && data.rows.length > 0 && (
        <ul className="household-history">
          {data.rows.map(({ matterId, number, trouble, at, state, level }) => (
            <li key={matterId}>
              <Link href={`/matters/${matterId}`}>
                {troubles[trouble]} · {number}
              </Link>
              <span className="quiet">
                {[format.moment(at), states[state], level > 0 ? words.again(level) : '']
                  .filter((text) => text !== '')
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
