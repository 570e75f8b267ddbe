/** A unit in the list of those below another: its bar and the figures of it in words. */
import { ListRow } from '#ui/mobile/list.tsx'
import { StackedBar } from '#ui/stacked-bar.tsx'
import { useWords } from '#ui/words.ts'
import type { LedgerUnit } from '../../contract.ts'
import { ledgerWords } from '../../words.ts'

export function UnitBelow({ unit, href }: { unit: LedgerUnit; href: string }) {
  const words = useWords(ledgerWords)
  const { made, kept, late, open, reopened } = unit.counts
  const title = unit.closed ? `${unit.name}（${words.closed}）` : unit.name
  if (made + reopened === 0) {
    return (
      <ListRow href={href} title={title}>
        {words.nothing}
      </ListRow>
    )
  }
  const told = [
    words.of(words.figures.made, made),
    ...(reopened > 0 ? [words.of(words.figures.reopened, reopened)] : []),
  ]
  return (
    <ListRow href={href} title={title}>
      <StackedBar
        label={words.bar(kept, late, open)}
        parts={[
          { tone: 'good', n: kept },
          { tone: 'late', n: late },
          { tone: 'rest', n: open },
        ]}
      />
      {told.join(' · ')}
    </ListRow>
  )
}
