/** Tells the tales: each step is made by the product's own verb, in the name and at the time of whoever made it. */
import type { Move, MoveName } from '#domains/matters/contract.ts'
import { watchClocks } from '#domains/matters/escalation/service.ts'
import { actIn } from '#domains/matters/service.ts'
import { findMatter, listActions, type MatterRecord } from '#domains/matters/store.ts'
import { holdersOf, loadActor } from '#domains/org/service.ts'
import { submit } from '#domains/voice/service.ts'
import { type Actor, holdsAnywhere } from '#platform/access.ts'
import { addDays, localDate } from '#platform/calendar/calendar.ts'
import type { Ctx } from '#platform/ctx.ts'
import { inTransaction } from '#platform/record.ts'
import type { SignedIn } from '#platform/routes.ts'
import { companyName, type DemoCompany } from './company.ts'
import type { Step, Tale, ToldMove, Who } from './story.ts'

const dayMillis = 86_400_000
/** In days. The worker looks every minute; in a story once a day is enough. */
const looksEvery = 1
const deskRoles = ['secretary', 'leader', 'party_affairs'] as const

/** Where the people and units of the company are to be found in the database. */
export interface Cast {
  readonly unitId: (code: string) => string
  /** Read once: nobody changes posts while the story is told. */
  readonly actors: Map<string, Promise<Actor>>
  readonly personId: (unit: string, post: string, nth: number) => string
}

export async function castOf(ctx: Ctx, company: DemoCompany): Promise<Cast> {
  const units = new Map(
    (await ctx.db.selectFrom('org_unit').select(['id', 'code']).execute()).map((u) => [u.code, u.id]),
  )
  const people = new Map(
    (await ctx.db.selectFrom('org_person').select(['id', 'staff_no']).execute()).map((p) => [p.staff_no, p.id]),
  )
  const paths = new Map(company.units.map((u) => [u.code, u]))
  const pathOf = (code: string): string => {
    const unit = paths.get(code)
    if (unit === undefined) throw new Error(`the demo has no unit ${code}`)
    return unit.parent === '' ? companyName : `${pathOf(unit.parent)}/${unit.name}`
  }
  return {
    unitId: (code) => units.get(code) ?? missing(`unit ${code}`),
    actors: new Map(),
    personId: (unit, post, nth) => {
      const path = pathOf(unit)
      const found = company.people.filter((person) => person.unit === path && person.post === post)[nth]
      return people.get(found?.staffNo ?? '') ?? missing(`${post} ${nth} of ${unit}`)
    },
  }
}

function missing(what: string): never {
  throw new Error(`the demo has no ${what}`)
}

/** Tells all tales, the earliest step of all first, so that what one needs of another is there. */
export async function tellAll(ctx: Ctx, cast: Cast, tales: readonly Tale[], start: Date): Promise<void> {
  const told = new Map<string, string>()
  const turns = tales.flatMap((tale) => [
    { day: tale.day, run: () => raise(ctx, cast, tale, start).then((id) => told.set(tale.key, id)) },
    ...tale.steps.map((step) => ({ day: step.day, run: () => make(ctx, cast, told, tale, step, start) })),
  ])
  const first = Math.max(...turns.map(({ day }) => day))
  for (let day = first; day >= 0; day -= looksEvery) turns.push({ day, run: () => look(ctx, day, start) })
  turns.sort((a, b) => b.day - a.day)
  for (const turn of turns) await turn.run()
}

/** The clocks of matters, as the worker would have looked at them then. */
async function look(ctx: Ctx, day: number, start: Date): Promise<void> {
  await watchClocks({ ...ctx, now: new Date(start.getTime() - day * dayMillis), requestId: 'demo' })
}

export function ctxAt(ctx: Ctx, actor: Actor, day: number, start: Date): SignedIn {
  return { ...ctx, actor, now: new Date(start.getTime() - day * dayMillis), requestId: 'demo' }
}

export function actorBy(ctx: Ctx, { actors }: Cast, personId: string): Promise<Actor> {
  const loaded =
    actors.get(personId) ?? loadActor(ctx.db, personId).then((actor) => actor ?? missing(`person ${personId}`))
  actors.set(personId, loaded)
  return loaded
}

