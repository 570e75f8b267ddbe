/** Readers of lists of matters: inbox, mine, board, similar. They show no name of a raiser. */
import { unitOfWallScreen } from '#domains/org/kiosk/service.ts'
import { peopleById, type Unit, unitsBelow, unitsById, withVacant } from '#domains/org/service.ts'
import { type Grant, himself, holds, worksFor } from '#platform/access.ts'
import { endOfLocalDay, localDate } from '#platform/calendar/calendar.ts'
import type { Db } from '#platform/db.ts'
import type { OutputOf, ParsedInputOf } from '#platform/endpoint.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import { anyTerm, matchesQuery, searchQuery, searchTerms, similarity } from '#platform/search.ts'
import type { MatterRow } from '../contract.ts'
import { allKinds, kindsByRoles } from '../kinds.ts'
import { findMatters, type MatterRecord } from '../store.ts'
import { rowView, sees, unitRef } from '../view/service.ts'
import {
  boardRoles,
  type countBoard,
  type countWall,
  type InboxRow,
  type listBoard,
  type listInbox,
  type listMine,
  type listSimilar,
  type SimilarRow,
} from './contract.ts'
import { numbersMeant } from './rules.ts'
import {
  awaitingRaiser,
  board,
  countAnswered,
  countOpen,
  joinedBy,
  joinersOf,
  mineOf,
  onDesks,
  openByNumber,
  ownedBy,
  sharing,
  toDecide,
  withActionOf,
} from './store.ts'

const page = 50
/** An inbox longer than this is not read to its end by anybody; the most urgent come first. */
const inboxAtMost = 200

type Reason = InboxRow['why']
interface Needed {
  readonly row: MatterRecord
  readonly why: Reason
  readonly by: Date | null
  readonly standsInFor?: string
}

/** What needs the caller now, for himself or as somebody's deputy. A matter stands once, under its most pressing reason. */
export async function inbox(ctx: SignedIn): Promise<OutputOf<typeof listInbox>> {
  const { actor, db } = ctx
  const needed = await neededOf(ctx, himself(actor).grants, actor.personId)
  for (const row of await awaitingRaiser(db, actor.personId, inboxAtMost))
    needed.push({ row, why: row.state === 'waiting' ? 'reply' : 'judge', by: row.act_by })
  for (const [personId, name] of new Map(actor.standsIn?.map((one) => [one.personId, one.name] as const))) {
    const grants = actor.grants.filter((grant) => grant.of === personId)
    const his = await neededOf(ctx, grants, personId)
    const leads = await unitsById(
      db,
      his.map(({ row }) => row.at_unit_id),
    )
    const meant = ({ why, row }: Needed) =>
      (why !== 'handle' && why !== 'action') || worksFor(actor, personId, leads.get(row.at_unit_id)?.path ?? [])
    needed.push(...his.filter(meant).map((item) => ({ ...item, standsInFor: name })))
  }
  const once = [...new Map(needed.toReversed().map((item) => [item.row.id, item])).values()]
  once.sort((a, b) => (a.by?.getTime() ?? Number.MAX_SAFE_INTEGER) - (b.by?.getTime() ?? Number.MAX_SAFE_INTEGER))
  const rows = await rowsOf(
    db,
    once.map((item) => item.row),
    ctx.now,
  )
  return {
    rows: rows.map((row, i) => {
      const { why, by, standsInFor = null } = once[i]!
      return { ...row, why, by: by?.toISOString() ?? null, standsInFor }
    }),
  }
}

/** What needs a person with these roles: at his desks, and at those below where nobody sits; in hand; to be carried out. */
async function neededOf(ctx: SignedIn, grants: readonly Grant[], personId: string): Promise<Needed[]> {
  const { db } = ctx
  const needed: Needed[] = []
  const add = (rows: readonly MatterRecord[], why: (row: MatterRecord) => Reason) => {
    for (const row of rows) needed.push({ row, why: why(row), by: row.act_by })
  }
  for (const places of await placesOf(ctx, grants, 'superiorRoles')) {
    add(await toDecide(db, places, inboxAtMost), () => 'extension')
  }
  for (const places of await placesOf(ctx, grants, 'deskRoles')) {
    add(await onDesks(db, places, inboxAtMost), (row) => (row.must_decide ? 'decide' : 'route'))
  }
  add(await ownedBy(db, personId, inboxAtMost), () => 'handle')
  for (const { row, dueOn } of await withActionOf(db, personId, inboxAtMost)) {
    needed.push({ row, why: 'action', by: endOfLocalDay(ctx.calendar, dueOn) })
  }
  return needed
}

