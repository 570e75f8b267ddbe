/**
 * The stage for the access table: two companies, somebody for each role at the same unit, and the units around it. Objects
 * are made where the table says: at the caller's own unit, below it, above it, at a foreign one, or in the other company.
 */
import type { Actor, Role } from '#platform/access.ts'
import type { Db } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import type { SignedIn } from '#platform/routes.ts'
import type { MatterView, Move } from '../../src/domains/matters/contract.ts'
import { act } from '../../src/domains/matters/service.ts'
import { findMatter } from '../../src/domains/matters/store.ts'
import { submit } from '../../src/domains/voice/service.ts'
import type { Column } from '../access.table.ts'
import { aPerson, aUnit, type TestUnit } from '../world/people.ts'
import type { World } from '../world/world.ts'

export const places = ['own', 'below', 'above', 'foreign', 'other'] as const
export type Place = (typeof places)[number]

/** Who asks: with his session, or nobody. */
export interface Caller {
  readonly column: Column
  readonly actor: Actor | null
  readonly as: { readonly cookie: string } | undefined
}

/** Who is at a place and never calls: they make what callers ask for. */
interface Locals {
  readonly unit: TestUnit
  readonly worker: Actor
  readonly secretary: Actor
  readonly dispatcher: Actor
}

export interface MatterWish {
  readonly visibility?: 'company' | 'handlers'
  readonly upTo?: 'received' | 'assigned' | 'extension' | 'answered' | 'declined'
  /** Who raises it; somebody at the place if absent. */
  readonly raiser?: Actor
  readonly pictures?: readonly string[]
  /** What it says; something that nobody has said before if absent. */
  readonly text?: string
  /** Raised so long ago that it is the most urgent of all. */
  readonly urgent?: boolean
}

export type Stage = Awaited<ReturnType<typeof openStage>>

