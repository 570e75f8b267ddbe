/** The tree of units as a roster file would leave it: what is new, renamed, moved, and where a written path leads. Pure. */
import type { UnitKind } from '../contract.ts'
import { kindByName } from '../rules.ts'
import { error, type Place, type Problem } from './problem.ts'
import type { RosterUnit } from './reading.ts'

export interface StateUnit {
  readonly id: string
  readonly parentId: string | null
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly closed: boolean
}

/** A unit in the planned tree. `key` is the id of a known unit, or `new:…` for one that the file brings. */
export interface PlannedUnit {
  readonly key: string
  readonly parent: string | null
  readonly code: string
  readonly name: string
  readonly kind: string
}

export interface UnitPlan {
  /** New units, parents before their children. */
  readonly added: readonly PlannedUnit[]
  /** Known units that get another code, name, kind or parent. */
  readonly changed: readonly { readonly before: StateUnit; readonly after: PlannedUnit }[]
}

const deepest = 12

/** The company's tree while a plan is made. Paths that lead nowhere yet create their units. */
export class PlannedTree {
  readonly #units = new Map<string, PlannedUnit>()
  readonly #byCode = new Map<string, string>()
  readonly #closedCodes: ReadonlySet<string>
  readonly #children = new Map<string, string[]>()
  readonly #before: readonly StateUnit[]
  #root: string | null = null

