/** The public ledger on the phone: one unit with its figures, and the units below it. Each figure opens its matters. */
import { Link, useLocation, useSearch } from 'wouter'
import { useFormat } from '#ui/format.ts'
import { Card, Section } from '#ui/mobile/card.tsx'
import { List } from '#ui/mobile/list.tsx'
import { More } from '#ui/mobile/more.tsx'
import { Empty } from '#ui/mobile/notes.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { Shown } from '#ui/mobile/shown.tsx'
import { StackedBar } from '#ui/stacked-bar.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { addressOf, choiceOf, type LedgerChoice, spanAsked } from '../../address.ts'
import { type Figure, getLedger, type LedgerCounts, type LedgerUnit, periodNames } from '../../contract.ts'
import { ledgerWords } from '../../words.ts'
import { Period } from './period.tsx'
import { UnitBelow } from './unit-below.tsx'
import './ledger.css'

export function Ledger() {
  const words = useWords(ledgerWords)
  const format = useFormat()
  const [, navigate] = useLocation()
  const choice = choiceOf(useSearch())
  const asked = spanAsked(choice)
  const loaded = useEndpoint(getLedger, asked)
  const units = loaded.data?.units ?? []
  const unit = units.find(({ id }) => id === choice.unitId) ?? units.find(({ parentId }) => parentId === null)
  const above = unit === undefined || unit.parentId === null ? null : unit.parentId
  const at = (unitId: string | null) => addressOf('/ledger', { ...choice, unitId, figure: null })
  return (
    <Page
      key={choice.unitId}
      title={words.title}
      back={choice.unitId === null ? '/me' : at(units.find(({ id }) => id === above)?.parentId == null ? null : above)}
    >
      <Period
        choice={choice}
        periods={loaded.data?.periods ?? periodNames}
        onChange={(next) => navigate(addressOf('/ledger', next), { replace: true })}
      />
      {asked !== null && (
        <Shown loaded={loaded} rows={5}>
          {({ from, to }) =>
            unit === undefined ? (
              <Empty title={words.empty} />
            ) : (
              <>
                <p className="soft">{words.span(format.day(from), format.day(to))}</p>
                <OneUnit unit={unit} choice={choice} />
                <Below units={units.filter(({ parentId }) => parentId === unit.id)} hrefOf={at} />
              </>
            )
          }
        </Shown>
      )}
      <More title={words.meaning}>
        <ul className="ledger-meanings">
          {words.meanings.map((meaning) => (
            <li key={meaning}>{meaning}</li>
          ))}
        </ul>
      </More>
    </Page>
  )
}

const shown = [
  'made',
  'kept',
  'open',
  'late',
  'late_open',
  'reopened',
  'came_back',
] as const satisfies readonly Figure[]
const countOf = (counts: LedgerCounts, figure: Figure): number =>
  counts[figure === 'late_open' ? 'lateOpen' : figure === 'came_back' ? 'cameBack' : figure]

function OneUnit({ unit, choice }: { unit: LedgerUnit; choice: LedgerChoice }) {
  const words = useWords(ledgerWords)
  const { counts } = unit
  const name = unit.closed ? `${unit.name}（${words.closed}）` : unit.name
  if (counts.made + counts.reopened + counts.cameBack === 0) {
    return (
      <Section title={name}>
        <Empty title={words.empty}>
          <p>{words.emptyMore}</p>
        </Empty>
      </Section>
    )
  }
  return (
    <Section title={name}>
      <Card>
        <StackedBar
          label={words.bar(counts.kept, counts.late, counts.open)}
          parts={[
            { tone: 'good', n: counts.kept },
            { tone: 'late', n: counts.late },
            { tone: 'rest', n: counts.open },
          ]}
        />
        <ul className="ledger-figures">
          {shown.map((figure) => (
            <OneFigure key={figure} figure={figure} unit={unit} choice={choice} n={countOf(counts, figure)} />
          ))}
        </ul>
      </Card>
    </Section>
  )
}

interface OneFigureProps {
  readonly figure: Figure
  readonly unit: LedgerUnit
  readonly choice: LedgerChoice
  readonly n: number
}

function OneFigure({ figure, unit, choice, n }: OneFigureProps) {
  const words = useWords(ledgerWords)
  const inside = (
    <>
      <span className="ledger-number">{n}</span>
      <span className={`ledger-name ${figure}`}>{words.figures[figure]}</span>
    </>
  )
  if (n === 0) return <li className="ledger-figure">{inside}</li>
  const href = addressOf('/ledger/matters', { ...choice, unitId: unit.id, figure })
  return (
    <li>
      <Link href={href} className="ledger-figure">
        {inside}
        <span className="unseen">{words.show}</span>
      </Link>
    </li>
  )
}

function Below({ units, hrefOf }: { units: readonly LedgerUnit[]; hrefOf: (id: string) => string }) {
  const words = useWords(ledgerWords)
  if (units.length === 0) return null
  return (
    <Section title={words.below}>
      <List>
        {units.map((unit) => (
          <UnitBelow key={unit.id} unit={unit} href={hrefOf(unit.id)} />
        ))}
      </List>
    </Section>
  )
}
