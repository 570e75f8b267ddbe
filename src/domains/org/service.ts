/** Org verbs and readers: units as a tree, people, roles. */
import type { Actor, Role, UnitPlace } from '#platform/access.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Db } from '#platform/db.ts'
import type { Printed } from '#platform/keys/reprint.ts'
import { Memory } from '#platform/memory.ts'
import { fingerprint, type Keys, open, seal } from '#platform/sealed.ts'
import type { Tenant } from '#platform/tenant.ts'
import { phoneOf, staffNoOf } from './rules.ts'
import {
  countOpenUnits,
  findActor,
  findByLogin,
  holdersAt,
  type NamedPlace,
  type PersonName,
  phoneSealed,
  savePhone,
  selectHighest,
  selectHoldersAmong,
  selectLeft,
  selectNearestHolding,
  selectPeople,
  selectPlaces,
  selectUnits,
  selectUnitsBelow,
  type Unit,
  type UnitHolder,
  unitsWith,
} from './store.ts'

export type { PersonName, Unit } from './store.ts'

/**
 * The person behind a session, with unit path and live roles; null if unknown or no longer employed. With a local day also
 * what he may do on it as somebody's deputy.
 */
export function loadActor(db: Db, personId: string, today: string | null = null): Promise<Actor | null> {
  return findActor(db, personId, today)
}

/** Units by id, closed ones included, because history names them. */
export async function unitsById(db: Db, ids: readonly string[]): Promise<Map<string, Unit>> {
  if (ids.length === 0) return new Map()
  return new Map((await selectUnits(db, [...new Set(ids)])).map((unit) => [unit.id, unit]))
}

/** True if every id is that of a unit that exists and is not closed. */
export async function areOpenUnits(db: Db, ids: readonly string[]): Promise<boolean> {
  const once = [...new Set(ids)]
  return once.length === 0 || (await countOpenUnits(db, once)) === once.length
}

/** People by id, former ones included, because history names them. */
export async function peopleById(db: Db, ids: readonly string[]): Promise<Map<string, PersonName>> {
  if (ids.length === 0) return new Map()
  return new Map((await selectPeople(db, [...new Set(ids)])).map((person) => [person.id, person]))
}

/** Who asks: of which tenant, reading by which connection, when. */
type Asker = Pick<Ctx, 'tenant' | 'db' | 'now'>

const desks = new WeakMap<Tenant, Memory<ReadonlyMap<string, NamedPlace>>>()

/** The units of a path at which somebody active holds one of the roles exactly there, nearest first. */
export async function desksOnPath(
  asker: Asker,
  path: readonly string[],
  roles: readonly Role[],
): Promise<NamedPlace[]> {
  const all = await heldUnits(asker, roles)
  return path.flatMap((id) => all.get(id) ?? []).reverse()
}

function heldUnits(asker: Asker, roles: readonly Role[]): Promise<ReadonlyMap<string, NamedPlace>> {
  const memory = desks.get(asker.tenant) ?? new Memory()
  desks.set(asker.tenant, memory)
  return memory.find(roles.join(), asker.now, async () => {
    return new Map((await unitsWith(asker.db, roles)).map((unit) => [unit.id, unit]))
  })
}

/** The unit itself or the nearest above it at which somebody active holds one of the roles exactly there. */
export async function nearestUnitWith(
  asker: Asker,
  place: UnitPlace,
  roles: readonly Role[],
): Promise<NamedPlace | null> {
  return (await desksOnPath(asker, place.path, roles))[0] ?? null
}

/** As `nearestUnitWith`, but strictly above the unit. */
export async function nearestUnitAboveWith(
  asker: Asker,
  place: UnitPlace,
  roles: readonly Role[],
): Promise<NamedPlace | null> {
  return (await desksOnPath(asker, place.path.slice(0, -1), roles))[0] ?? null
}

/** As `nearestUnitWith`, but as it is at this moment, closed units included; for use inside of a transaction. */
export function nearestHolding(db: Db, path: readonly string[], roles: readonly Role[]): Promise<string | null> {
  return selectNearestHolding(db, path, roles)
}

const everyUnit = new WeakMap<Tenant, Memory<ReadonlyMap<string, UnitPlace>>>()