  constructor(units: readonly StateUnit[]) {
    this.#before = units.filter((unit) => !unit.closed)
    this.#closedCodes = new Set(units.filter((unit) => unit.closed).map((unit) => unit.code))
    for (const { id, parentId, code, name, kind } of this.#before)
      this.#put({ key: id, parent: parentId, code, name, kind })
  }

  /** The unit at the top, or null in a company without any. */
  get root(): string | null {
    return this.#root
  }

  unit(key: string): PlannedUnit {
    return this.#units.get(key)!
  }

  /** The names from the top down, joined by ' / '; empty for a unit that has been closed. */
  nameOf(key: string): string {
    return this.#line(key)
      .map((unit) => unit.name)
      .join(' / ')
  }

  /** Where a path of names (or a single code) leads, making what is missing; pushes a problem and gives null if nowhere. */
  resolve(path: readonly string[], at: Place, problems: Problem[]): string | null {
    const byCode = path.length === 1 ? this.#byCode.get(path[0]!) : undefined
    if (byCode !== undefined) return byCode
    if (path.length > deepest) {
      problems.push(error(at, 'unit_too_deep', deepest))
      return null
    }
    if (this.#root === null) this.#add(null, path[0]!)
    let key = this.#root!
    if (this.unit(key).name !== path[0]) {
      problems.push(error(at, 'unit_outside_company', this.unit(key).name))
      return null
    }
    for (const name of path.slice(1)) key = this.#child(key, name) ?? this.#add(key, name)
    return key
  }

  /** Takes the sheet of units in: by code, else by name below the same parent, else as new. Pushes what cannot be. */
  take(rows: readonly RosterUnit[], sheet: string | null, problems: Problem[]): void {
    const at = (line: number): Place => ({ sheet, line, column: null })
    const lineOf = new Map<string, number>()
    let waiting: RosterUnit[] = []
    for (const row of rows) {
      const first = lineOf.get(row.code)
      if (first !== undefined) problems.push(error(at(row.line), 'unit_code_twice', row.code, first))
      else if (this.#closedCodes.has(row.code)) problems.push(error(at(row.line), 'unit_closed', row.code))
      else {
        lineOf.set(row.code, row.line)
        waiting.push(row)
      }
    }
    // parents first, in whatever order the sheet has them
    for (let before = -1; before !== waiting.length; ) {
      before = waiting.length
      waiting = waiting.filter((row) => {
        if (row.parentCode !== undefined && !this.#byCode.has(row.parentCode)) return true
        const problem = this.#takeOne(row, lineOf, at(row.line))
        if (problem !== null) problems.push(problem)
        return false
      })
    }
    for (const row of waiting) {
      problems.push(
        lineOf.has(row.parentCode!)
          ? error(at(row.line), 'unit_cycle', row.name)
          : error(at(row.line), 'unit_parent_unknown', row.parentCode!),
      )
    }
    for (const [code, line] of lineOf) {
      const key = this.#byCode.get(code)
      if (key === undefined) continue
      const { name, parent } = this.unit(key)
      if (this.#line(key)[0]!.parent !== null) problems.push(error(at(line), 'unit_cycle', name))
      else if (parent !== null && this.#child(parent, name) !== key)
        problems.push(error(at(line), 'unit_name_taken', name))
    }
  }

  #takeOne(row: RosterUnit, named: ReadonlyMap<string, number>, at: Place): Problem | null {
    const parent = row.parentCode === undefined ? null : this.#byCode.get(row.parentCode)!
    const key = this.#byCode.get(row.code) ?? this.#namesake(parent, row.name, named)
    if (parent === null && this.#root !== null && key !== this.#root)
      return error(at, 'unit_second_root', this.unit(this.#root).name)
    if (key === null) this.#add(parent, row.name, row.code, row.kind)
    else this.#put({ key, parent, code: row.code, name: row.name, kind: row.kind ?? this.unit(key).kind })
    return null
  }

  /** A known unit of this name in this place whose code the sheet does not mention: the sheet gives it another code. */
  #namesake(parent: string | null, name: string, named: ReadonlyMap<string, number>): string | null {
    const key = parent === null ? this.#root : this.#child(parent, name)
    return key !== null && this.unit(key).name === name && !named.has(this.unit(key).code) ? key : null
  }

  /** The units from the top to this one; begins with one that has a parent if the parents run in a circle. */
  #line(key: string): PlannedUnit[] {
    const line: PlannedUnit[] = []
    let unit = this.#units.get(key)
    while (unit !== undefined && line.length <= this.#units.size) {
      line.unshift(unit)
      unit = unit.parent === null ? undefined : this.#units.get(unit.parent)
    }
    return line
  }

  #child(parent: string, name: string): string | null {
    return this.#children.get(parent)?.find((key) => this.unit(key).name === name) ?? null
  }

  #add(parent: string | null, name: string, code = this.#freeCode(parent), kind?: UnitKind): string {
    const key = `new:${code}`
    this.#put({ key, parent, code, name, kind: kind ?? kindByName(name, parent === null) })
    return key
  }

  #put(unit: PlannedUnit): void {
    const before = this.#units.get(unit.key)
    if (before !== undefined) {
      this.#byCode.delete(before.code)
      if (before.parent !== null) {
        const siblings = this.#children.get(before.parent)!
        siblings.splice(siblings.indexOf(unit.key), 1)
      }
    }
    this.#units.set(unit.key, unit)
    this.#byCode.set(unit.code, unit.key)
    if (unit.parent === null) this.#root = unit.key
    else this.#children.set(unit.parent, [...(this.#children.get(unit.parent) ?? []), unit.key])
  }

  /** The parent's code and the next free number below it: 1, 1.01, 1.01.07. */
  #freeCode(parent: string | null): string {
    const prefix = parent === null ? '' : `${this.unit(parent).code}.`
    let n = parent === null ? 1 : (this.#children.get(parent)?.length ?? 0) + 1
    const code = (): string => `${prefix}${parent === null ? n : String(n).padStart(2, '0')}`
    while (this.#byCode.has(code()) || this.#closedCodes.has(code())) n += 1
    return code()
  }

  plan(): UnitPlan {
    const known = new Map(this.#before.map((unit) => [unit.id, unit]))
    const changed = this.#before.flatMap((before) => {
      const after = this.unit(before.id)
      const same =
        before.code === after.code &&
        before.name === after.name &&
        before.kind === after.kind &&
        before.parentId === after.parent
      return same ? [] : [{ before, after }]
    })
    return { added: [...this.#units.values()].filter((unit) => !known.has(unit.key)), changed }
  }
}
