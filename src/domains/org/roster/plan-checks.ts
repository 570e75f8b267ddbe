/** What can only be seen over a whole roster file: lost zeros, one phone for two, nobody left to run the system. Pure. */
import type { PersonChange, PlanDesk, StatePerson } from './plan.ts'
import { error, type Problem } from './problem.ts'
import type { RosterPerson } from './reading.ts'

type At = PlanDesk['at']

/** Unknown staff numbers that would be known ones if they began with a zero: a spreadsheet has taken them for quantities. */
export function lostZeros(rows: readonly RosterPerson[], known: ReadonlyMap<string, StatePerson>, at: At): Problem[] {
  const withZeros = new Map<string, string>()
  for (const staffNo of [...known.keys(), ...rows.map((row) => row.staffNo)])
    if (/^0+[1-9A-Z]/.test(staffNo)) withZeros.set(staffNo.replace(/^0+/, ''), staffNo)
  return rows.flatMap((row) => {
    const likely = known.has(row.staffNo) ? undefined : withZeros.get(row.staffNo)
    return likely === undefined ? [] : [error(at(row, 'staffNo'), 'staff_no_lost_zeros', row.staffNo, likely)]
  })
}

/** Phones that two active people would have after the import: named at the row that brings them. */
export function phonesTwice(
  rows: readonly RosterPerson[],
  changes: readonly PersonChange[],
  people: readonly StatePerson[],
  phonePrint: (digits: string) => string,
  at: At,
): Problem[] {
  const changed = new Map(changes.map((change) => [change.staffNo, change]))
  const lineOf = new Map(rows.map((row) => [row.staffNo, row.line]))
  const holders = new Map<string, { staffNo: string; name: string }[]>()
  const hold = (print: string, staffNo: string, name: string): void => {
    holders.set(print, [...(holders.get(print) ?? []), { staffNo, name }])
  }
  for (const person of people) {
    const change = changed.get(person.staffNo)
    const here = change === undefined ? person.leftOn === null : !change.after.left
    if (here && change?.phone === undefined && person.phone !== null) hold(person.phone, person.staffNo, person.name)
  }
  for (const change of changes)
    if (typeof change.phone === 'string' && !change.after.left)
      hold(phonePrint(change.phone), change.staffNo, change.after.name)

  return [...holders.values()].flatMap((together) => {
    const [first, ...others] = together
    return others.map((other) => {
      const line = lineOf.get(other.staffNo) ?? null
      const firstLine = lineOf.get(first!.staffNo)
      const place = at({ line }, 'phone')
      return firstLine === undefined || line === null
        ? error(place, 'phone_taken', first!.name, first!.staffNo)
        : error(place, 'phone_twice', firstLine)
    })
  })
}

/** A company that has system administrators keeps at least one. */
export function lastAdminGone(changes: readonly PersonChange[], people: readonly StatePerson[]): Problem[] {
  const admins = new Set(
    people.flatMap((person) => person.grants.filter((grant) => grant.role === 'system_admin').map((grant) => grant.id)),
  )
  const gone = changes.flatMap((change) => change.revokes).filter((revoke) => admins.has(revoke.id))
  const come = changes.flatMap((change) => change.grants).some((grant) => grant.role === 'system_admin')
  if (admins.size === 0 || gone.length < admins.size || come) return []
  return [error({ sheet: null, line: null, column: null }, 'last_system_admin')]
}
