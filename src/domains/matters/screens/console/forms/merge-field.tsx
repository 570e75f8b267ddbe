/** Choosing what a matter goes into: what reads alike is offered, anything open is found by number or text; both are shown. */
import { Input, Radio } from 'antd'
import { useState } from 'react'
import { type ItemProps, itemProps } from '#ui/console/item-props.ts'
import { ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import type { MatterView } from '../../../contract.ts'
import { listSimilar, type SimilarRow } from '../../../lists/contract.ts'
import { listWords } from '../../../lists/words.ts'
import { StateTag } from '../state-tag.tsx'
import type { Chosen } from './field-rule.ts'
import { formWords } from './words.ts'

/** What was chosen, with enough of it to be shown beside this one. */
type ChosenMatter = Chosen & Pick<SimilarRow, 'number' | 'text'>

interface MergeFieldProps extends ItemProps {
  readonly value?: ChosenMatter | undefined
  readonly onChange?: (chosen: ChosenMatter) => void
  readonly matter: MatterView
}

/** `value` and `onChange` come from the form around it. */
export function MergeField({ value, onChange, matter, ...item }: MergeFieldProps) {
  const words = useWords(formWords).merge
  const [query, setQuery] = useState('')
  const wanted = query.trim()
  const asked = wanted === '' ? `${matter.title} ${matter.text}`.slice(0, 2000) : wanted
  const { data, error, reload } = useEndpoint(listSimilar, { text: asked, except: matter.id })
  const rows = data?.rows ?? []

  const choose = (rowId: string) => {
    const row = rows.find((one) => one.id === rowId)
    if (row) onChange?.({ value: row.id, label: row.title, number: row.number, text: row.text })
  }
  return (
    <div className="merge-field">
      <Input.Search
        {...itemProps(item)}
        allowClear
        placeholder={words.search}
        aria-label={words.search}
        onSearch={setQuery}
      />
      <p className="quiet">
        {wanted === '' ? words.similar : words.found} · {words.handlersOnly}
      </p>
      {error !== null && <ErrorNote error={error} onRetry={reload} />}
      {data === undefined && error === null && <LoadingNote rows={3} />}
      {data !== undefined && rows.length === 0 && <p>{wanted === '' ? words.noneSimilar : words.none}</p>}
      <Radio.Group
        className="merge-rows"
        aria-label={words.choose}
        value={value?.value}
        onChange={(event) => choose(String(event.target.value))}
      >
        {rows.map((row) => (
          <Radio key={row.id} value={row.id}>
            <Candidate row={row} />
          </Radio>
        ))}
      </Radio.Group>
      {value !== undefined && <Both matter={matter} chosen={value} />}
    </div>
  )
}

function Candidate({ row }: { row: SimilarRow }) {
  const lists = useWords(listWords)
  return (
    <span className="candidate">
      <strong>{row.title}</strong>
      <span className="row-line quiet">
        <span>{row.number}</span>
        <span>{row.unit.name}</span>
        <StateTag state={row.state} />
        {row.joiners > 0 && <span>{lists.joiners(row.joiners)}</span>}
      </span>
    </span>
  )
}

/** Both texts beside each other, so that nobody merges two things that are not the same. */
function Both({ matter, chosen }: { matter: MatterView; chosen: ChosenMatter }) {
  const words = useWords(formWords).merge
  return (
    <div className="both">
      {[
        { head: words.this, number: matter.number, title: matter.title, text: matter.text },
        { head: words.into, number: chosen.number, title: chosen.label, text: chosen.text },
      ].map(({ head, number, title, text }) => (
        <section key={head} aria-label={`${head} ${number}`}>
          <p className="quiet">
            {head} {number}
          </p>
          <p>
            <strong>{title}</strong>
          </p>
          <p className="said">{text}</p>
        </section>
      ))}
    </div>
  )
}
