/** Which span of days is looked at: one of the usual ones, or two days. */
import { Input, Segmented } from 'antd'
import { useWords } from '#ui/words.ts'
import type { LedgerChoice } from '../../address.ts'
import type { PeriodName } from '../../contract.ts'
import { ledgerWords } from '../../words.ts'

interface PeriodProps {
  readonly choice: LedgerChoice
  readonly periods: readonly PeriodName[]
  readonly onChange: (next: Partial<LedgerChoice>) => void
}

export function Period({ choice, periods, onChange }: PeriodProps) {
  const words = useWords(ledgerWords)
  return (
    <search className="ledger-period" aria-label={words.period}>
      <Segmented<PeriodName>
        aria-label={words.period}
        value={choice.period}
        options={periods.map((value) => ({ value, label: words.periods[value] }))}
        onChange={(period) => onChange({ period })}
      />
      {choice.period === 'days' && (
        <>
          <Input
            type="date"
            aria-label={words.from}
            value={choice.from}
            onChange={(event) => onChange({ from: event.target.value })}
          />
          <Input
            type="date"
            aria-label={words.to}
            value={choice.to}
            onChange={(event) => onChange({ to: event.target.value })}
          />
        </>
      )}
    </search>
  )
}
