/** Readers of lists of matters: mine, board, similar. They show no name of a raiser. */
import { unitOfWallScreen } from '#domains/org/kiosk/service.ts'
import { highestOf, placesOfUnits } from '#domains/org/service.ts'
import { holds } from '#platform/access.ts'
import { localDate } from '#platform/calendar/calendar.ts'
import type { Db } from '#platform/db.ts'
import type { OutputOf, ParsedInputOf } from '#platform/endpoint.ts'
import { Memory } from '#platform/memory.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import { matchesQuery, searchQuery, searchTerms, similarity } from '#platform/search.ts'
import type { Tenant } from '#platform/tenant.ts'
import type { MatterRow, MatterState } from '../contract.ts'
import { allKinds } from '../kinds.ts'
import { standsTo } from '../standing/service.ts'
import { rowView } from '../view/service.ts'
import {
  boardRoles,
  type countBoard,
  type countWall,
  type listBoard,
  type listMine,
  type listSimilar,
  type SimilarRow,
} from './contract.ts'
import { numbersMeant, tellingTerms } from './rules.ts'
import { windowsBelow } from './search-spans.ts'
import {
  type Answered,
  answeredOutside,
  type BoardScope,
  commonTerms,
  countLate,
  countStates,
  inWindow,
  joinedBy,
  type ListRecord,
  mineOf,
  newest,
  openByNumber,
  rowsOf,
  sharing,
  walk,
  withNumber,
} from './store.ts'

const page = 50
export async function mine(ctx: SignedIn, input: ParsedInputOf<typeof listMine>): Promise<OutputOf<typeof listMine>> {
  return pageOf(await mineOf(ctx.db, ctx.actor.personId, input.after ?? null, page + 1), ctx.now)
}

/** The board of a unit the caller answers for, by default the highest one. */
export async function unitBoard(
  ctx: SignedIn,
  input: ParsedInputOf<typeof listBoard>,
): Promise<OutputOf<typeof listBoard>> {
  const { unit, unitIds } = await scopeOf(ctx, input.unitId)
  return { ...pageOf(await boardPiece(ctx, input, unitIds, input.after ?? null, page + 1), ctx.now), unit }
}

/** The rows of the whole board for a file, piece by piece. */
export async function* boardRows(ctx: SignedIn, input: BoardInput & { unitId?: string | undefined }) {
  const { unitIds } = await scopeOf(ctx, input.unitId)
  let after: string | null = null
  for (;;) {
    const some: ListRecord[] = await boardPiece(ctx, input, unitIds, after, pieceOfFile)
    yield some.map((row) => shown(row, ctx.now))
    if (some.length < pieceOfFile) return
    after = some.at(-1)!.id
  }
}

const pieceOfFile = 1_000

type BoardInput = Pick<ParsedInputOf<typeof listBoard>, 'state' | 'kind' | 'late' | 'cameBack' | 'q'>

/** The newest `limit` matters below `after` that the filters mean and the caller may see; fewer only where there are no more. */
function boardPiece(
  ctx: SignedIn,
  input: BoardInput,
  unitIds: readonly string[] | null,
  after: string | null,
  limit: number,
): Promise<ListRecord[]> {
  const scope: BoardScope = {
    unitIds,
    states: input.state ?? null,
    kind: input.kind ?? null,
    lateBefore: input.late === undefined ? null : ctx.now,
    cameBack: input.cameBack !== undefined,
    kinds: allKinds().map(({ name }) => name),
  }
  const q = input.q ?? ''
  return q === '' ? newestSeen(ctx, scope, after, limit) : searchSeen(ctx, scope, q, { after, limit })
}

async function newestSeen(
  ctx: SignedIn,
  scope: BoardScope,
  after: string | null,
  limit: number,
): Promise<ListRecord[]> {
  const found: ListRecord[] = []
  const asked = limit + unseen
  for (let from = after; ; ) {
    const some = await newest(ctx.db, scope, from, asked)
    found.push(...(await seenOf(ctx, some)))
    from = some.at(-1)?.id ?? null
    if (found.length >= limit || some.length < asked) return found.slice(0, limit)
  }
}

/** So many of a page its reader may usually not see; read with it, they spare a second look. */
const unseen = 10

/**
 * The same of what a search finds. First the newest matters are looked at one by one, which fills a page with any word that is
 * common; then, for a rarer one, the index of terms is asked from one window of time to the next.
 */
async function searchSeen(
  ctx: SignedIn,
  scope: BoardScope,
  q: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<ListRecord[]> {
  const terms = searchQuery(q)
  if (terms === null) return []
  const numbers = numbersIn(ctx, q)
  const found = new Map<string, ListRecord>()
  const keep = async (rows: readonly ListRecord[]) => {
    const meant = rows.filter((row) => numbers.includes(row.number) || matchesQuery(`${row.title} ${row.text}`, q))
    for (const row of await seenOf(ctx, meant)) found.set(row.id, row)
  }
  await keep(await withNumber(ctx.db, scope, numbers, after))
  const numbered = found.size
  const full = () => found.size - numbered >= limit
  let from = after
  do {
    const { rows, reached } = await walk(ctx.db, scope, terms, { from, look: walked, limit })
    await keep(rows)
    from = reached
    if (rows.length < limit) break // else the walk has ended early, at a page's worth of rows
  } while (from !== null && !full())
  for (const { spans, least } of from === null || full() ? [] : windowsBelow(from)) {
    for (let more = true; more && !full(); ) {
      const rows = await inWindow(ctx.db, scope, terms, { spans, from: from!, limit })
      await keep(rows)
      more = rows.length === limit
      from = more ? rows.at(-1)!.id : from
    }
    if (full()) break
    if (least < from!) from = least
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit)
}

/** How many of the newest matters a search looks at one by one: a word that one in ten says fills a page from them. */
const walked = 600

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
  const { id } = await unitOfWallScreen(ctx)
  const { parentId, below } = await reachOf(ctx, [id])
  return countsOf(ctx, parentId === null ? null : below)
}

