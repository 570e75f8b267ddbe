/** What one row of a roster file changes for one person. Pure. */
import { companyRoles, protectedRoles, reachOf } from '../rules.ts'
import type { Facts, PersonChange, PlanDesk, StateGrant, StatePerson } from './plan.ts'
import { error, warning } from './problem.ts'
import type { RosterPerson } from './reading.ts'

type Post = PersonChange['postsBegin'][number]
type Grant = PersonChange['grants'][number]

/** The change that a row asks for, or null if it asks for none or cannot be carried out (then a problem says why). */
export function changeOf(row: RosterPerson, person: StatePerson | null, desk: PlanDesk): PersonChange | null {
  if (row.left) return leavingOf(row, person, desk)
  const returns = person !== null && person.leftOn !== null
  if (returns && person.name !== row.name) {
    desk.problems.push(error(desk.at(row, 'staffNo'), 'staff_no_of_former', row.staffNo, person.name))
    return null
  }
  if (person !== null && person.name !== row.name && row.name !== '')
    desk.problems.push(warning(desk.at(row, 'name'), 'name_changes', person.name, row.name))
  const unit = unitOf(row, person, desk)
  if (unit === null) return null

  const moved = person !== null && person.unitId !== unit
  const before = person === null ? null : factsOf(person)
  const newPhone = row.phone === undefined || samePhone(row.phone, person, desk) ? undefined : row.phone
  const after: Facts = {
    name: row.name,
    unit,
    party: row.party ?? person?.party ?? 'none',
    hasPhone: newPhone === undefined ? (before?.hasPhone ?? false) : newPhone !== null,
    left: false,
    leftOn: null,
  }
  const change: PersonChange = {
    kind: person === null ? 'new' : returns ? 'rejoined' : moved ? 'moved' : 'changed',
    personId: person?.id ?? null,
    line: row.line,
    staffNo: row.staffNo,
    before,
    after,
    ...(newPhone === undefined ? {} : { phone: newPhone }),
    ...postChanges(row, person, unit, moved, desk),
    ...roleChanges(row, person, unit, moved, desk),
  }
  return changesNothing(change) ? null : change
}

/** A person who leaves: posts end, every role is taken back, whoever gave it. */
export function leaving(person: StatePerson, line: number | null, leftOn: string | null, desk: PlanDesk): PersonChange {
  if (desk.terms.importer?.personId === person.id)
    desk.problems.push(error(desk.at({ line }, 'status'), 'yourself_leaving'))
  const before = factsOf(person)
  return {
    kind: 'left',
    personId: person.id,
    line,
    staffNo: person.staffNo,
    before,
    after: { ...before, left: true, leftOn },
    postsEnd: person.posts.map(({ id, unitId, title }) => ({ id, unit: unitId, title })),
    postsBegin: [],
    grants: [],
    revokes: person.grants.map(({ id, role, unitId }) => ({ id, role, unit: unitId })),
  }
}

function leavingOf(row: RosterPerson, person: StatePerson | null, desk: PlanDesk): PersonChange | null {
  if (person === null) {
    desk.problems.push(warning(desk.at(row, 'status'), 'left_but_unknown', row.staffNo))
    return null
  }
  if (person.leftOn === null) return leaving(person, row.line, row.leftOn ?? null, desk)
  if (row.leftOn === undefined || row.leftOn === person.leftOn) return null
  const before = factsOf(person)
  const nothing = { postsEnd: [], postsBegin: [], grants: [], revokes: [] }
  return {
    kind: 'changed',
    personId: person.id,
    line: row.line,
    staffNo: person.staffNo,
    before,
    after: { ...before, leftOn: row.leftOn },
    ...nothing,
  }
}

function factsOf(person: StatePerson): Facts {
  return {
    name: person.name,
    unit: person.unitId,
    party: person.party,
    hasPhone: person.phone !== null,
    left: person.leftOn !== null,
    leftOn: person.leftOn,
  }
}

/** The unit of the row; the present one where the row has none. */
function unitOf(row: RosterPerson, person: StatePerson | null, desk: PlanDesk): string | null {
  const at = desk.at(row, 'unit')
  if (row.unit !== undefined && row.unit.length > 0) return desk.tree.resolve(row.unit, at, desk.problems)
  if (person !== null && person.leftOn === null) return person.unitId
  desk.problems.push(error(at, 'unit_missing'))
  return null
}

function samePhone(phone: string | null, person: StatePerson | null, desk: PlanDesk): boolean {
  const known = person?.phone ?? null
  return phone === null ? known === null : desk.terms.phonePrint(phone) === known
}

