/** The readers of the ledger. It shows units and matters, never who raised or handled one. */
import { setImmediate as othersFirst } from 'node:timers/promises'
import { clocksAfter } from '#domains/matters/service.ts'
import { sees } from '#domains/matters/view/service.ts'
import { addDays, startOfLocalDay } from '#platform/calendar/calendar.ts'
import type { OutputOf, ParsedInputOf } from '#platform/endpoint.ts'
import { Memory } from '#platform/memory.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import type { Tenant } from '#platform/tenant.ts'
import { type getLedger, type LedgerRow, type listLedgerMatters, periodNames } from './contract.ts'
import { counts, inTreeOrder, type PromiseMade, promisesOf, type Span, spanOf, sumsOf, withRepeats } from './rules.ts'
import { allUnits, historiesBetween, mattersById, repeatsOf } from './store.ts'

const page = 50

type LedgerView = OutputOf<typeof getLedger>
const told = new WeakMap<Tenant, Memory<LedgerView>>()

/**
 * The figures of every unit that is open, or that promised something in the period. They are the same for everybody, so those
 * of the usual periods are counted once in a few seconds, however many people look.
 */
export async function ledger(ctx: SignedIn, input: ParsedInputOf<typeof getLedger>): Promise<LedgerView> {
  const span = chosenSpan(ctx, input)
  if (input.period === 'days') return countUp(ctx, span)
  const memory = told.get(ctx.tenant) ?? new Memory()
  told.set(ctx.tenant, memory)
  return memory.find(input.period, ctx.now, () => countUp(ctx, span))
}

async function countUp(ctx: SignedIn, span: Span): Promise<LedgerView> {
  const units = await allUnits(ctx.db)
  const sums = sumsOf(units)
  for await (const promises of promisesMade(ctx, span)) sums.add(promises)
  const shown = inTreeOrder(units).map(({ id, parentId, code, name, closed_at }) => ({
    id,
    parentId,
    code,
    name,
    closed: closed_at !== null,
    counts: sums.of(id),
  }))
  return {
    ...span,
    periods: periodNames.filter((name) => name !== 'season' || ctx.calendar.season !== null),
    units: shown.filter((unit) => !unit.closed || unit.counts.made + unit.counts.reopened + unit.counts.cameBack > 0),
  }
}

/** The matters behind a figure, page by page. */
export async function ledgerMatters(
  ctx: SignedIn,
  input: ParsedInputOf<typeof listLedgerMatters>,
): Promise<OutputOf<typeof listLedgerMatters>> {
  const { span, unit, units, behind } = await behindFigure(ctx, input)
  const start = input.after === undefined ? 0 : behind.findIndex(({ id }) => id === input.after) + 1
  const some = behind.slice(start, start + page)
  const rows = await rowsOf(ctx, units, some)
  return {
    ...span,
    unit: { id: unit.id, name: unit.name },
    total: behind.length,
    rows,
    hidden: some.length - rows.length,
    next: start + page < behind.length ? some.at(-1)!.id : null,
  }
}

/** All of them that the caller may see, for a file, piece by piece. */
export async function* everyMatterBehind(ctx: SignedIn, input: FigureAsked): AsyncGenerator<LedgerRow[]> {
  const { units, behind } = await behindFigure(ctx, input)
  for (let start = 0; start < behind.length; start += 500) yield rowsOf(ctx, units, behind.slice(start, start + 500))
}

type FigureAsked = Omit<ParsedInputOf<typeof listLedgerMatters>, 'after'>
type Units = ReadonlyMap<string, Awaited<ReturnType<typeof allUnits>>[number]>

