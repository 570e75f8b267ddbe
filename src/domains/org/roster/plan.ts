/** What a roster file would change in the company as it is now. Pure: the same file and company give the same plan. */
import type { Role } from '#platform/access.ts'
import type { PartyStatus } from '../contract.ts'
import { changeOf, leaving } from './person-change.ts'
import { lastAdminGone, lostZeros, phonesTwice } from './plan-checks.ts'
import { error, inFileOrder, type Place, type Problem } from './problem.ts'
import type { Reading, RosterPerson } from './reading.ts'
import type { PeopleField } from './table.ts'
import { PlannedTree, type StateUnit, type UnitPlan } from './unit-plan.ts'

export interface StatePerson {
  readonly id: string
  readonly staffNo: string
  readonly name: string
  readonly unitId: string
  /** The fingerprint of the phone in hexadecimal, or null. */
  readonly phone: string | null
  readonly party: PartyStatus
  readonly leftOn: string | null
  readonly posts: readonly { readonly id: string; readonly unitId: string; readonly title: string }[]
  readonly grants: readonly StateGrant[]
}
export interface StateGrant {
  readonly id: string
  readonly role: Role
  readonly unitId: string
  readonly source: 'console' | 'roster'
}

/** The company as it is: all units and all people, former ones included. */
export interface RosterState {
  readonly units: readonly StateUnit[]
  readonly people: readonly StatePerson[]
}

export interface PlanTerms {
  /** People who are not in the file leave. Otherwise they are only listed. */
  readonly absentLeave: boolean
  /** The fingerprint of a phone in hexadecimal. */
  readonly phonePrint: (digits: string) => string
  /** Who imports; null on the command line, where whoever has the machine may do everything. */
  readonly importer: { readonly personId: string; readonly isSystemAdmin: boolean } | null
}

export type ChangeKind = 'new' | 'rejoined' | 'moved' | 'changed' | 'left'

/** What becomes of one person. Units by key: an id, or `new:…` for a unit that the plan adds. */
export interface PersonChange {
  readonly kind: ChangeKind
  /** null for a new person. */
  readonly personId: string | null
  readonly line: number | null
  readonly staffNo: string
  readonly before: Facts | null
  readonly after: Facts
  /** The new phone; null takes it away; absent leaves it. */
  readonly phone?: string | null
  readonly postsEnd: readonly { readonly id: string; readonly unit: string; readonly title: string }[]
  readonly postsBegin: readonly { readonly unit: string; readonly title: string }[]
  readonly grants: readonly { readonly role: Role; readonly unit: string }[]
  readonly revokes: readonly { readonly id: string; readonly role: Role; readonly unit: string }[]
}
export interface Facts {
  readonly name: string
  readonly unit: string
  readonly party: PartyStatus
  readonly hasPhone: boolean
  readonly left: boolean
  /** The day of leaving as the file has it; null with `left` means the day of the import. */
  readonly leftOn: string | null
}

export interface Plan {
  readonly problems: readonly Problem[]
  readonly units: UnitPlan
  readonly people: readonly PersonChange[]
  /** Active people who are not in the file and stay. */
  readonly absent: readonly { readonly staffNo: string; readonly name: string; readonly unit: string }[]
  readonly unchanged: number
  /** The names of units from the top down, for every key that the plan mentions. */
  readonly unitNames: Readonly<Record<string, string>>
}

/** What one row needs to know while its change is worked out. */
export interface PlanDesk {
  readonly tree: PlannedTree
  readonly terms: PlanTerms
  readonly problems: Problem[]
  readonly at: (person: { readonly line: number | null }, field: PeopleField) => Place
}

export function planRoster(reading: Reading, state: RosterState, terms: PlanTerms): Plan {
  const problems = [...reading.problems]
  const tree = new PlannedTree(state.units)
  tree.take(reading.units ?? [], reading.unitSheet, problems)
  const { sheet, columns } = reading.peopleSheet
  const at: PlanDesk['at'] = ({ line }, field) => ({ sheet, line, column: columns[field] ?? null })
  const desk: PlanDesk = { tree, terms, problems, at }

  const known = new Map(state.people.map((person) => [person.staffNo, person]))
  const rows = withoutRepeats(reading.people ?? [], desk)
  const zeros = lostZeros(rows, known, at)
  problems.push(...zeros)
  const changes: PersonChange[] = []
  let unchanged = 0
  for (const row of rows) {
    const change = changeOf(row, known.get(row.staffNo) ?? null, desk)
    if (change === null) unchanged += 1
    else changes.push(change)
  }
  const named = new Set(rows.map((row) => row.staffNo))
  const missing = state.people.filter((person) => person.leftOn === null && !named.has(person.staffNo))
  const absent = reading.people === null ? [] : missing
  if (terms.absentLeave) {
    for (const person of absent) changes.push(leaving(person, null, null, desk))
  }
  problems.push(...phonesTwice(rows, changes, state.people, terms.phonePrint, at))
  problems.push(...lastAdminGone(changes, state.people))

  const units = tree.plan()
  return {
    problems: inFileOrder(problems),
    units,
    people: changes,
    absent: terms.absentLeave ? [] : absent.map(({ staffNo, name, unitId }) => ({ staffNo, name, unit: unitId })),
    unchanged,
    unitNames: namesOf(tree, units, changes, absent),
  }
}

/** The rows with a staff number of their own; a repeated one is an error at its later place. */
function withoutRepeats(people: readonly RosterPerson[], desk: PlanDesk): RosterPerson[] {
  const firstLine = new Map<string, number>()
  return people.filter((row) => {
    const first = firstLine.get(row.staffNo)
    if (first === undefined) firstLine.set(row.staffNo, row.line)
    else desk.problems.push(error(desk.at(row, 'staffNo'), 'staff_no_twice', row.staffNo, first))
    return first === undefined
  })
}

function namesOf(
  tree: PlannedTree,
  units: UnitPlan,
  changes: readonly PersonChange[],
  absent: readonly StatePerson[],
): Record<string, string> {
  const keys = new Set<string>([
    ...units.added.map((unit) => unit.key),
    ...units.changed.map((unit) => unit.after.key),
    ...units.changed.flatMap((unit) => unit.before.parentId ?? []),
    ...absent.map((person) => person.unitId),
    ...changes.flatMap((change) => [
      change.after.unit,
      ...(change.before === null ? [] : [change.before.unit]),
      ...[...change.postsEnd, ...change.postsBegin, ...change.grants, ...change.revokes].map((one) => one.unit),
    ]),
  ])
  return Object.fromEntries([...keys].map((key) => [key, tree.nameOf(key)]))
}
