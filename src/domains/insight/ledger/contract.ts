/**
 * Ledger: what every unit promised and what became of it, open to everybody at work. Units only, never people; in the
 * order of the unit codes, never of the figures. What counts as a promise is written in `rules.ts`.
 */
import { z } from 'zod'
import { endpoint } from '#platform/endpoint.ts'
import { ExportFormat, FileReply } from '#platform/file-reply.ts'

export const periodNames = ['this_month', 'last_month', 'season', 'days'] as const
export const PeriodName = z.enum(periodNames)
export type PeriodName = z.infer<typeof PeriodName>

/** What can be counted, and opened to see what is behind it. `late_open` is the part of `late` that still waits. */
export const figures = ['made', 'kept', 'open', 'late', 'late_open', 'reopened', 'came_back'] as const
export const Figure = z.enum(figures)
export type Figure = z.infer<typeof Figure>

export const promiseOutcomes = ['kept', 'open', 'late', 'late_open', 'dropped'] as const

/** Which span of days: promises count by the day on which they were made. */
const inPeriod = {
  period: PeriodName.default('this_month'),
  /** First and last day, where the period is chosen by days. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
}

/** `made` is the sum of `kept`, `open` and `late`; `lateOpen` is a part of `late`. */
export const LedgerCounts = z.object({
  made: z.number().int(),
  kept: z.number().int(),
  open: z.number().int(),
  late: z.number().int(),
  lateOpen: z.number().int(),
  reopened: z.number().int(),
  cameBack: z.number().int(),
})
export type LedgerCounts = z.infer<typeof LedgerCounts>

export const LedgerUnit = z.object({
  id: z.uuid(),
  parentId: z.uuid().nullable(),
  code: z.string(),
  name: z.string(),
  closed: z.boolean(),
  /** Of the unit and all below it. */
  counts: LedgerCounts,
})
export type LedgerUnit = z.infer<typeof LedgerUnit>

const Span = { from: z.iso.date(), to: z.iso.date() }

export const getLedger = endpoint({
  method: 'GET',
  path: '/ledger',
  caller: 'employee',
  onReplica: true,
  summary: 'What every unit promised in a span of days, and how much of it was kept, is late or was opened again.',
  input: z.object(inPeriod),
  output: z.object({
    ...Span,
    /** The periods that can be chosen; without `season` where the company has none. */
    periods: z.array(PeriodName),
    /** Parents before their children, each level by unit code. */
    units: z.array(LedgerUnit),
  }),
})

/** One promise with the matter that carries it. */
export const LedgerRow = z.object({
  id: z.string(),
  matterId: z.uuid(),
  number: z.string(),
  title: z.string(),
  unit: z.object({ id: z.uuid(), name: z.string() }),
  what: z.enum(['answer', 'by_date']),
  madeAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  outcome: z.enum(promiseOutcomes),
  reopened: z.boolean(),
  /** The matters as which the trouble came back after this one was closed; without those the caller may not see. */
  cameBackAs: z.array(z.object({ id: z.uuid(), number: z.string() })),
})
export type LedgerRow = z.infer<typeof LedgerRow>

export const listLedgerMatters = endpoint({
  method: 'GET',
  path: '/ledger/matters',
  caller: 'employee',
  onReplica: true,
  summary:
    'The matters behind one figure of the ledger, newest promise first; those the caller may not see are counted.',
  input: z.object({
    ...inPeriod,
    unitId: z.uuid(),
    figure: Figure,
    /** The id of the last promise of the page before. */
    after: z.string().max(60).optional(),
  }),
  output: z.object({
    ...Span,
    unit: z.object({ id: z.uuid(), name: z.string() }),
    /** How many promises the figure counts in all. */
    total: z.number().int(),
    rows: z.array(LedgerRow),
    /** How many of this page only those see who handle the matter. */
    hidden: z.number().int(),
    next: z.string().nullable(),
  }),
})

export const exportLedger = endpoint({
  method: 'POST',
  path: '/ledger/export',
  caller: 'employee',
  reply: 'file',
  keepReply: false,
  summary: 'The figures of every unit in a span of days, as a file.',
  input: z.object({ ...inPeriod, format: ExportFormat }),
  output: FileReply,
})

export const exportLedgerMatters = endpoint({
  method: 'POST',
  path: '/ledger/matters/export',
  caller: 'employee',
  reply: 'file',
  keepReply: false,
  summary: 'All matters behind one figure of the ledger that the caller may see, as a file.',
  input: z.object({ ...inPeriod, unitId: z.uuid(), figure: Figure, format: ExportFormat }),
  output: FileReply,
})
