/** Which span of days is looked at: one of the usual ones, or two days. */
import { Chips } from '#ui/mobile/chips.tsx'
import { Field } from '#ui/mobile/field.tsx'
import { useWords } from '#ui/words.ts'
import type { LedgerChoice } from '../../address.ts'
import type { PeriodName } from '../../contract.ts'
import { ledgerWords } from '../../words.ts'

interface PeriodProps {
  readonly choice: LedgerChoice
  readonly periods: readonly PeriodName[]
  readonly onChange: (next: LedgerChoice) => void
}

export function Period({ choice, periods, onChange }: PeriodProps) {
  const words = useWords(ledgerWords)
  return (
    <>
      <Chips
        label={words.period}
        options={periods.map((value) => ({ value, label: words.periods[value] }))}
        value={choice.period}
        onValue={(period) => onChange({ ...choice, period })}
      />
      {choice.period === 'days' && (
        <div className="ledger-days">
          <Field label={words.from} type="date" value={choice.from} onValue={(from) => onChange({ ...choice, from })} />
          <Field label={words.to} type="date" value={choice.to} onValue={(to) => onChange({ ...choice, to })} />
        </div>
      )}
    </>
  )
}
