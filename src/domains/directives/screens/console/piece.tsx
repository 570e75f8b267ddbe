/** On the page of a matter: the directive behind it, its sender's clocks, and what the unit or the sender can say to it. */
import { Alert, Button, Space } from 'antd'
import { type ReactNode, type RefObject, useRef, useState } from 'react'
import { Link } from 'wouter'
import type { MatterView } from '#domains/matters/contract.ts'
import { Heading } from '#domains/matters/screens/console/heading.tsx'
import { MatterLink } from '#domains/matters/screens/console/matter-link.tsx'
import { ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { useFormat } from '#ui/format.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { type About, abouts, getPiece, type PieceView } from '../../contract.ts'
import { directiveWords } from '../../view/words.ts'
import { DecideDrawer } from './decide-drawer.tsx'
import { Items } from './items.tsx'
import { ObjectDrawer } from './object-drawer.tsx'
import { ObjectionList } from './objections.tsx'
import { useStates } from './states.ts'
import { directiveConsoleWords } from './words.ts'
import './directives.css'

interface PieceProps {
  readonly matter: MatterView
  readonly level: 1 | 2
}

export function DirectivePiece({ matter, level }: PieceProps) {
  const words = useWords(directiveWords)
  const { data, error, loading, reload } = useEndpoint(getPiece, { matterId: matter.id })
  const heading = useRef<HTMLHeadingElement>(null)
  return (
    <section aria-labelledby="matter-directive" className="directive-piece">
      <Heading level={level + 1} id="matter-directive" at={heading}>
        {data?.objection == null ? words.title : words.behind}
      </Heading>
      {error !== null && <ErrorNote error={error} onRetry={reload} />}
      {data === undefined && loading && <LoadingNote rows={4} />}
      {data !== undefined && (
        <>
          <Answers piece={data} matter={matter} home={heading} />
          <PieceFacts piece={data} />
          {data.items.length > 0 && (
            <Part level={level + 2} title={words.items}>
              <Items items={data.items} />
            </Part>
          )}
          <Part level={level + 2} title={words.objections}>
            <p className="quiet">{words.objectionsHint}</p>
            <ObjectionList rows={data.objections} />
          </Part>
        </>
      )}
    </section>
  )
}

function Part({ level, title, children }: { level: number; title: string; children: ReactNode }) {
  return (
    <>
      <Heading level={level} className="directive-part">
        {title}
      </Heading>
      {children}
    </>
  )
}

function PieceFacts({ piece }: { piece: PieceView }) {
  const words = useWords(directiveWords)
  const states = useStates()
  const format = useFormat()
  const { objection, recalled } = piece
  const facts: readonly (readonly [string, ReactNode])[] = [
    [words.purpose, piece.purpose],
    ...(objection === null
      ? []
      : ([
          [
            words.title,
            <MatterLink key="matter" id={piece.matterId}>{`${piece.title}（${piece.unit.name}）`}</MatterLink>,
          ],
        ] as const)),
    [words.minutes, words.minutesOf(piece.minutes)],
    [words.dueOn, format.day(piece.dueOn)],
    [words.sender, `${piece.sender.name} ${piece.issuer}`],
    [words.states, states(piece.states)],
  ]
  return (
    <>
      {recalled !== null && (
        <Alert type="info" showIcon title={words.recalled(format.day(recalled.at), recalled.reason)} />
      )}
      <dl className="directive-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {piece.opens && (
        <p>
          <Link href={`/directives/${piece.id}`}>{words.open}</Link>
        </p>
      )}
    </>
  )
}

interface AnswersProps {
  readonly piece: PieceView
  readonly matter: MatterView
  readonly home: RefObject<HTMLHeadingElement | null>
}

/** The unit's two ways to answer back, or the sender's way to answer an objection. */
function Answers({ piece, matter, home }: AnswersProps) {
  const words = useWords(directiveWords)
  const { objections } = useWords(directiveConsoleWords).page
  const [form, setForm] = useState<{ about: About | 'decide'; open: boolean } | null>(null)
  const close = () => setForm((now) => (now === null ? null : { ...now, open: false }))
  const frame = { home, onClose: close, onGone: () => setForm(null), open: form?.open === true }
  const labels = { question: words.ask, does_not_fit: words.object }
  return (
    <>
      <Space className="directive-answers">
        {piece.may.includes('object') &&
          abouts.map((about) => (
            <Button key={about} onClick={() => setForm({ about, open: true })}>
              {labels[about]}
            </Button>
          ))}
        {piece.may.includes('decide') && (
          <Button type="primary" onClick={() => setForm({ about: 'decide', open: true })}>
            {words.decide}
          </Button>
        )}
      </Space>
      {piece.objection?.decision != null && matter.answer !== null && (
        <p>
          {objections.decision}：{words.decided[piece.objection.decision]}
        </p>
      )}
      {form !== null && form.about !== 'decide' && <ObjectDrawer matterId={matter.id} about={form.about} {...frame} />}
      {form?.about === 'decide' && <DecideDrawer matter={matter} {...frame} />}
    </>
  )
}
