/** Units and people of one's own for a test: rows as the roster would leave them. */
import type { Actor, Role, UnitPlace } from '#platform/access.ts'
import type { Db } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import { searchTerms } from '#platform/search.ts'
import { loadActor } from '../../src/domains/org/service.ts'

export interface TestUnit extends UnitPlace {
  readonly name: string
}

let made = 0
/** A text that no other of this test file has. */
const fresh = (word: string): string => `${word}${++made}`

/** A unit; without `under` a root of its own. */
export async function aUnit(
  db: Db,
  { under, name = fresh('单位'), kind = 'station' }: { under?: UnitPlace; name?: string; kind?: string } = {},
): Promise<TestUnit> {
  const id = newId()
  const path = [...(under?.path ?? []), id]
  await db
    .insertInto('org_unit')
    .values({ id, parent_id: under?.id ?? null, code: id.slice(-12), name, kind, path })
    .execute()
  return { id, path, name }
}

export interface PersonSpec {
  readonly unit: UnitPlace
  readonly name?: string
  /** Roles held at the own unit, or at another. */
  readonly roles?: readonly (Role | { readonly role: Role; readonly at: UnitPlace })[]
}

let grantedAt = Date.parse('2026-01-05T00:00:00Z')

/** An active person with roles, as access sees him. */
export async function aPerson(db: Db, { unit, name = fresh('张同志'), roles = [] }: PersonSpec): Promise<Actor> {
  const id = newId()
  const staffNo = `TEST${String(++made).padStart(6, '0')}`
  await db
    .insertInto('org_person')
    .values({ id, staff_no: staffNo, name, unit_id: unit.id, terms: termsOf(`${name} ${staffNo}`) })
    .execute()
  for (const given of roles) {
    const { role, at } = typeof given === 'string' ? { role: given, at: unit } : given
    grantedAt += 1_000 // in the order given, because the first granted answers for a unit
    await db
      .insertInto('org_role_grant')
      .values({ id: newId(), person_id: id, role, unit_id: at.id, granted_at: new Date(grantedAt) })
      .execute()
  }
  const actor = await loadActor(db, id)
  if (actor === null) throw new Error(`person ${id} was not made`)
  return actor
}

/** Lexemes as the text of a tsvector. */
function termsOf(text: string): string {
  return searchTerms(text)
    .map((term) => `'${term.replace(/['\\]/g, '$&$&')}'`)
    .join(' ')
}
