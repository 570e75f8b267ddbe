/**
 * Access: who may do what. A role is granted to a person at a unit and holds for everything below it.
 * Pure: tables and verdicts, no database.
 */

/** When a role must show its second factor (ASVS 5.0, 6.3.3): at each sign-in, once a device for 30 days, or never. */
export type SecondFactor = 'each_sign_in' | 'device_30_days' | 'none'

/**
 * The roles of the product. `employee` is held by every active person at the own unit and never granted.
 * `console` says who enters the desktop console; `readsContent: false` says who runs the system without reading people's words.
 */
export const roles = {
  employee: { console: false, secondFactor: 'none', readsContent: true },
  secretary: { console: true, secondFactor: 'each_sign_in', readsContent: true },
  leader: { console: true, secondFactor: 'each_sign_in', readsContent: true },
  party_affairs: { console: true, secondFactor: 'each_sign_in', readsContent: true },
  hr: { console: true, secondFactor: 'each_sign_in', readsContent: false },
  union: { console: true, secondFactor: 'each_sign_in', readsContent: true },
  discipline: { console: true, secondFactor: 'each_sign_in', readsContent: true },
  hotline: { console: true, secondFactor: 'device_30_days', readsContent: false },
  dispatcher: { console: true, secondFactor: 'device_30_days', readsContent: false },
  grid_keeper: { console: false, secondFactor: 'device_30_days', readsContent: false },
  repairer: { console: false, secondFactor: 'device_30_days', readsContent: false },
  auditor: { console: true, secondFactor: 'each_sign_in', readsContent: false },
  system_admin: { console: true, secondFactor: 'each_sign_in', readsContent: false },
} as const satisfies Record<string, { console: boolean; secondFactor: SecondFactor; readsContent: boolean }>

export type Role = keyof typeof roles
export const roleNames = Object.keys(roles) as [Role, ...Role[]]

/** A unit as access sees it: its id and the ids of all units from the root down to itself. */
export interface UnitPlace {
  readonly id: string
  readonly path: readonly string[]
}

export interface Grant {
  readonly role: Role
  readonly unitId: string
  /** Whose role it is, where the actor has it for some days as that person's deputy; absent: his own. */
  readonly of?: string
}

/** Somebody whose own work the actor does today as his deputy. */
export interface StandIn {
  readonly personId: string
  readonly name: string
  /** Of which unit and below; null: all of his work. */
  readonly unitId: string | null
}

/** The person behind a request, as far as access needs to know. */
export interface Actor {
  readonly personId: string
  readonly name: string
  readonly staffNo: string
  readonly unit: UnitPlace
  readonly grants: readonly Grant[]
  readonly standsIn?: readonly StandIn[]
}

/** The actor without what he may do as somebody's deputy. */
export function himself(actor: Actor): Actor {
  return { ...actor, grants: actor.grants.filter((grant) => grant.of === undefined), standsIn: [] }
}

/** On whose behalf the actor does what he may do only as a deputy; null where his own standing suffices. `may` judges an actor. */
export function onBehalfOf(actor: Actor, may: (as: Actor) => boolean): string | null {
  const standsIn = actor.standsIn ?? []
  const own = himself(actor)
  if (standsIn.length === 0 || may(own)) return null
  const found = standsIn.find(({ personId }) =>
    may({
      ...own,
      grants: [...own.grants, ...actor.grants.filter((grant) => grant.of === personId)],
      standsIn: standsIn.filter((one) => one.personId === personId),
    }),
  )
  return found?.personId ?? null
}

/** True if the actor is this person, or does his work today at a unit with this path. */
export function worksFor(actor: Actor, personId: string | null, path: readonly string[]): boolean {
  if (personId === null) return false
  if (actor.personId === personId) return true
  const standsIn = actor.standsIn ?? []
  return standsIn.some((one) => one.personId === personId && (one.unitId === null || path.includes(one.unitId)))
}

/** True if the actor holds one of the roles at the unit itself or anywhere above it. */
export function holds(actor: Actor, wanted: readonly Role[], unit: UnitPlace): boolean {
  return actor.grants.some((g) => wanted.includes(g.role) && unit.path.includes(g.unitId))
}

/** True if the actor holds one of the roles strictly above the unit. */
export function holdsAbove(actor: Actor, wanted: readonly Role[], unit: UnitPlace): boolean {
  return actor.grants.some((g) => wanted.includes(g.role) && g.unitId !== unit.id && unit.path.includes(g.unitId))
}

/** True if the actor holds one of the roles at any unit at all. */
export function holdsAnywhere(actor: Actor, wanted: readonly Role[]): boolean {
  return wanted.includes('employee') || actor.grants.some((g) => wanted.includes(g.role))
}

/** The strictest second factor that any of the roles asks for. */
export function secondFactorOf(granted: readonly Role[]): SecondFactor {
  const asked = granted.map((role) => roles[role].secondFactor)
  if (asked.includes('each_sign_in')) return 'each_sign_in'
  return asked.includes('device_30_days') ? 'device_30_days' : 'none'
}