async function behindFigure(ctx: SignedIn, input: FigureAsked) {
  const span = chosenSpan(ctx, input)
  const units: Units = new Map((await allUnits(ctx.db)).map((unit) => [unit.id, unit]))
  const unit = units.get(input.unitId)
  if (unit === undefined) throw new Refusal('not_found', 'insight.unit_unknown')
  const behind: Found[] = []
  for await (const promises of promisesMade(ctx, span))
    for (const promise of promises)
      if (counts(input.figure, promise) && units.get(promise.unitId)?.path.includes(unit.id) === true)
        behind.push(promise)
  behind.sort((a, b) => b.madeAt.getTime() - a.madeAt.getTime() || (a.id < b.id ? 1 : -1))
  return { span, unit, units, behind }
}

async function rowsOf(ctx: SignedIn, units: Units, some: readonly Found[]): Promise<LedgerRow[]> {
  const found = await mattersById(
    ctx.db,
    some.flatMap(({ matterId, cameBackAs }) => [matterId, ...cameBackAs]),
  )
  const matters = new Map(found.map((row) => [row.id, row]))
  const rows: LedgerRow[] = []
  for (const promise of some) {
    const matter = matters.get(promise.matterId)!
    if (!(await sees(ctx.actor, ctx.db, matter))) continue
    rows.push({
      id: promise.id,
      matterId: matter.id,
      number: matter.number,
      title: matter.title,
      unit: { id: promise.unitId, name: units.get(promise.unitId)!.name },
      what: promise.what,
      madeAt: promise.madeAt.toISOString(),
      dueAt: promise.dueAt.toISOString(),
      endedAt: promise.endedAt?.toISOString() ?? null,
      outcome: promise.outcome,
      reopened: promise.reopened,
      cameBackAs: await laterOnes(ctx, promise, matters),
    })
  }
  return rows
}

/** The chain goes on with those that the caller may see. */
async function laterOnes(
  ctx: SignedIn,
  { cameBackAs }: PromiseMade,
  matters: ReadonlyMap<string, Parameters<typeof sees>[2]>,
): Promise<LedgerRow['cameBackAs']> {
  const shown: LedgerRow['cameBackAs'] = []
  for (const id of cameBackAs) {
    const later = matters.get(id)!
    if (await sees(ctx.actor, ctx.db, later)) shown.push({ id, number: later.number })
  }
  return shown
}

function chosenSpan(ctx: SignedIn, input: ParsedInputOf<typeof getLedger>): Span {
  const chosen = spanOf(ctx.calendar, ctx.now, input)
  if (!chosen.ok) throw new Refusal('bad_input', chosen.code)
  return chosen.span
}

type Found = PromiseMade & { readonly id: string; readonly matterId: string }

/** Every promise of the company that was made in the span, some days at a time: a year of histories would not fit in memory. */
async function* promisesMade({ db, calendar, now }: SignedIn, span: Span): AsyncGenerator<Found[]> {
  for (let day = span.from; day <= span.to; day = addDays(day, daysAtOnce)) {
    const end = [addDays(day, daysAtOnce), addDays(span.to, 1)].sort()[0]!
    const [from, to] = [startOfLocalDay(calendar, day), startOfLocalDay(calendar, end)]
    yield await promisesBetween({ db, calendar, now }, from, to)
  }
}

async function promisesBetween(
  { db, calendar, now }: Pick<SignedIn, 'db' | 'calendar' | 'now'>,
  from: Date,
  to: Date,
): Promise<Found[]> {
  const found: Found[] = []
  const histories = await historiesBetween(db, from, to)
  const repeats = await repeatsOf(
    db,
    histories.map(({ matterId }) => matterId),
  )
  for (const [i, { matterId, kind, events }] of histories.entries()) {
    if (i % together === together - 1) await othersFirst() // a long span must not keep everybody else waiting
    const promises = promisesOf(events, (some) => clocksAfter(calendar, kind, some), now)
    for (const promise of withRepeats(promises, repeats.get(matterId) ?? [])) {
      if (promise.madeAt < from || promise.madeAt >= to) continue
      found.push({ ...promise, matterId, id: `${matterId}.${promise.seq}` })
    }
  }
  return found
}

/** How many histories are judged in one go. */
const together = 500
/** How many days of promises are read in one go. */
const daysAtOnce = 10