/** Where every unit stands, by id, closed ones included because history names them. */
export function placesOfUnits(asker: Asker): Promise<ReadonlyMap<string, UnitPlace>> {
  const memory = everyUnit.get(asker.tenant) ?? new Memory()
  everyUnit.set(asker.tenant, memory)
  return memory.find('', asker.now, async () => {
    return new Map((await selectPlaces(asker.db)).map((unit) => [unit.id, unit]))
  })
}

/**
 * These units and those below them at which nobody active holds one of the roles and which have nobody nearer: what comes there
 * comes to these, so that nothing waits for a chair that is empty. Closed units included, because their matters remain.
 */
export async function withVacant(asker: Asker, unitIds: readonly string[], roles: readonly Role[]): Promise<string[]> {
  const units = [...(await placesOfUnits(asker)).values()]
  const held = new Set((await heldUnits(asker, roles)).keys())
  const vacant = units.filter(({ id, path }) => {
    const nearest = path.findLast((above) => held.has(above))
    return !held.has(id) && nearest !== undefined && unitIds.includes(nearest)
  })
  return [...new Set([...unitIds, ...vacant.map((unit) => unit.id)])]
}

/** Which of these people have left. */
export async function leftAmong(db: Db, ids: readonly string[]): Promise<Set<string>> {
  return new Set(ids.length === 0 ? [] : await selectLeft(db, ids))
}

/** The ids of a unit and all below it, closed ones included, because their matters remain. */
export function unitsBelow(db: Db, unitId: string): Promise<string[]> {
  return selectUnitsBelow(db, unitId)
}

/** The highest of these units with the ids of itself and all below it, closed ones included because their matters remain; null: none. */
export function highestOf(
  db: Db,
  ids: readonly string[],
): Promise<(Unit & { readonly below: readonly string[] }) | null> {
  return selectHighest(db, ids)
}

/** Who answers for the unit: its leader, else its secretary, the earliest granted first; null if it has neither. */
export async function headOf(db: Db, unitId: string): Promise<PersonName | null> {
  return (await holdersAt(db, unitId, ['leader', 'secretary']))[0] ?? null
}

/** The ids of the active people who hold one of the roles at exactly this unit, each once. */
export async function holdersOf(db: Db, unitId: string, roles: readonly Role[]): Promise<string[]> {
  return [...new Set((await holdersAt(db, unitId, roles)).map((person) => person.id))]
}

export type { UnitHolder }
/** Who holds which role at exactly these units, active people only. */
export function holdersAmong(db: Db, unitIds: readonly string[]): Promise<UnitHolder[]> {
  return unitIds.length === 0 ? Promise.resolve([]) : selectHoldersAmong(db, unitIds)
}

/** The active person who signs in by this staff number or phone, or null. */
export function personByLogin(db: Db, keys: Keys, login: string): Promise<PersonName | null> {
  return findByLogin(db, staffNoOf(login), fingerprintOfPhone(keys, login))
}

/** Under which purpose phones are fingerprinted. */
export const phonePurpose = 'org_person.phone'

function fingerprintOfPhone(keys: Keys, text: string): Buffer | null {
  const phone = phoneOf(text)
  return phone === null ? null : fingerprint(keys, phonePurpose, phone)
}

/** How a phone is kept: sealed for its row, and findable by a keyed fingerprint of its digits. */
export function sealedPhone(keys: Keys, personId: string, digits: string): { sealed: Buffer; fingerprint: Buffer } {
  return {
    sealed: seal(keys, { table: 'org_person', column: 'phone_sealed', row: personId }, digits),
    fingerprint: fingerprint(keys, phonePurpose, digits),
  }
}

/** The fingerprints of phones, to be printed anew under a new key. */
export const printedPhones: Printed = {
  table: 'org_person',
  row: 'id',
  column: 'phone_sealed',
  prints: (keys, digits) => ({ phone_fingerprint: fingerprint(keys, phonePurpose, digits) }),
}

/** The digits of a person's phone, or null if none is known. For channels and for who has given a reason. */
export async function phoneOfPerson(db: Db, keys: Keys, personId: string): Promise<string | null> {
  const sealed = await phoneSealed(db, personId)
  return sealed === null ? null : open(keys, { table: 'org_person', column: 'phone_sealed', row: personId }, sealed)
}

/** Sets or removes a phone inside a running transaction; `digits` as `phoneOf` gives them. */
export function setPhone(db: Db, keys: Keys, personId: string, digits: string | null): Promise<void> {
  return savePhone(db, personId, digits === null ? null : sealedPhone(keys, personId, digits))
}