/** Where somebody with these roles works, and on which kinds: who routes suggestions does not read what is meant for others there. */
async function placesOf(
  ctx: SignedIn,
  grants: readonly Grant[],
  what: 'deskRoles' | 'superiorRoles',
): Promise<{ kinds: readonly string[]; unitIds: string[] }[]> {
  const places: { kinds: readonly string[]; unitIds: string[] }[] = []
  for (const { roles, kinds } of kindsByRoles(what)) {
    const held = grants.filter(({ role }) => roles.includes(role)).map(({ unitId }) => unitId)
    if (held.length === 0) continue
    places.push({ kinds, unitIds: await withVacant(ctx, held, roles) })
  }
  return places
}

export async function mine(ctx: SignedIn, input: ParsedInputOf<typeof listMine>): Promise<OutputOf<typeof listMine>> {
  const found = await mineOf(ctx.db, ctx.actor.personId, input.after ?? null, page + 1)
  return { rows: await rowsOf(ctx.db, found.slice(0, page), ctx.now), next: nextOf(found) }
}

/** The board of a unit the caller answers for, by default the highest one. */
export async function unitBoard(
  ctx: SignedIn,
  input: ParsedInputOf<typeof listBoard>,
): Promise<OutputOf<typeof listBoard>> {
  const { unit, unitIds } = await scopeOf(ctx, input.unitId)
  const found: MatterRecord[] = []
  // rows that match by terms but not by words, or that the caller may not see, are passed over until the page is full
  for await (const some of boardPieces(ctx, input, unitIds, page + 1)) {
    found.push(...some)
    if (found.length > page) break
  }
  return { rows: await rowsOf(ctx.db, found.slice(0, page), ctx.now), next: nextOf(found), unit }
}

type BoardInput = Pick<ParsedInputOf<typeof listBoard>, 'state' | 'kind' | 'late' | 'cameBack' | 'q' | 'after'>

/** All that the filters mean and the caller may see, read piece by piece, newest first. */
async function* boardPieces(
  ctx: SignedIn,
  input: BoardInput,
  unitIds: readonly string[] | null,
  limit: number,
): AsyncGenerator<MatterRecord[]> {
  const terms = input.q === undefined || input.q === '' ? null : searchQuery(input.q)
  if (input.q !== undefined && input.q !== '' && terms === null) return
  const numbers = numbersIn(ctx, input.q ?? '')
  let after = input.after ?? null
  for (;;) {
    const some = await board(ctx.db, {
      unitIds,
      states: input.state ?? null,
      kind: input.kind ?? null,
      lateBefore: input.late === undefined ? null : ctx.now,
      cameBack: input.cameBack !== undefined,
      terms,
      numbers,
      after,
      limit,
    })
    const meant = (row: MatterRecord) =>
      terms === null || numbers.includes(row.number) || matchesQuery(`${row.title} ${row.text}`, input.q ?? '')
    const found: MatterRecord[] = []
    for (const row of some) if (meant(row) && (await sees(ctx.actor, ctx.db, row))) found.push(row)
    yield found
    after = some.at(-1)?.id ?? null
    if (some.length < limit) return
  }
}

/** The rows of the whole board for a file, piece by piece. */
export async function* boardRows(ctx: SignedIn, input: BoardInput & { unitId?: string | undefined }) {
  const { unitIds } = await scopeOf(ctx, input.unitId)
  for await (const some of boardPieces(ctx, input, unitIds, 1_000)) yield rowsOf(ctx.db, some, ctx.now)
}

export async function boardCounts(
  ctx: SignedIn,
  input: ParsedInputOf<typeof countBoard>,
): Promise<OutputOf<typeof countBoard>> {
  const { unitIds } = await scopeOf(ctx, input.unitId)
  const kinds = allKinds().map(({ name, words }) => ({ name, ...words }))
  return { ...(await countsOf(ctx, unitIds)), kinds }
}

/** The same numbers for the unit of a wall screen. */
export async function wallCounts(ctx: SignedIn): Promise<OutputOf<typeof countWall>> {
  return countsOf(ctx, await reachOf(ctx, await unitOfWallScreen(ctx)))
}

async function countsOf(ctx: SignedIn, unitIds: readonly string[] | null) {
  const rows = await countOpen(ctx.db, unitIds, ctx.now)
  const states = Object.fromEntries([
    ...rows.map((row) => [row.state, row.n] as const),
    ['answered', await countAnswered(ctx.db, unitIds)] as const,
  ])
  return { states, late: rows.reduce((sum, row) => sum + row.late, 0) }
}

