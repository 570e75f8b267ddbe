/** Reads what a roster file says, row by row, without knowing the company. Pure: everything doubtful becomes a named problem. */
import type { Role } from '#platform/access.ts'
import type { PartyStatus, UnitKind } from '../contract.ts'
import { phoneOf, staffNoOf } from '../rules.ts'
import { type Cell, clears, dayOf, hasLostDigits, isScientific, personName, several, unitPath } from './cell.ts'
import { kindOf, partyOf, roleOf, statusOf } from './meanings.ts'
import { error, type Problem, warning } from './problem.ts'
import {
  cellOf,
  findTable,
  missingColumns,
  type PeopleField,
  peopleHeaders,
  placeOf,
  type Sheet,
  type SheetRow,
  type Table,
  unitHeaders,
} from './table.ts'

/**
 * One person as the file has it. An absent field means "unchanged": the column is missing or the cell is empty. null or an empty
 * list means that the file clears it ("无").
 */
export interface RosterPerson {
  readonly line: number
  readonly staffNo: string
  readonly name: string
  readonly unit?: readonly string[]
  readonly posts?: readonly RosterPost[]
  readonly phone?: string | null
  readonly party?: PartyStatus
  readonly roles?: readonly RosterRole[]
  readonly left: boolean
  readonly leftOn?: string
}
/** `unit` names another unit than the person's own. */
export interface RosterPost {
  readonly title: string
  readonly unit?: readonly string[]
}
export interface RosterRole {
  readonly role: Role
  readonly unit?: readonly string[]
}
export interface RosterUnit {
  readonly line: number
  readonly code: string
  readonly name: string
  readonly parentCode?: string
  readonly kind?: UnitKind
}

/** All that a file says. `people` or `units` is null where the file has no such sheet. */
export interface Reading {
  readonly people: readonly RosterPerson[] | null
  readonly units: readonly RosterUnit[] | null
  /** Sheet and column labels, to name places later on. */
  readonly peopleSheet: { readonly sheet: string | null; readonly columns: Partial<Record<PeopleField, string>> }
  readonly unitSheet: string | null
  readonly problems: readonly Problem[]
}

const longest = { staffNo: 32, name: 40, post: 60, unit: 60, code: 40 } as const

/** What the sheets of a file say, or null if no sheet has a header that we know. */
export function readRoster(sheets: readonly Sheet[], today: string): Reading | null {
  const people = sheets.flatMap((sheet) => findTable(sheet, peopleHeaders, 'staffNo') ?? [])
  const units = sheets
    .filter((sheet) => !people.some((table) => table.sheet === sheet.name))
    .flatMap((sheet) => findTable(sheet, unitHeaders, 'code') ?? [])
  const [roster, ...spare] = people
  const [tree, ...spareTrees] = units
  if (roster === undefined && tree === undefined) return null
  const problems: Problem[] = [...spare, ...spareTrees].map((table) =>
    warning({ sheet: table.sheet, line: null, column: null }, 'sheet_ignored', table.sheet ?? ''),
  )
  for (const table of [roster, tree]) if (table !== undefined) problems.push(...table.problems)
  if (roster) problems.push(...missingColumns(roster, peopleHeaders, ['name', 'unit']))
  if (tree) problems.push(...missingColumns(tree, unitHeaders, ['name', 'parent']))
  return {
    people: roster === undefined ? null : roster.rows.flatMap((row) => personOf(roster, row, today, problems) ?? []),
    units: tree === undefined ? null : tree.rows.flatMap((row) => unitOf(tree, row, problems) ?? []),
    peopleSheet: {
      sheet: roster?.sheet ?? null,
      columns: Object.fromEntries([...(roster?.columns ?? [])].map(([field, column]) => [field, column.label])),
    },
    unitSheet: tree?.sheet ?? null,
    problems,
  }
}

function personOf(table: Table<PeopleField>, row: SheetRow, today: string, problems: Problem[]): RosterPerson | null {
  const at = (field: PeopleField) => placeOf(table, row, field)
  const cell = (field: PeopleField): Cell | null => {
    const found = cellOf(table, row, field)
    if (found?.broken !== undefined) problems.push(error(at(field), 'cell_broken', found.broken))
    return found === null || found.broken !== undefined || found.text === '' ? null : found
  }
  const staff = cell('staffNo')
  const nameCell = cell('name')
  if (staff !== null && /^(示例|EXAMPLE)/.test(staffNoOf(staff.text))) {
    problems.push(warning(at('staffNo'), 'example_row'))
    return null
  }
  if (staff === null) problems.push(error(at('staffNo'), 'staff_no_missing'))
  else if (isScientific(staff)) problems.push(error(at('staffNo'), 'number_scientific', staff.text))
  else if (hasLostDigits(staff)) problems.push(error(at('staffNo'), 'number_too_long', staff.text))
  if (nameCell === null && table.columns.has('name')) problems.push(error(at('name'), 'name_missing'))

  const short = (field: PeopleField, text: string, most: number): string => {
    if ([...text].length > most) problems.push(error(at(field), 'too_long', most))
    return text
  }
  const unit = cell('unit')
  const posts = cell('posts')
  const phone = cell('phone')
  const party = cell('party')
  const roles = cell('roles')
  const person = {
    line: row.line,
    staffNo: short('staffNo', staffNoOf(staff?.text ?? ''), longest.staffNo),
    name: short('name', personName(nameCell?.text ?? ''), longest.name),
    ...(unit === null ? {} : { unit: unitPath(unit.text).map((name) => short('unit', name, longest.unit)) }),
    ...(posts === null
      ? {}
      : { posts: postsOf(posts.text).map((p) => ({ ...p, title: short('posts', p.title, longest.post) })) }),
    ...(phone === null ? {} : phoneIn(phone, at('phone'), problems)),
    ...(party === null ? {} : partyIn(party, at('party'), problems)),
    ...(roles === null ? {} : { roles: rolesIn(roles, at('roles'), problems) }),
    ...leavingIn(cell('status'), cell('leftOn'), { status: at('status'), leftOn: at('leftOn') }, today, problems),
  }
  return staff === null ? null : person
}