const counted: readonly MatterState[] = ['received', 'assigned', 'waiting', 'promised', 'answered']

async function countsOf(ctx: SignedIn, unitIds: readonly string[] | null) {
  const [rows, late] = await Promise.all([countStates(ctx.db, unitIds, counted), countLate(ctx.db, unitIds, ctx.now)])
  return { states: { answered: 0, ...Object.fromEntries(rows.map(({ state, n }) => [state, n])) }, late }
}

/** The numbers that a search may mean. */
function numbersIn(ctx: SignedIn, text: string): string[] {
  const prefixes = allKinds().map((kind) => kind.prefix)
  return numbersMeant(text, prefixes, Number(localDate(ctx.calendar, ctx.now).slice(0, 4)))
}

/** The unit and all below it; null for the ids where it is the whole company. */
async function scopeOf(ctx: SignedIn, wanted: string | undefined) {
  const granted = ctx.actor.grants.filter((grant) => boardRoles.includes(grant.role)).map((grant) => grant.unitId)
  const unit = await reachOf(ctx, wanted === undefined ? granted : [wanted])
  if (!holds(ctx.actor, boardRoles, unit)) throw new Refusal('forbidden', 'platform.not_allowed')
  return { unit: { id: unit.id, name: unit.name }, unitIds: unit.parentId === null ? null : unit.below }
}

type Reach = NonNullable<Awaited<ReturnType<typeof highestOf>>>
const reaches = new WeakMap<Tenant, Memory<Reach>>()

/** The highest of these units and what lies below it; remembered for three seconds, as the roles are that lead to it. */
function reachOf(ctx: SignedIn, unitIds: readonly string[]): Promise<Reach> {
  const memory = reaches.get(ctx.tenant) ?? new Memory()
  reaches.set(ctx.tenant, memory)
  return memory.find(unitIds.join(), ctx.now, async () => {
    const unit = await highestOf(ctx.db, unitIds)
    if (unit === null) throw new Refusal('not_found', 'matters.unit_unknown')
    return unit
  })
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

const commonness = new WeakMap<Tenant, Memory<ReadonlyMap<string, number>>>()

async function alike(ctx: SignedIn, input: ParsedInputOf<typeof listSimilar>): Promise<ListRecord[]> {
  const terms = searchTerms(input.text)
    .filter((term) => [...term].length > 1)
    .slice(0, 60)
  if (terms.length < 2) return []
  const common = commonness.get(ctx.tenant) ?? new Memory()
  commonness.set(ctx.tenant, common)
  const telling = tellingTerms(terms, await common.find('', ctx.now, () => commonTerms(ctx.db)))
  const anyOf = telling.map((term) => `'${term.replace(/['\\]/g, '$&$&')}'`).join(' | ')
  const candidates = (await sharing(ctx.db, anyOf, 40)).filter((row) => row.id !== input.except)
  return candidates
    .map((row) => ({ row, likeness: similarity(terms, searchTerms(`${row.title} ${row.text}`)) }))
    .filter(({ likeness }) => likeness >= alikeFrom)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, 5)
    .map(({ row }) => row)
}

async function similarRows(ctx: SignedIn, ranked: readonly ListRecord[]): Promise<SimilarRow[]> {
  const joined = await joinedBy(
    ctx.db,
    ctx.actor.personId,
    ranked.map((row) => row.id),
  )
  return ranked.map((row) => ({
    id: row.id,
    number: row.number,
    title: row.title,
    text: row.text,
    state: row.state,
    unit: { id: row.at_unit_id, name: row.unit_name },
    joiners: row.joiners,
    mine: row.raiser_id === ctx.actor.personId,
    joined: joined.has(row.id),
    dueAt: row.due_at?.toISOString() ?? null,
  }))
}

/** From this overlap on, two texts are shown as alike; below it they merely share a word. */
const alikeFrom = 0.3

/** Matters by id as rows of a list, for a domain whose facts they carry: whoever asks has been found to see them. */
export async function matterRows(ctx: SignedIn, db: Db, ids: readonly string[]): Promise<Map<string, MatterRow>> {
  const found = ids.length === 0 ? [] : await rowsOf(db, ids)
  return new Map(found.map((row) => [row.id, shown(row, ctx.now)]))
}

/** What was raised from outside, answered before `before` and not judged, the longest first: for those who ask by telephone. */
export function awaitingVerdict(ctx: SignedIn, kind: string, before: Date, limit: number): Promise<Answered[]> {
  return answeredOutside(ctx.db, kind, before, limit)
}

/** Those that the caller may see. */
async function seenOf(ctx: SignedIn, rows: readonly ListRecord[]): Promise<ListRecord[]> {
  const seen = await standsTo(ctx.db, ctx.actor, rows, await placesOfUnits(ctx))
  return rows.filter(({ id }) => seen.has(id))
}

function shown(row: ListRecord, now: Date): MatterRow {
  const units = new Map([[row.at_unit_id, { name: row.unit_name }]])
  const people = new Map(row.owner_id === null ? [] : [[row.owner_id, { name: row.owner_name ?? '' }]])
  return rowView(row, { units, people }, row.joiners, now)
}

/** `found` is a page and one more, where there is more. */
function pageOf(found: readonly ListRecord[], now: Date): { rows: MatterRow[]; next: string | null } {
  return {
    rows: found.slice(0, page).map((row) => shown(row, now)),
    next: found.length > page ? found[page - 1]!.id : null,
  }
}
