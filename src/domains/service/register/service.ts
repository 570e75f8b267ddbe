/** Entering households into the register, in bulk: places, nodes, then the households that hang on them. */
import type { Ctx } from '#platform/ctx.ts'
import { newId } from '#platform/id.ts'
import type { Printed } from '#platform/keys/reprint.ts'
import { inTransaction, record } from '#platform/record.ts'
import type { Keys } from '#platform/sealed.ts'
import { flatTerms, placeTerms } from '../address.ts'
import type { NodeKind, PlaceKind } from '../contract.ts'
import { phoneEndPrint, phonePrint, sealedHolder, sealedPhone } from '../holder.ts'
import { customerNoOf, phoneDigits, phoneEnd } from '../rules.ts'
import * as store from './store.ts'

/** A place under a key of the caller's own; parents stand before their children. */
export interface NewPlace {
  readonly key: string
  readonly parent: string | null
  readonly kind: PlaceKind
  readonly name: string
  readonly stationUnitId: string | null
}
/** A node under its code; parents stand before their children. */
export interface NewNode {
  readonly code: string
  readonly parent: string | null
  readonly kind: NodeKind
  readonly name: string
  readonly stationUnitId: string | null
}
export interface NewHousehold {
  readonly customerNo: string
  /** The key of its entrance, or of a building without any. */
  readonly place: string
  readonly flat: string
  readonly floor: number | null
  /** The code of its riser, or of its zone. */
  readonly node: string
  readonly stationUnitId: string
  /** Square metres. */
  readonly heatedArea: number
  readonly holder: string | null
  readonly phone: string | null
}
export interface NewRegister {
  readonly places: readonly NewPlace[]
  readonly nodes: readonly NewNode[]
  readonly households: readonly NewHousehold[]
}

/** Told after each five thousand households, and at the end, how many are written. */
export type Progress = (done: number) => void

const chunkRows = 5_000

/**
 * Writes the registers in one transaction, all or nothing; a later one may hang on an earlier one. They are taken one by one,
 * so that a whole company need not be in memory at once. Throws Error where a parent, a place or a node is not in them, and
 * where a phone is none; what the database refuses (a customer number twice) comes as its error.
 */
export function enter(
  ctx: Ctx,
  registers: Iterable<NewRegister>,
  onProgress: Progress = () => undefined,
): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const placed = new Map<string, Rooted<Leaf & NewPlace>>()
    const hung = new Map<string, Rooted<Leaf & NewNode>>()
    const termsOf = {
      place: remembered((key: string) => placeTerms(found(placed, key).line)),
      flat: remembered(flatTerms),
    }
    let done = 0
    let ready = nothing()
    const write = async () => {
      const { places, nodes, households } = ready
      ready = nothing()
      await store.insertPlaces(tx.db, places)
      await store.insertNodes(tx.db, nodes)
      await store.insertHouseholds(tx.db, households)
      done += households.length
      onProgress(done)
    }
    for (const { places, nodes, households } of registers) {
      for (const place of places) ready.places.push(rooted(placed, place))
      for (const node of nodes) ready.nodes.push(rooted(hung, { ...node, key: node.code }))
      for (const household of households) {
        ready.households.push({
          ...rowOf(ctx.keys, household),
          place_id: found(placed, household.place).id,
          node_id: found(hung, household.node).id,
          terms: [...termsOf.place(household.place), ...termsOf.flat(household.flat)],
        })
        if (ready.households.length === chunkRows) await write()
      }
    }
    await write()
    const counts = { places: placed.size, nodes: hung.size, households: done }
    record(tx, { act: 'service.register_entered', subject: { kind: 'register', id: newId() }, change: counts })
  })
}

interface Leaf {
  readonly key: string
  readonly parent: string | null
}
type Rooted<T> = T & {
  readonly id: string
  readonly parentId: string | null
  readonly path: readonly string[]
  readonly line: readonly T[]
}

/** With an id, the ids from the root down to it, and all that stand above it; made known to those after it. */
function rooted<T extends Leaf>(known: Map<string, Rooted<T>>, leaf: T): Rooted<T> {
  const above = leaf.parent === null ? null : found(known, leaf.parent)
  const id = newId()
  const one = {
    ...leaf,
    id,
    parentId: above?.id ?? null,
    path: [...(above?.path ?? []), id],
    line: [...(above?.line ?? []), leaf],
  }
  known.set(leaf.key, one)
  return one
}

/** What is written next, all at once: households hang on places and nodes that are there before them. */
const nothing = () => ({
  places: [] as Rooted<Leaf & NewPlace>[],
  nodes: [] as Rooted<Leaf & NewNode>[],
  households: [] as store.HouseholdRow[],
})

function found<T>(known: ReadonlyMap<string, T>, key: string): T {
  const one = known.get(key)
  if (one === undefined) throw new Error(`the register has no ${key}`)
  return one
}

/** What a household's row holds beside where it hangs. */
function rowOf(keys: Keys, household: NewHousehold): Omit<store.HouseholdRow, 'place_id' | 'node_id' | 'terms'> {
  const id = newId()
  const phone = household.phone === null ? null : sealedPhone(keys, id, digitsOf(household.phone))
  return {
    id,
    station_unit_id: household.stationUnitId,
    floor: household.floor,
    customer_no: customerNoOf(household.customerNo),
    flat: household.flat,
    heated_area: household.heatedArea,
    holder_sealed: household.holder === null ? null : sealedHolder(keys, id, household.holder).toString('hex'),
    phone_sealed: phone?.sealed.toString('hex') ?? null,
    phone_fingerprint: phone?.fingerprint.toString('hex') ?? null,
    phone_end_fingerprint: phone?.endFingerprint.toString('hex') ?? null,
  }
}

/** The fingerprints of holders' phones, to be printed anew under a new key. */
export const printedContacts: Printed = {
  table: 'service_household',
  row: 'id',
  column: 'phone_sealed',
  prints: (keys, digits) => ({
    phone_fingerprint: phonePrint(keys, digits),
    phone_end_fingerprint: phoneEndPrint(keys, phoneEnd(digits)),
  }),
}

function digitsOf(phone: string): string {
  const digits = phoneDigits(phone)
  if (digits === null) throw new Error(`not a phone: ${phone.length} characters`)
  return digits
}

/** Entrances and flat numbers come again and again. */
function remembered<T>(read: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>()
  return (key) => {
    const value = known.get(key) ?? read(key)
    known.set(key, value)
    return value
  }
}