/** The numbers that a search may mean. */
function numbersIn(ctx: SignedIn, text: string): string[] {
  const prefixes = allKinds().map((kind) => kind.prefix)
  return numbersMeant(text, prefixes, Number(localDate(ctx.calendar, ctx.now).slice(0, 4)))
}

/** The unit and all below it; null for the ids where it is the whole company. */
async function scopeOf(ctx: SignedIn, wanted: string | undefined) {
  const granted = ctx.actor.grants.filter((grant) => boardRoles.includes(grant.role)).map((grant) => grant.unitId)
  const units = await unitsById(ctx.db, wanted === undefined ? granted : [wanted])
  const unit = [...units.values()].sort((a, b) => a.path.length - b.path.length)[0]
  if (unit === undefined) throw new Refusal('not_found', 'matters.unit_unknown')
  if (!holds(ctx.actor, boardRoles, unit)) throw new Refusal('forbidden', 'platform.not_allowed')
  return { unit: { id: unit.id, name: unit.name }, unitIds: await reachOf(ctx, unit) }
}

/** The ids of a unit and all below it; null where it is the whole company. */
async function reachOf(ctx: SignedIn, unit: Unit): Promise<string[] | null> {
  return unit.parentId === null ? null : unitsBelow(ctx.db, unit.id)
}

/** Open matters that read like a text; only what is open to the whole company. */
export async function similar(
  ctx: SignedIn,
  input: ParsedInputOf<typeof listSimilar>,
): Promise<OutputOf<typeof listSimilar>> {
  const numbers = numbersIn(ctx, input.text)
  const rows =
    numbers.length > 0
      ? (await openByNumber(ctx.db, numbers)).filter((row) => row.id !== input.except)
      : await alike(ctx, input)
  return { rows: await similarRows(ctx, rows) }
}

async function alike(ctx: SignedIn, input: ParsedInputOf<typeof listSimilar>): Promise<MatterRecord[]> {
  const terms = searchTerms(input.text)
    .filter((term) => [...term].length > 1)
    .slice(0, 60)
  if (terms.length < 2) return []
  const candidates = (await sharing(ctx.db, anyTerm(terms), 40)).filter((row) => row.id !== input.except)
  return candidates
    .map((row) => ({ row, likeness: similarity(terms, searchTerms(`${row.title} ${row.text}`)) }))
    .filter(({ likeness }) => likeness >= alikeFrom)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, 5)
    .map(({ row }) => row)
}

async function similarRows(ctx: SignedIn, ranked: readonly MatterRecord[]): Promise<SimilarRow[]> {
  const ids = ranked.map((row) => row.id)
  const [joiners, joined, units] = [
    await joinersOf(ctx.db, ids),
    await joinedBy(ctx.db, ctx.actor.personId, ids),
    await unitsById(
      ctx.db,
      ranked.map((row) => row.at_unit_id),
    ),
  ]
  return ranked.map((row) => ({
    id: row.id,
    number: row.number,
    title: row.title,
    text: row.text,
    state: row.state,
    unit: unitRef({ units }, row.at_unit_id),
    joiners: joiners.get(row.id) ?? 0,
    mine: row.raiser_id === ctx.actor.personId,
    joined: joined.has(row.id),
    dueAt: row.due_at?.toISOString() ?? null,
  }))
}

/** From this overlap on, two texts are shown as alike; below it they merely share a word. */
const alikeFrom = 0.3

/** Matters by id as rows of a list, for a domain whose facts they carry: whoever asks has been found to see them. */
export async function matterRows(ctx: SignedIn, db: Db, ids: readonly string[]): Promise<Map<string, MatterRow>> {
  const found = ids.length === 0 ? [] : await findMatters(db, ids)
  return new Map((await rowsOf(db, found, ctx.now)).map((row) => [row.id, row]))
}

async function rowsOf(db: Db, rows: readonly MatterRecord[], now: Date): Promise<MatterRow[]> {
  const units = await unitsById(
    db,
    rows.map((row) => row.at_unit_id),
  )
  const people = await peopleById(
    db,
    rows.map((row) => row.owner_id).filter((id) => id !== null),
  )
  const joiners = await joinersOf(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => rowView(row, { units, people }, joiners.get(row.id) ?? 0, now))
}

function nextOf(found: readonly MatterRecord[]): string | null {
  return found.length > page ? found[page - 1]!.id : null
}
