/** What is shown of the ledger as it stands in the address, so that it can be kept, sent and come back to. Pure. */
import { type Figure, figures, type PeriodName, periodNames } from './contract.ts'

export interface LedgerChoice {
  readonly period: PeriodName
  /** First and last day, '' while not chosen; they count where the period is `days`. */
  readonly from: string
  readonly to: string
  /** The unit that is looked at; null: the whole company. */
  readonly unitId: string | null
  /** The figure whose matters are shown. */
  readonly figure: Figure | null
}

const aDay = /^\d{4}-\d{2}-\d{2}$/
const dayOf = (text: string | null): string => (text !== null && aDay.test(text) ? text : '')

/** The choice of an address' query, with or without its question mark; what makes no sense in it is left out. */
export function choiceOf(query: string): LedgerChoice {
  const from = new URLSearchParams(query)
  return {
    period: periodNames.find((name) => name === from.get('period')) ?? 'this_month',
    from: dayOf(from.get('from')),
    to: dayOf(from.get('to')),
    unitId: from.get('unit') || null,
    figure: figures.find((name) => name === from.get('figure')) ?? null,
  }
}

/** The address of a choice below a path. */
export function addressOf(path: string, { period, from, to, unitId, figure }: LedgerChoice): string {
  const query = new URLSearchParams()
  if (period !== 'this_month') query.set('period', period)
  if (period === 'days' && from !== '') query.set('from', from)
  if (period === 'days' && to !== '') query.set('to', to)
  if (unitId !== null) query.set('unit', unitId)
  if (figure !== null) query.set('figure', figure)
  return query.size === 0 ? path : `${path}?${query}`
}

/** What the server is asked for; null while a day is still to be chosen. */
export function spanAsked({
  period,
  from,
  to,
}: LedgerChoice): { period: PeriodName; from?: string; to?: string } | null {
  if (period !== 'days') return { period }
  return from === '' || to === '' ? null : { period, from, to }
}
