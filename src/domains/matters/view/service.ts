/** A matter as one viewer may see it: names hidden where he is not to know them, and the moves that are his. */
import { type PersonName, peopleById, type Unit, unitsById } from '#domains/org/service.ts'
import type { Actor } from '#platform/access.ts'
import type { Db } from '#platform/db.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import { clocksOf } from '../clock.ts'
import type { EventView, MatterRef, MatterRow, MatterView, Relation } from '../contract.ts'
import { cosignsOf } from '../cosign/rules.ts'
import { isFollower } from '../following/store.ts'
import { kindOf } from '../kinds.ts'
import { listPictures } from '../pictures/store.ts'
import { mayMake } from '../rules.ts'
import { aroundOf, handles, relationsOf, type Surroundings, standsTo, surroundingsOf } from '../standing/service.ts'
import {
  actionsById,
  type EventRecord,
  findMatter,
  findMatters,
  listEvents,
  listMerged,
  type MatterRecord,
  matterOf,
  signed,
} from '../store.ts'
import { linkedTo } from './store.ts'

/** Refuses, without saying that it exists, whoever stands in no relation to a matter. */
export function mustSee(relations: ReadonlySet<Relation>): void {
  if (relations.size === 0) throw new Refusal('not_found', 'matters.not_found')
}

export function view(ctx: SignedIn, input: { id: string }): Promise<MatterView> {
  return viewOf(ctx, ctx.db, input.id)
}

interface Names {
  readonly units: ReadonlyMap<string, Pick<Unit, 'name'>>
  readonly people: ReadonlyMap<string, Pick<PersonName, 'name'>>
}
/** What the events of a history name beside units and people. */
interface HistoryNames extends Names {
  /** The text of each action. */
  readonly actions: ReadonlyMap<string, string>
  /** The numbers of the matters it was merged into, split into, or is again. */
  readonly numbers: ReadonlyMap<string, string>
}

export const unitRef = (names: Pick<Names, 'units'>, id: string) => ({ id, name: names.units.get(id)?.name ?? '' })
const personRef = (names: Names, id: string) => ({ id, name: names.people.get(id)?.name ?? '' })

/**
 * Builds the view for the acting person; `db` is the running transaction where there is one. Who has just moved the matter
 * away from himself (returned it, handed it on) gets a last look, as he stood to it `before` the move.
 */