export async function openStage(world: World) {
  const dbOf = (place: Place): Db => (place === 'other' ? world.other.db : world.db)
  const localsAt = async (db: Db, unit: TestUnit): Promise<Locals> => ({
    unit,
    worker: await aPerson(db, { unit }),
    secretary: await aPerson(db, { unit, roles: ['secretary', 'leader'] }),
    dispatcher: await aPerson(db, { unit, roles: ['dispatcher'] }),
  })
  const top = await aUnit(world.db, { name: '集团', kind: 'company' })
  const east = await aUnit(world.db, { under: top, name: '东城公司', kind: 'district' })
  const west = await aUnit(world.db, { under: top, name: '西城公司', kind: 'district' })
  const locals: Readonly<Record<Place, Locals>> = {
    above: await localsAt(world.db, top),
    own: await localsAt(world.db, east),
    below: await localsAt(world.db, await aUnit(world.db, { under: east, name: '东一所' })),
    foreign: await localsAt(world.db, await aUnit(world.db, { under: west, name: '西一所' })),
    other: await localsAt(world.other.db, await aUnit(world.other.db, { name: '邻城', kind: 'company' })),
  }

  /** Administrator and auditor are held for the whole company, everything else at the unit where its holder works. */
  const aHolder = (role: Role): Promise<Actor> => {
    const at = role === 'system_admin' || role === 'auditor' ? top : east
    return aPerson(world.db, { unit: east, roles: role === 'employee' ? [] : [{ role, at }] })
  }

  const aWallScreen = async ({ personId }: Actor): Promise<{ cookie: string }> => {
    const session = await world.signIn(personId, { kind: 'kiosk', secondFactorAt: null })
    const sessions = world.db.selectFrom('platform_session').select('id').where('person_id', '=', personId)
    const { id } = await sessions.executeTakeFirstOrThrow()
    const screen = { id: newId(), name: '大厅', unit_id: east.id, made_by: personId, made_at: world.now() }
    const shown = { ...screen, code_until: world.now(), session_id: id }
    await world.db.insertInto('platform_kiosk').values(shown).execute()
    return session
  }

  /** A caller whom nobody has seen before, with a new session. */
  const newCaller = async (column: Column): Promise<Caller> => {
    if (column === 'nobody') return { column, actor: null, as: undefined }
    const actor = await aHolder(column === 'kiosk' || column === 'owing' ? 'leader' : column)
    if (column === 'kiosk') return { column, actor, as: await aWallScreen(actor) }
    const proven = column === 'owing' ? { secondFactorAt: null } : {}
    return { column, actor, as: await world.signIn(actor.personId, proven) }
  }
  const callers = new Map<Column, Promise<Caller>>()

  const ctxAt = (place: Place, actor: Actor): Promise<SignedIn> => {
    const { tenant, db, calendar, keys } = place === 'other' ? world.other : world.home
    return world.ctxFor(actor, { tenant, db, calendar, keys })
  }
  const move = async (place: Place, id: string, by: Actor, wanted: Move): Promise<MatterView> => {
    const ctx = await ctxAt(place, by)
    const { events: seen } = (await findMatter(ctx.db, id))!
    return act(ctx, { id, seen, move: wanted })
  }
  let texts = 0
  /** Steps through twenty characters that meet each of them once, and no neighbours that another step has met. */
  const strides = [1, 3, 7, 9, 11, 13, 17, 19]

  return {
    world,
    locals,
    dbOf,
    ctxAt,
    newCaller,
    /** The same caller each time, for whatever does not use him up. */
    caller(column: Column): Promise<Caller> {
      const known = callers.get(column) ?? newCaller(column)
      callers.set(column, known)
      return known
    },

    /** A sentence that shares no two neighbouring characters with any other. */
    text(): string {
      const [at, stride] = [0x4e00 + (texts % 1_000) * 20, strides[Math.floor(texts / 1_000)]!]
      texts += 1
      return Array.from({ length: 20 }, (_, i) => String.fromCodePoint(at + ((i * stride) % 20))).join('')
    },

    /** A matter raised at a place and led as far as is wished; `events` is how many it has then. */
    async matter(place: Place, wish: MatterWish = {}): Promise<{ id: string; text: string; events: number }> {
      const { visibility = 'company', upTo = 'received', raiser, pictures = [] } = wish
      const { unit, worker, secretary } = locals[place]
      const text = wish.text ?? this.text()
      const said = { text, about: 'work', visibility, pictures: [...pictures] } satisfies Parameters<typeof submit>[1]
      const ctx = await ctxAt(place, raiser ?? worker)
      const { matterId: id } = await submit(wish.urgent ? { ...ctx, now: new Date('2026-11-02T02:00:00Z') } : ctx, said)
      const assign = { do: 'assign', unitId: unit.id, ownerId: worker.personId, assistingUnitIds: [] } satisfies Move
      if (upTo === 'received') return { id, text, events: 1 }
      if (upTo === 'declined') {
        await move(place, id, secretary, { do: 'decline', reason: '已有同样的安排，不再重复。' })
        return { id, text, events: 2 }
      }
      await move(place, id, secretary, assign)
      if (upTo === 'assigned') return { id, text, events: 2 }
      const last: Move =
        upTo === 'extension'
          ? { do: 'ask_extension', until: '2027-03-01', reason: '配件在途' }
          : { do: 'answer', kind: 'done', text: '已经办好，请您看看是否解决。' }
      await move(place, id, worker, last)
      return { id, text, events: 3 }
    },

    /** A matter of a place that is over. */
    async closed(place: Place): Promise<string> {
      return (await this.matter(place, { upTo: 'declined' })).id
    },

    /** Somebody at a place, as whom nobody calls. */
    person(place: Place, roles: readonly Role[] = []): Promise<Actor> {
      return aPerson(dbOf(place), { unit: locals[place].unit, roles })
    },

    /** How many acts have been recorded in the company of the tests. */
    async acts(): Promise<number> {
      const counted = world.db.selectFrom('platform_audit_entry').select((eb) => eb.fn.countAll<number>().as('n'))
      return (await counted.executeTakeFirstOrThrow()).n
    },
  }
}
