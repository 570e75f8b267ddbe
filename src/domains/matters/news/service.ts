/** For floors above that tell people of matters: whom an event concerns, and what a reader may know of it when he reads. */
import { holdersOf } from '#domains/org/service.ts'
import type { Db } from '#platform/db.ts'
import type { SignedIn } from '#platform/routes.ts'
import type { ClockEvent } from '../clock.ts'
import { listFollowers } from '../following/store.ts'
import { kindOf } from '../kinds.ts'
import { type EventRecord, findMatter, findMatters, listJoiners, listMerged } from '../store.ts'
import { namedData, sees } from '../view/service.ts'
import { type Concern, EventFacts, type MatterName } from './contract.ts'
import { handsAfter } from './rules.ts'
import { eventsAt, eventsUpTo, settledSince, whoHasSomething } from './store.ts'

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

/** Whom an event concerns, as what: by who had the matter at that event. Null where there is no such event. */
export async function concernedBy(db: Db, matterId: string, seq: number): Promise<Concerned | null> {
  const row = await findMatter(db, matterId)
  const events = await eventsUpTo(db, matterId, seq)
  const event = events.at(-1)
  if (row === undefined || event?.seq !== seq) return null
  const kind = kindOf(row.kind)
  const data = event.data as Record<string, unknown>
  const hands = handsAfter(events.map(clockEventOf))
  const given = typeof data.ownerId === 'string' ? data.ownerId : null
  const own = given ?? hands.ownerId ?? hands.lastOwnerId
  const at = async (unitId: unknown, roles: Parameters<typeof holdersOf>[2]): Promise<string[]> =>
    typeof unitId === 'string' ? holdersOf(db, unitId, roles) : []
  const assisting = Array.isArray(data.assistingUnitIds) ? data.assistingUnitIds : []
  // while somebody owns it, the clock speaks to him alone
  const assigned =
    event.relation === 'clock' && hands.ownerId !== null
      ? []
      : hands.leadUnitId === null
        ? await at(hands.deskUnitId, kind.deskRoles)
        : (await Promise.all([hands.leadUnitId, ...assisting].map((unit) => at(unit, kind.leadRoles)))).flat()
  // one more co-signature is nobody's news before it opens the matter again
  const silent = event.act === 'cosign' && data.reopens !== true
  const here = (concern: Concern, ids: readonly (string | null)[]) => ({
    matterId,
    concern,
    ids: ids.filter((id) => id !== null),
  })
  const merged = await listMerged(db, matterId)
  const those = await Promise.all(
    merged.map(async ({ id, raiser_id }) => [
      { matterId: id, concern: 'raised' as const, ids: raiser_id === null ? [] : [raiser_id] },
      { matterId: id, concern: 'joined' as const, ids: await listJoiners(db, id) },
    ]),
  )
  return {
    act: event.act,
    at: event.at,
    byPerson: event.by_person,
    aroundTheClock: kind.clocks.answer.unit === 'hour',
    people: silent
      ? []
      : [
          here('own', [event.relation === 'clock' && hands.ownerId === null ? null : own]),
          here('raised', [row.raiser_id]),
          here('joined', await listJoiners(db, matterId)),
          here('above', await at(data.aboveUnitId ?? data.deciderUnitId, kind.superiorRoles)),
          here('assigned', assigned),
          here('follow', await listFollowers(db, matterId)),
          ...those.flat(),
        ],
  }
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