export async function viewOf(
  ctx: SignedIn,
  db: Db,
  id: string,
  before: ReadonlySet<Relation> = new Set(),
): Promise<MatterView> {
  const row = await findMatter(db, id)
  if (row === undefined) throw new Refusal('not_found', 'matters.not_found')
  const kind = kindOf(row.kind)
  const matter = matterOf(row)
  const near = await surroundingsOf(db, row)
  const standing = relationsOf(ctx.actor, kind, matter, near)
  const relations = standing.size > 0 ? standing : before
  mustSee(relations)
  const around = await aroundOf(ctx, db, kind, row, near, standing, null)
  const events = await listEvents(db, id)
  const links = await linkedTo(db, row)
  const linked = (wanted: (typeof links)[number]['link']) => links.filter(({ link }) => link === wanted)
  const parent = row.merged_into === null ? undefined : (await findMatters(db, [row.merged_into]))[0]
  const names = await namesOf(db, row, events, near, around.aboveUnitId)
  const knowsPeople = handles(relations)
  const clocks = clocksOf(
    kind,
    ctx.calendar,
    events.map((event) => ({ act: event.act, at: event.at, data: event.data as Record<string, unknown> })),
  )
  // a merged matter shows the outcome of the one it went into
  const outcome = row.state === 'merged' && parent !== undefined ? parent : row
  return {
    ...rowView(row, names, near.joiners.length, ctx.now),
    kindWords: kind.words,
    text: row.text,
    visibility: matter.visibility,
    fromOutside: row.raiser_id === null,
    raiser:
      (knowsPeople || relations.has('raiser')) && row.raiser_id !== null
        ? { ...personRef(names, row.raiser_id), unitName: unitRef(names, row.raised_unit_id).name }
        : null,
    mine: relations.has('raiser'),
    joined: relations.has('joiner'),
    following: hearsAnyway(relations) ? null : await isFollower(db, id, ctx.actor.personId),
    deskUnit: unitRef(names, row.desk_unit_id),
    leadUnit: row.lead_unit_id === null ? null : unitRef(names, row.lead_unit_id),
    answerableUnit: row.answerable_unit_id === null ? null : unitRef(names, row.answerable_unit_id),
    aboveUnit: around.aboveUnitId === null ? null : unitRef(names, around.aboveUnitId),
    handOnGoesUp: matter.handOns + 1 >= kind.handOnsBeforeSuperior,
    assisting: near.assisting.map((unitId) => unitRef(names, unitId)),
    mustDecide: row.must_decide,
    pausedSince: clocks.pausedSince?.toISOString() ?? null,
    question: row.state === 'waiting' ? lastQuestion(events) : null,
    extension:
      matter.extension === null || matter.extensionUntil === null
        ? null
        : {
            state: matter.extension,
            until: matter.extensionUntil,
            decider: row.decider_unit_id === null ? null : unitRef(names, row.decider_unit_id),
          },
    answer: answerView(outcome),
    verdict: matter.verdict,
    mergedInto: parent === undefined ? null : await refOf(ctx, db, parent),
    mergedFrom: await refsOf(ctx, db, await listMerged(db, id)),
    partOf: (await namedRefs(ctx, db, linked('part_of')))[0] ?? null,
    parts: await namedRefs(ctx, db, linked('part')),
    repeatOf: await repeatsOf(ctx, db, linked('repeat_of')),
    repeatedBy: await repeatsOf(ctx, db, linked('repeated_by')),
    cosign: cosignView(ctx, row, events),
    pictures: (await listPictures(db, id)).map((file) => ({ fileId: file.file_id, seq: file.seq })),
    actions: near.actions.map((action) => ({
      id: action.id,
      text: action.text,
      owner: personRef(names, action.owner_id),
      dueOn: action.due_on,
      doneAt: action.done_at?.toISOString() ?? null,
      doneNote: action.done_note,
      mine: action.owner_id === ctx.actor.personId,
    })),
    history: events.map((event) => eventView(event, names, knowsPeople, ctx.actor.personId)),
    seen: row.events,
    may: mayMake(kind, matter, around),
  }
}

/** Who hears of each step by what he is to the matter has no need to follow it. */
const hearsAnyway = (relations: ReadonlySet<Relation>): boolean =>
  (['raiser', 'joiner', 'owner'] as const).some((relation) => relations.has(relation))

/** Whether somebody stands in any relation to a matter. */
export async function sees(actor: Actor, db: Db, row: MatterRecord): Promise<boolean> {
  return (await standsTo(db, actor, [row])).has(row.id)
}

async function refOf(ctx: SignedIn, db: Db, row: MatterRecord): Promise<MatterRef> {
  const { id, number, title, state } = row
  return { id, number, title: (await sees(ctx.actor, db, row)) ? title : number, state }
}

async function namedRefs(ctx: SignedIn, db: Db, rows: readonly MatterRecord[]): Promise<MatterRef[]> {
  const refs: MatterRef[] = []
  for (const row of rows) refs.push(await refOf(ctx, db, row))
  return refs
}

async function repeatsOf(ctx: SignedIn, db: Db, rows: Awaited<ReturnType<typeof linkedTo>>) {
  const refs: MatterView['repeatOf'] = []
  for (const row of rows) {
    if (await sees(ctx.actor, db, row)) refs.push({ ...(await refOf(ctx, db, row)), byRaiser: row.by_raiser })
  }
  return refs
}

