/** For floors above that tell people of matters: whom an event concerns, and what a reader may know of it when he reads. */
import { holdersAmong, holdersOf, type UnitHolder } from '#domains/org/service.ts'
import type { Role } from '#platform/access.ts'
import type { Db } from '#platform/db.ts'
import type { SignedIn } from '#platform/routes.ts'
import { type ClockEvent, runOf } from '../clock.ts'
import { clockRules, kindOf } from '../kinds.ts'
import { type EventRecord, findMatters } from '../store.ts'
import { namedData, sees } from '../view/service.ts'
import { type Concern, EventFacts, type MatterName } from './contract.ts'
import { handsAfter } from './rules.ts'
import {
  type ByMatter,
  eventsAt,
  followersOf,
  historiesOf,
  joinersOf,
  mattersOfNews,
  mergedInto,
  type NewsMatter,
  settledSince,
  whoHasSomething,
} from './store.ts'

export interface Concerned {
  readonly act: string
  readonly at: Date
  /** Who did it; null where the clock did. */
  readonly byPerson: string | null
  /** Nights and holidays count for this kind. */
  readonly aroundTheClock: boolean
  /** The matter that each of them knows: this one, or one that was merged into it. */
  readonly people: readonly { readonly matterId: string; readonly concern: Concern; readonly ids: readonly string[] }[]
}

type Wanted = readonly { readonly matterId: string; readonly seq: number }[]

/**
 * Whom each of these events concerns, as what: by who had the matter at that event. Null where there is no such event. However many
 * there are, it asks the database seven times.
 */
export async function concernedBy(db: Db, wanted: Wanted): Promise<(Concerned | null)[]> {
  const ids = idsOf(wanted)
  // nobody joins, follows or merges what is only being raised
  const known = idsOf(wanted.filter(({ seq }) => seq > 1))
  const matters = new Map((await mattersOfNews(db, ids)).map((row) => [row.id, row]))
  const histories = grouped(await historiesOf(db, ids), ({ matter_id }) => matter_id)
  const merged = grouped(await mergedInto(db, known), ({ merged_into }) => merged_into ?? '')
  const all = [...known, ...[...merged.values()].flat().map(({ id }) => id)]
  const people = { joiners: byMatter(await joinersOf(db, all)), followers: byMatter(await followersOf(db, known)) }
  const looks = wanted.map(({ matterId, seq }) => {
    const row = matters.get(matterId)
    const events = (histories.get(matterId) ?? []).filter((event) => event.seq <= seq)
    return row !== undefined && events.at(-1)?.seq === seq ? lookAt(row, events) : null
  })
  const units = new Set(looks.flatMap((look) => (look === null ? [] : [...look.assigned.units, ...look.above.units])))
  const holders = await holdersAmong(db, [...units])
  return looks.map((look) =>
    look === null ? null : concerned(look, { ...people, merged: merged.get(look.row.id) ?? [], holders }),
  )
}

const idsOf = (wanted: Wanted): string[] => [...new Set(wanted.map(({ matterId }) => matterId))]

/** The units whose people with these roles hear of it; where nobody has one of them, those with the others. */
interface Place {
  readonly units: readonly string[]
  readonly roles: readonly Role[]
  readonly others?: readonly Role[]
}

interface Look {
  readonly row: NewsMatter
  readonly event: EventRecord
  readonly own: string | null
  readonly assigned: Place
  readonly above: Place
  readonly aroundTheClock: boolean
}

/** `events` up to the one in question. */
function lookAt(row: NewsMatter, events: readonly EventRecord[]): Look {
  const event = events.at(-1)!
  const kind = kindOf(row.kind)
  const data = event.data as Record<string, unknown>
  const hands = handsAfter(events.map(clockEventOf))
  const byClock = event.relation === 'clock'
  const given = typeof data.ownerId === 'string' ? data.ownerId : null
  const assisting = Array.isArray(data.assistingUnitIds) ? data.assistingUnitIds : []
  const at = (units: readonly unknown[], roles: readonly Role[]): Place => ({
    units: units.filter((id) => typeof id === 'string'),
    roles,
  })
  const assigned =
    hands.leadUnitId === null
      ? { ...at([hands.deskUnitId], kind.receiverRoles), others: kind.deskRoles }
      : at([hands.leadUnitId, ...assisting], kind.leadRoles)
  return {
    row,
    event,
    own: byClock && hands.ownerId === null ? null : (given ?? hands.ownerId ?? hands.lastOwnerId),
    // while somebody owns it, the clock speaks to him alone
    assigned: (byClock && hands.ownerId !== null) || (event.act === 'raise' && !kind.tellsDesk) ? at([], []) : assigned,
    above: at([data.aboveUnitId ?? data.deciderUnitId], kind.superiorRoles),
    aroundTheClock: clockRules(kind, runOf(events.map(clockEventOf)).sort).answer.unit === 'hour',
  }
}

