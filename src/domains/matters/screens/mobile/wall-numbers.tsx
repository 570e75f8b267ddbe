/** On a wall screen: how many matters of the unit are where. Numbers only; read again twice a minute. */
import { useEffect } from 'react'
import { ErrorNote, Loading } from '#ui/mobile/notes.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { countWall } from '../../lists/contract.ts'
import { listWords } from '../../lists/words.ts'
import './wall-numbers.css'

const shown = ['received', 'assigned', 'waiting', 'promised', 'answered'] as const
const againMillis = 30_000

export function WallNumbers() {
  const { states, late, open } = useWords(listWords)
  const { data, error, reload } = useEndpoint(countWall, {})
  useEffect(() => {
    const timer = setInterval(reload, againMillis)
    return () => clearInterval(timer)
  }, [reload])
  if (data === undefined) return error === null ? <Loading /> : <ErrorNote error={error} onRetry={reload} />
  return (
    <section aria-label={open}>
      <dl className="wall">
        {shown.map((state) => (
          <div key={state}>
            <dt>{states[state]}</dt>
            <dd>{data.states[state] ?? 0}</dd>
          </div>
        ))}
        <div className={data.late > 0 ? 'wall-late' : undefined}>
          <dt>{late}</dt>
          <dd>{data.late}</dd>
        </div>
      </dl>
    </section>
  )
}