function cosignView(ctx: SignedIn, row: MatterRecord, events: readonly EventRecord[]): MatterView['cosign'] {
  if (row.state !== 'declined' || row.visibility !== 'company') return null
  const cosigns = cosignsOf(kindOf(row.kind), ctx.calendar, events.map(signed))
  if (cosigns === null || cosigns.until < ctx.now) return null
  const { signers, needed, until } = cosigns
  const mine = signers.has(ctx.actor.personId)
  return { more: Math.max(1, needed - signers.size), needed, until: until.toISOString(), mine }
}

/** Those of the matters that the caller may see. */
async function refsOf(ctx: SignedIn, db: Db, rows: readonly MatterRecord[]): Promise<MatterView['mergedFrom']> {
  const seen = await standsTo(db, ctx.actor, rows)
  return rows.filter(({ id }) => seen.has(id)).map(({ id, number, title }) => ({ id, number, title }))
}

type RowShown = Pick<
  MatterRecord,
  | 'id'
  | 'number'
  | 'kind'
  | 'title'
  | 'state'
  | 'raised_at'
  | 'due_at'
  | 'act_by'
  | 'level'
  | 'at_unit_id'
  | 'owner_id'
  | 'extension'
  | 'paused_since'
  | 'came_back'
>

/** A matter as a row of a list. */
export function rowView(row: RowShown, names: Names, joiners: number, now: Date): MatterRow {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    title: row.title,
    state: row.state,
    raisedAt: row.raised_at.toISOString(),
    dueAt: row.due_at?.toISOString() ?? null,
    actBy: row.act_by?.toISOString() ?? null,
    late: row.due_at !== null && row.state !== 'waiting' && row.paused_since === null && row.due_at < now,
    paused: row.paused_since !== null,
    level: row.level,
    unit: unitRef(names, row.at_unit_id),
    owner: row.owner_id === null ? null : personRef(names, row.owner_id),
    extensionAsked: row.extension === 'asked',
    joiners,
    cameBack: row.came_back,
  }
}

function answerView(row: MatterRecord): MatterView['answer'] {
  const { answerKind, answerText, promisedOn, policyRule } = matterOf(row)
  return answerKind === null || answerText === null
    ? null
    : {
        kind: answerKind,
        text: answerText,
        promisedOn,
        policyRule,
        byDomain: kindOf(row.kind).domainMoves.includes('answer'),
      }
}

export function lastQuestion(events: readonly EventRecord[]): string | null {
  const asked = events.findLast((event) => event.act === 'ask')
  const question = (asked?.data as { question?: unknown } | undefined)?.question
  return typeof question === 'string' ? question : null
}

/** What the raiser and those who joined did is shown without their names, except to those who handle the matter. */
function eventView(event: EventRecord, names: HistoryNames, knowsPeople: boolean, viewerId: string): EventView {
  const private_ = event.relation === 'raiser' || event.relation === 'joiner' || event.relation === 'colleague'
  const shown = event.by_person !== null && (!private_ || knowsPeople || event.by_person === viewerId)
  return {
    seq: event.seq,
    at: event.at.toISOString(),
    act: event.act,
    by: shown
      ? {
          name: names.people.get(event.by_person!)?.name ?? '',
          unitName: names.units.get(event.by_unit ?? '')?.name ?? '',
        }
      : null,
    relation: event.relation,
    data: withNames(event.data as Record<string, unknown>, names),
  }
}

/** Events name other matters by these: what it was merged into, split off from, or is again. */
const numbered = ['intoId', 'wholeId', 'againId', 'earlierId']