type At = ReturnType<typeof placeOf>

function phoneIn(cell: Cell, at: At, problems: Problem[]): { phone?: string | null } {
  if (clears(cell.text)) return { phone: null }
  const phone = phoneOf(cell.text)
  if (phone !== null) return { phone }
  problems.push(isScientific(cell) ? error(at, 'number_scientific', cell.text) : error(at, 'phone_invalid', cell.text))
  return {}
}

function partyIn(cell: Cell, at: At, problems: Problem[]): { party?: PartyStatus } {
  const party = partyOf(cell.text)
  if (party !== null) return { party }
  problems.push(error(at, 'party_unknown', cell.text))
  return {}
}

/** `抄表员、安全员@北辰热力/东城公司`: several posts, each at the own unit or at the one named after the @. */
function postsOf(text: string): RosterPost[] {
  return clears(text) ? [] : several(text).map((part) => ({ title: part.split('@')[0]!.trim(), ...unitAfter(part) }))
}

function rolesIn(cell: Cell, at: At, problems: Problem[]): RosterRole[] {
  if (clears(cell.text)) return []
  return several(cell.text).flatMap((part) => {
    const word = part.split('@')[0]!.trim()
    const role = roleOf(word)
    if (role === null) problems.push(error(at, 'role_unknown', word))
    if (role === 'employee') problems.push(warning(at, 'role_is_everybodys'))
    return role === null || role === 'employee' ? [] : [{ role, ...unitAfter(part) }]
  })
}

function unitAfter(part: string): { unit?: string[] } {
  const path = unitPath(part.split('@').slice(1).join('@'))
  return path.length === 0 ? {} : { unit: path }
}

function leavingIn(
  status: Cell | null,
  leftOn: Cell | null,
  at: { status: At; leftOn: At },
  today: string,
  problems: Problem[],
): { left: boolean; leftOn?: string } {
  const said = status === null ? null : statusOf(status.text)
  if (status !== null && said === null) problems.push(error(at.status, 'status_unknown', status.text))
  if (leftOn === null || clears(leftOn.text)) return { left: said === 'left' }
  const day = dayOf(leftOn)
  if (day === null) {
    problems.push(error(at.leftOn, 'day_invalid', leftOn.text))
    return { left: said === 'left' }
  }
  if (day > today) {
    problems.push(warning(at.leftOn, 'left_in_future', day))
    return { left: false }
  }
  if (said === 'active') problems.push(error(at.leftOn, 'left_on_but_active'))
  return { left: true, leftOn: day }
}

type UnitTable = Table<keyof typeof unitHeaders>

function unitOf(table: UnitTable, row: SheetRow, problems: Problem[]): RosterUnit | null {
  const text = (field: keyof typeof unitHeaders): string => {
    const cell = cellOf(table, row, field)
    if (cell?.broken !== undefined) problems.push(error(placeOf(table, row, field), 'cell_broken', cell.broken))
    return cell === null || cell.broken !== undefined ? '' : cell.text
  }
  const code = text('code')
  const name = personName(text('name'))
  const parent = text('parent')
  const kindText = text('kind')
  if (/^(示例|EXAMPLE)/i.test(code)) {
    problems.push(warning(placeOf(table, row, 'code'), 'example_row'))
    return null
  }
  if (code === '') problems.push(error(placeOf(table, row, 'code'), 'unit_code_missing'))
  if (name === '') problems.push(error(placeOf(table, row, 'name'), 'unit_name_missing'))
  if ([...code].length > longest.code) problems.push(error(placeOf(table, row, 'code'), 'too_long', longest.code))
  if ([...name].length > longest.unit) problems.push(error(placeOf(table, row, 'name'), 'too_long', longest.unit))
  const kind = kindText === '' ? null : kindOf(kindText)
  if (kindText !== '' && kind === null) problems.push(error(placeOf(table, row, 'kind'), 'unit_kind_unknown', kindText))
  if (code === '' || name === '') return null
  return {
    line: row.line,
    code,
    name,
    ...(parent === '' || clears(parent) ? {} : { parentCode: parent }),
    ...(kind === null ? {} : { kind }),
  }
}
