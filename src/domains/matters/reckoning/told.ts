/** A reckoning in plain sentences and as a strip of days, the same on phone and console. Pure. */
import { type Language, tagOf } from '#platform/words.ts'
import type { AheadView, ReckoningView, SpanView, StepView } from './contract.ts'
import { keepingActs, reckoningWords } from './words.ts'

/** How days and moments are written. */
export interface Dates {
  readonly day: (at: string) => string
  readonly moment: (at: string) => string
  /** '14:05'. */
  readonly time: (at: string) => string
}

/** One cell of the strip: `top` and `below` say which day, `mark` whether it counts. */
export interface Cell {
  readonly key: string
  readonly tone: SpanView['counts']
  readonly top: string
  readonly below: string
  readonly mark: string
}

export interface Told {
  readonly title: string
  readonly lines: readonly string[]
  /** The end that follows from the lines. */
  readonly end: string
  /** What the clock does by itself about this end, done or planned. */
  readonly ahead: readonly string[]
  /** The promise has passed, and the public ledger shows it. */
  readonly inLedger: boolean
  readonly strip: string
  readonly cells: readonly Cell[]
}

export function told(view: ReckoningView, language: Language, dates: Dates): Told {
  const words = reckoningWords[language]
  const { clock, rule, steps, spans, endsAt, ahead } = view
  const promised = steps.some((one) => one.step === 'agreed' && one.act === 'answer')
  const count = (tone: SpanView['counts']) => spans.filter(({ counts }) => counts === tone).length
  const [begun = [], ...then] = steps.map((one) => stepLines(one, view, language, dates))
  const lines = [
    ...begun,
    ...(rule === null ? [] : [words.rule[rule.unit](rule.n)]),
    ...then.flat(),
    ...dayLines(spans, language, dates),
    ...(makesUp(spans) ? [words.rounded] : []),
  ]
  return {
    title: words.titles[promised ? 'promised' : clock],
    // what happened twice within a minute is said once
    lines: [...new Set(lines)],
    end: words.ends[promised ? 'promised' : clock](rule?.unit === 'hour' ? dates.moment(endsAt) : dates.day(endsAt)),
    ahead: aheadLines(ahead, language, dates),
    inLedger: ahead.some(({ act, doneAt }) => act === 'overdue' && doneAt !== null),
    strip: words.strip(count('yes'), count('no'), count('paused')),
    cells: spans.map((span, n) => cellOf(span, language, dates, n === 0)),
  }
}

/** What was done first, then what is still to come. A reminder that was never due any more is not spoken of. */
function aheadLines(ahead: readonly AheadView[], language: Language, { moment }: Dates): string[] {
  const { done, planned } = reckoningWords[language].ahead
  const passed = ahead.some(({ act, doneAt }) => act !== 'remind' && doneAt !== null)
  const made = ahead.flatMap(({ act, doneAt, unit }) =>
    doneAt === null ? [] : [done[act](moment(doneAt), unit ?? '')],
  )
  const toCome = ahead.flatMap(({ act, from, doneAt, unit }) =>
    doneAt !== null || (passed && act === 'remind') ? [] : [planned[act](moment(from), unit ?? '')],
  )
  return [...made, ...toCome]
}

function stepLines(one: StepView, { endsAt }: ReckoningView, language: Language, { day, moment }: Dates): string[] {
  const words = reckoningWords[language]
  const at = moment(one.at)
  if (one.step === 'begun') {
    const begins = words.begun[one.act as keyof typeof words.begun] ?? words.begun.raise
    return [begins(at, one.level)]
  }
  if (one.step === 'agreed') {
    const agrees = words.agreed[one.act as keyof typeof words.agreed] ?? words.agreed.grant_extension
    return [agrees(at, day(one.until), one.workdays)]
  }
  if (one.step === 'kept') {
    const act = keepingActs.find((known) => known === one.act)
    return act === undefined ? [] : [words.keptLine(at, words.kept[act])]
  }
  const why = words.because[one.why]
  if (one.until === null) return [why.waiting(at)]
  return [(one.at > endsAt ? why.pausedLate : why.paused)(at, moment(one.until))]
}

/** Which days counted, which did not and why; days of one reason in a row are said together. */
function dayLines(spans: readonly SpanView[], language: Language, dates: Dates): string[] {
  const words = reckoningWords[language]
  const { day } = dates
  const told = (span: SpanView) => `${day(span.first)}${partOf(span, language, dates)}`
  const list = (some: readonly SpanView[]) => some.map(told).join(words.and)
  const because = (why: SpanView['why']) => spans.filter((span) => span.why === why)
  const [workdays, madeUp, weekend] = [because('workday'), because('make_up'), because('weekend')]
  const lines: string[] = []
  if (workdays.length > 0) lines.push(words.counted(list(workdays)))
  if (madeUp.length > 0) lines.push(words.madeUp(list(madeUp)))
  if (weekend.length > 0) lines.push(words.weekend(list(weekend)))
  const named = ({ holiday }: SpanView) => holiday?.[language] ?? words.someHoliday
  const holidays = because('holiday')
  for (const name of new Set(holidays.map(named))) {
    const days = holidays.filter((span) => named(span) === name)
    const [first, last] = [days[0]!.first, days[days.length - 1]!.last]
    lines.push(words.holiday(days.length > 2 ? words.days(day(first), day(last)) : list(days), name))
  }
  return lines
}

/** Whether the end lies later because of a pause. */
const makesUp = (spans: readonly SpanView[]): boolean => {
  const last = spans[spans.length - 1]
  return spans.some(({ counts }) => counts === 'paused') && last?.counts === 'yes' && last.why !== 'hours'
}

/** Of a workday that a pause cut: from when or until when it counted. Empty for a whole one. */
function partOf(span: SpanView, language: Language, { time }: Dates): string {
  const { part } = reckoningWords[language]
  if (span.counts !== 'yes' || span.why === 'hours') return ''
  const [from, to] = [time(span.from), time(span.to)]
  const [begins, ends] = [from === '00:00', to === '00:00' || to === '23:59']
  if (begins) return ends ? '' : part.until(to)
  return ends ? part.since(from) : part.between(from, to)
}

function cellOf(span: SpanView, language: Language, dates: Dates, isFirst: boolean): Cell {
  const { from, first, last, counts, why } = span
  const number = (day: string) => String(Number(day.slice(8)))
  const named = (fields: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tagOf[language], { ...fields, timeZone: 'UTC' }).format(new Date(first))
  const many = first !== last
  const beginsMonth = isFirst || first.slice(8) === '01'
  return {
    key: from,
    tone: counts,
    top: many ? `${number(first)}–${number(last)}` : number(first),
    below: beginsMonth ? named({ month: 'short' }) : many ? '' : named({ weekday: 'short' }),
    mark: partOf(span, language, dates).trim() || reckoningWords[language].marks[why],
  }
}
