/** Readers of guesses: what was closed at the same place and reads alike. A guess is shown as one and never written down. */
import { unitsById } from '#domains/org/service.ts'
import { addDays, localDate, startOfLocalDay } from '#platform/calendar/calendar.ts'
import type { OutputOf, ParsedInputOf } from '#platform/endpoint.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import { anyTerm, searchTerms, similarity } from '#platform/search.ts'
import { allKinds, kindOf, type MatterKind } from '../kinds.ts'
import { obstacle } from '../rules.ts'
import { aroundOf, relationsOf, surroundingsOf } from '../standing/service.ts'
import { findMatter, type MatterRecord, matterOf } from '../store.ts'
import { mustSee, sees, unitRef } from '../view/service.ts'
import type { ClosedRow, guessRepeats, listClosedAlike } from './contract.ts'
import { guessesAtMost, sameFrom } from './rules.ts'
import { closedAt } from './store.ts'

/** Terms that a text is looked for by, and candidates that are compared with it. */
const termsAtMost = 60
const candidates = 40

interface Wanted {
  readonly text: string
  readonly raisedUnitId: string
  readonly before: Date
  /** The matter that is asked about, if there is one already. */
  readonly id: string | null
}

/** While one writes: what the own unit has had closed and reads like it. */
export async function closedAlike(
  ctx: SignedIn,
  input: ParsedInputOf<typeof listClosedAlike>,
): Promise<OutputOf<typeof listClosedAlike>> {
  const wanted = { text: input.text, raisedUnitId: ctx.actor.unit.id, before: ctx.now, id: null }
  const found: MatterRecord[] = []
  for (const kind of allKinds()) found.push(...(await alike(ctx, kind, wanted)))
  return { rows: await rowsOf(ctx, found.slice(0, guessesAtMost)) }
}

/** What a matter may be again; nothing for those who cannot say whether it is. */
export async function guesses(
  ctx: SignedIn,
  input: ParsedInputOf<typeof guessRepeats>,
): Promise<OutputOf<typeof guessRepeats>> {
  const row = await findMatter(ctx.db, input.id)
  if (row === undefined) throw new Refusal('not_found', 'matters.not_found')
  const [kind, matter, near] = [kindOf(row.kind), matterOf(row), await surroundingsOf(ctx.db, row)]
  const relations = relationsOf(ctx.actor, kind, matter, near)
  mustSee(relations)
  const around = await aroundOf(ctx, ctx.db, kind, row, near, relations, null)
  if (obstacle(kind, matter, 'confirm_repeat', around) !== null) return { rows: [] }
  const wanted = {
    text: `${row.title} ${row.text}`,
    raisedUnitId: row.raised_unit_id,
    before: row.raised_at,
    id: row.id,
  }
  return { rows: await rowsOf(ctx, await alike(ctx, kind, wanted)) }
}

async function alike(ctx: SignedIn, kind: MatterKind, wanted: Wanted): Promise<MatterRecord[]> {
  const terms = searchTerms(wanted.text)
    .filter((term) => [...term].length > 1)
    .slice(0, termsAtMost)
  if (kind.repeat === null || terms.length < 2) return []
  const found = await closedAt(
    ctx.db,
    {
      kind: kind.name,
      raisedUnitId: wanted.raisedUnitId,
      since: startOfLocalDay(ctx.calendar, addDays(localDate(ctx.calendar, wanted.before), -kind.repeat.days)),
      before: wanted.before,
      terms: anyTerm(terms),
      except: wanted.id,
    },
    candidates,
  )
  const ranked = found
    .map((row) => ({ row, likeness: similarity(terms, searchTerms(`${row.title} ${row.text}`)) }))
    .filter(({ likeness }) => likeness >= sameFrom)
    .sort((a, b) => b.likeness - a.likeness)
  const seen: MatterRecord[] = []
  for (const { row } of ranked) {
    if (seen.length < guessesAtMost && (await sees(ctx.actor, ctx.db, row))) seen.push(row)
  }
  return seen
}

async function rowsOf(ctx: SignedIn, rows: readonly MatterRecord[]): Promise<ClosedRow[]> {
  const units = await unitsById(
    ctx.db,
    rows.map((row) => row.at_unit_id),
  )
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    title: row.title,
    text: row.text,
    state: row.state,
    unit: unitRef({ units }, row.at_unit_id),
    closedAt: row.state_since.toISOString(),
    mine: row.raiser_id === ctx.actor.personId,
  }))
}