/** The posts of the row are the person's posts. Where the row is silent, a move ends those held at the former unit. */
function postChanges(row: RosterPerson, person: StatePerson | null, unit: string, moved: boolean, desk: PlanDesk) {
  const held = (person?.posts ?? []).map(({ id, unitId, title }) => ({ id, unit: unitId, title }))
  if (row.posts === undefined)
    return { postsEnd: moved ? held.filter((post) => post.unit === person!.unitId) : [], postsBegin: [] }
  const wanted = distinct(
    row.posts.flatMap(({ title, unit: path }): Post[] => {
      const place = path === undefined ? unit : desk.tree.resolve(path, desk.at(row, 'posts'), desk.problems)
      return place === null ? [] : [{ title, unit: place }]
    }),
    (post) => `${post.unit}\n${post.title}`,
  )
  const same = (a: Post, b: Post): boolean => a.unit === b.unit && a.title === b.title
  return {
    postsEnd: held.filter((post) => !wanted.some((one) => same(one, post))),
    postsBegin: wanted.filter((post) => !held.some((one) => same(one, post))),
  }
}

/**
 * The roles of the row are those that the roster gives; what was granted in the console stays. Where the row is silent, a move
 * takes back what the roster gave at the former unit.
 */
function roleChanges(row: RosterPerson, person: StatePerson | null, unit: string, moved: boolean, desk: PlanDesk) {
  const held = person?.grants ?? []
  const given = held.filter((grant) => grant.source === 'roster')
  const formerUnit = moved ? person!.unitId : null
  const wanted = row.roles === undefined ? null : wantedRoles(row, unit, desk)
  const same = (grant: StateGrant, one: Grant): boolean => grant.role === one.role && grant.unitId === one.unit
  const grants = (wanted ?? []).filter((one) => !held.some((grant) => same(grant, one)))
  const gone =
    wanted === null
      ? given.filter((grant) => grant.unitId === formerUnit)
      : given.filter((grant) => !wanted.some((one) => same(grant, one)))
  const revokes = gone.map(({ id, role, unitId }) => ({ id, role, unit: unitId }))
  judgeRoles(row, person, { grants, revokes }, desk)
  for (const { role, unitId, source } of held)
    if (source === 'console' && unitId === formerUnit)
      desk.problems.push(warning(desk.at(row, 'roles'), 'console_role_kept', role, desk.tree.nameOf(unitId)))
  return { grants, revokes }
}

function wantedRoles(row: RosterPerson, unit: string, desk: PlanDesk): Grant[] {
  const at = desk.at(row, 'roles')
  const found = row.roles!.flatMap(({ role, unit: path }): Grant[] => {
    const own = desk.tree.unit(unit)
    const reach = reachOf(role, own.kind)
    const silent = reach === 'company' ? desk.tree.root : reach === 'above' ? (own.parent ?? unit) : unit
    const place = path === undefined ? silent : desk.tree.resolve(path, at, desk.problems)
    if (place !== null && companyRoles.includes(role) && place !== desk.tree.root)
      desk.problems.push(error(at, 'role_only_at_company', role))
    return place === null ? [] : [{ role, unit: place }]
  })
  return distinct(found, (grant) => `${grant.role}\n${grant.unit}`)
}

/** Refuses what the importer may not give or take, and what nobody may hold together. */
function judgeRoles(
  row: RosterPerson,
  person: StatePerson | null,
  { grants, revokes }: Pick<PersonChange, 'grants' | 'revokes'>,
  desk: PlanDesk,
): void {
  const at = desk.at(row, 'roles')
  const touched = [...grants, ...revokes]
  const { importer } = desk.terms
  if (importer !== null && touched.length > 0 && importer.personId === person?.id)
    desk.problems.push(error(at, 'your_own_roles'))
  if (importer !== null && !importer.isSystemAdmin) {
    for (const role of new Set(touched.map((one) => one.role)))
      if (protectedRoles.includes(role)) desk.problems.push(error(at, 'role_needs_system_admin', role))
  }
  const gone = new Set(revokes.map((one) => one.id))
  const roles = [...(person?.grants ?? []).filter((grant) => !gone.has(grant.id)), ...grants].map((one) => one.role)
  if (companyRoles.every((role) => roles.includes(role))) desk.problems.push(error(at, 'roles_exclude'))
}

function distinct<T>(all: readonly T[], keyOf: (one: T) => string): T[] {
  return [...new Map(all.map((one) => [keyOf(one), one])).values()]
}

function changesNothing(change: PersonChange): boolean {
  const { before, after } = change
  return (
    before !== null &&
    before.name === after.name &&
    before.unit === after.unit &&
    before.party === after.party &&
    before.left === after.left &&
    change.phone === undefined &&
    change.postsEnd.length + change.postsBegin.length + change.grants.length + change.revokes.length === 0
  )
}