/** Adds to each id in an event's data what people read: `unitId` gets `unit`, `ownerId` gets `owner`, and so on. */
function withNames(data: Record<string, unknown>, names: HistoryNames): Record<string, unknown> {
  const named: Record<string, unknown> = { ...data }
  for (const [key, value] of Object.entries(data)) {
    if (key.endsWith('UnitIds') && Array.isArray(value))
      named[key.slice(0, -3)] = value.map((id) => names.units.get(String(id))?.name ?? '')
    else if (key.toLowerCase().endsWith('unitid')) named[key.slice(0, -2)] = names.units.get(String(value))?.name ?? ''
    else if (key === 'forId') named.for = names.people.get(String(value))?.name ?? ''
    else if (key === 'ownerId') named.owner = names.people.get(String(value))?.name ?? ''
    else if (key === 'actionId') named.action = names.actions.get(String(value)) ?? ''
    else if (key === 'partIds' && Array.isArray(value))
      named.parts = value.map((id) => names.numbers.get(String(id)) ?? '')
    else if (numbered.includes(key)) named[key.slice(0, -2)] = names.numbers.get(String(value)) ?? ''
  }
  return named
}

/** The data of single events with the names of the units and matters in them; people stay ids. */
export async function namedData(db: Db, events: readonly EventRecord[]): Promise<Record<string, unknown>[]> {
  const unitIds = new Set<string>()
  const matterIds = new Set<string>()
  for (const event of events) {
    for (const [key, value] of Object.entries(event.data as Record<string, unknown>)) {
      if (key.toLowerCase().endsWith('unitid') && typeof value === 'string') unitIds.add(value)
      if (key === 'intoId' && typeof value === 'string') matterIds.add(value)
    }
  }
  const merged = matterIds.size === 0 ? [] : await findMatters(db, [...matterIds])
  const names: HistoryNames = {
    units: await unitsById(db, [...unitIds]),
    people: new Map(),
    actions: new Map(),
    numbers: new Map(merged.map((matter) => [matter.id, matter.number])),
  }
  return events.map((event) => withNames(event.data as Record<string, unknown>, names))
}

/** The names of everything that the view mentions, each looked up once. */
async function namesOf(
  db: Db,
  row: MatterRecord,
  events: readonly EventRecord[],
  near: Surroundings,
  aboveUnitId: string | null,
): Promise<HistoryNames> {
  const unitIds = new Set<string>([row.at_unit_id])
  if (aboveUnitId !== null) unitIds.add(aboveUnitId)
  const personIds = new Set<string>(near.actions.map((action) => action.owner_id))
  const matterIds = new Set<string>()
  const actionIds = new Set<string>()
  for (const id of [row.raiser_id, row.owner_id]) if (id !== null) personIds.add(id)
  for (const event of events) {
    if (event.by_person !== null) personIds.add(event.by_person)
    if (event.by_unit !== null) unitIds.add(event.by_unit)
    for (const [key, value] of Object.entries(event.data as Record<string, unknown>)) {
      if (key.toLowerCase().endsWith('unitid') && typeof value === 'string') unitIds.add(value)
      if (key.endsWith('UnitIds') && Array.isArray(value)) for (const id of value) unitIds.add(String(id))
      if ((key === 'ownerId' || key === 'forId') && typeof value === 'string') personIds.add(value)
      if (numbered.includes(key) && typeof value === 'string') matterIds.add(value)
      if (key === 'partIds' && Array.isArray(value)) for (const id of value) matterIds.add(String(id))
      if (key === 'actionId' && typeof value === 'string') actionIds.add(value)
    }
  }
  for (const { id } of near.actions) actionIds.delete(id)
  const missing = [...unitIds].filter((id) => !near.units.has(id))
  const merged = matterIds.size === 0 ? [] : await findMatters(db, [...matterIds])
  return {
    units: new Map([...near.units, ...(await unitsById(db, missing))]),
    people: await peopleById(db, [...personIds]),
    actions: new Map([...near.actions, ...(await actionsById(db, [...actionIds]))].map(({ id, text }) => [id, text])),
    numbers: new Map(merged.map((matter) => [matter.id, matter.number])),
  }
}