interface Around {
  readonly joiners: ReadonlyMap<string, readonly string[]>
  readonly followers: ReadonlyMap<string, readonly string[]>
  readonly merged: readonly { readonly id: string; readonly raiser_id: string | null }[]
  readonly holders: readonly UnitHolder[]
}

function concerned({ row, event, own, assigned, above, aroundTheClock }: Look, around: Around): Concerned {
  const { joiners, followers, merged, holders } = around
  const data = event.data as Record<string, unknown>
  const { act, at, by_person: byPerson } = event
  // one more co-signature is nobody's news before it opens the matter again
  if (act === 'cosign' && data.reopens !== true) return { act, at, byPerson, aroundTheClock, people: [] }
  const holding = ({ units, roles, others = [] }: Place): string[] => {
    const found = holders.filter((one) => units.includes(one.unitId) && roles.includes(one.role))
    if (found.length === 0 && others.length > 0) return holding({ units, roles: others })
    return found.map(({ personId }) => personId)
  }
  const entry = (matterId: string, concern: Concern, ids: readonly (string | null)[]) => ({
    matterId,
    concern,
    ids: ids.filter((id) => id !== null),
  })
  const people = [
    entry(row.id, 'own', [own]),
    entry(row.id, 'raised', [row.raiser_id]),
    entry(row.id, 'joined', joiners.get(row.id) ?? []),
    entry(row.id, 'above', holding(above)),
    entry(row.id, 'assigned', holding(assigned)),
    entry(row.id, 'follow', followers.get(row.id) ?? []),
    ...merged.flatMap(({ id, raiser_id }) => [
      entry(id, 'raised', [raiser_id]),
      entry(id, 'joined', joiners.get(id) ?? []),
    ]),
  ]
  return { act, at, byPerson, aroundTheClock, people }
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return groups
}

function byMatter(rows: readonly ByMatter[]): Map<string, string[]> {
  const groups = grouped(rows, ({ matter_id }) => matter_id)
  return new Map([...groups].map(([id, some]) => [id, some.map(({ person_id }) => person_id)]))
}

const clockEventOf = ({ act, at, data }: EventRecord): ClockEvent => ({ act, at, data: data as ClockEvent['data'] })

/** Those of the matters that the reader may see, by their names. */
export async function namesFor(ctx: SignedIn, ids: readonly string[]): Promise<ReadonlyMap<string, MatterName>> {
  const rows = ids.length === 0 ? [] : await findMatters(ctx.db, [...new Set(ids)])
  const names = new Map<string, MatterName>()
  for (const row of rows) {
    if (!(await sees(ctx.actor, ctx.db, row))) continue
    names.set(row.id, { id: row.id, number: row.number, title: row.title, state: row.state })
  }
  return names
}

/** What these events say, without people. The caller has made sure that the reader may see the matters. */
export async function factsOf(
  db: Db,
  wanted: readonly { readonly matterId: string; readonly seq: number }[],
): Promise<(matterId: string, seq: number) => EventFacts> {
  const events = wanted.length === 0 ? [] : await eventsAt(db, wanted)
  const named = await namedData(db, events)
  const facts = new Map(
    events.map((event, i) => [`${event.matter_id} ${event.seq}`, EventFacts.safeParse(named[i]).data ?? {}] as const),
  )
  return (matterId, seq) => facts.get(`${matterId} ${seq}`) ?? {}
}

const atMost = 20

/** What of the reader's own was settled since then. */
export async function settledFor(ctx: SignedIn, since: Date): Promise<MatterName[]> {
  const rows = await settledSince(ctx.db, ctx.actor.personId, since, atMost)
  const names = await namesFor(
    ctx,
    rows.map(({ id }) => id),
  )
  return rows.flatMap(({ id }) => names.get(id) ?? [])
}

/** Everybody who raised, joined, has or must route something that is open, or of whom something was settled since then. */
export async function peopleWithMatters(db: Db, since: Date): Promise<string[]> {
  const { people, desks } = await whoHasSomething(db, since)
  const holders = await Promise.all(desks.map((unit) => holdersOf(db, unit, ['secretary', 'leader', 'party_affairs'])))
  return [...new Set([...people, ...holders.flat()])]
}