async function raise(ctx: Ctx, cast: Cast, tale: Tale, start: Date): Promise<string> {
  const actor = await actorBy(ctx, cast, cast.personId(tale.by.unit, tale.by.post, tale.by.nth ?? 0))
  const receipt = await submit(ctxAt(ctx, actor, tale.day, start), {
    text: tale.text,
    about: tale.about,
    visibility: tale.visibility ?? 'company',
    pictures: [],
  })
  return receipt.matterId
}

async function make(
  ctx: Ctx,
  cast: Cast,
  told: ReadonlyMap<string, string>,
  tale: Tale,
  step: Step,
  start: Date,
): Promise<void> {
  const row = await findMatter(ctx.db, told.get(tale.key)!)
  if (row === undefined) return missing(`matter ${tale.key}`)
  const actor = await actorBy(ctx, cast, await personOf(ctx, cast, row, step.who))
  const at = ctxAt(ctx, actor, step.day, start)
  const move = await fillIn(at, cast, told, row, step.move)
  try {
    await inTransaction(at, (tx) => actIn(tx, at, { id: row.id, seen: row.events, move }))
  } catch (error) {
    throw new Error(`demo tale ${tale.key}, ${step.move.do} on day ${step.day}: ${String(error)}`, { cause: error })
  }
}

async function personOf(ctx: Ctx, cast: Cast, row: MatterRecord, who: Who): Promise<string> {
  if (typeof who !== 'string') return cast.personId(who.unit, who.post, who.nth ?? 0)
  if (who === 'raiser') return row.raiser_id ?? missing('raiser')
  if (who === 'owner') return row.owner_id ?? missing('owner')
  const unitId = who === 'desk' ? row.desk_unit_id : (row.decider_unit_id ?? missing('decider'))
  const holders = await holdersOf(ctx.db, unitId, deskRoles)
  const first = holders.find((id) => id !== row.raiser_id) ?? missing('holder at the desk')
  return holdsAnywhere(await actorBy(ctx, cast, first), deskRoles) ? first : missing('holder at the desk')
}

async function fillIn(
  at: SignedIn,
  cast: Cast,
  told: ReadonlyMap<string, string>,
  row: MatterRecord,
  move: ToldMove,
): Promise<Move> {
  const day = (days: number) => addDays(localDate(at.calendar, at.now), days)
  const filled: { readonly [N in MoveName]?: () => Promise<Move> | Move } = {
    assign: () => {
      const { unit, assisting, note } = move as Extract<ToldMove, { do: 'assign' }>
      return { do: 'assign', unitId: cast.unitId(unit), assistingUnitIds: (assisting ?? []).map(cast.unitId), note }
    },
    hand_on: () => {
      const { unit, reason } = move as Extract<ToldMove, { do: 'hand_on' }>
      return { do: 'hand_on', unitId: cast.unitId(unit), reason }
    },
    merge: () => {
      const { into, reason } = move as Extract<ToldMove, { do: 'merge' }>
      return { do: 'merge', intoId: told.get(into) ?? missing(into), reason }
    },
    plan_action: () => {
      const { text, inDays } = move as Extract<ToldMove, { do: 'plan_action' }>
      return { do: 'plan_action', text, ownerId: row.owner_id!, dueOn: day(inDays) }
    },
    finish_action: async () => {
      const open = (await listActions(at.db, row.id)).find((action) => action.done_at === null)
      return {
        do: 'finish_action',
        actionId: open?.id ?? missing('open action'),
        note: (move as Extract<ToldMove, { do: 'finish_action' }>).note,
      }
    },
    ask_extension: () => {
      const { inDays, reason } = move as Extract<ToldMove, { do: 'ask_extension' }>
      return { do: 'ask_extension', until: day(inDays), reason }
    },
    answer: () => {
      const { kind, text, inDays, rule } = move as Extract<ToldMove, { do: 'answer' }>
      return { do: 'answer', kind, text, promisedOn: inDays === undefined ? undefined : day(inDays), policyRule: rule }
    },
  }
  return (await filled[move.do]?.()) ?? (move as Move)
}
