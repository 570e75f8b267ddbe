/** A plan in words: counts, the lines of a preview, and the report of the command line. Pure. */

import { maskedPhone } from '#platform/masked.ts'
import type { Language } from '#platform/words.ts'
import { orgWords } from '../words.ts'
import type { RosterCounts, RosterLine, RosterPart } from './contract.ts'
import type { PersonChange, Plan } from './plan.ts'
import type { Problem } from './problem.ts'
import { previewWords, sayProblem } from './words.ts'

export function countsOf(plan: Plan): RosterCounts {
  const people = (kind: PersonChange['kind']): number => plan.people.filter((change) => change.kind === kind).length
  const roles = (which: 'grants' | 'revokes'): number => plan.people.reduce((n, change) => n + change[which].length, 0)
  const problems = (level: Problem['level']): number => plan.problems.filter((one) => one.level === level).length
  return {
    errors: problems('error'),
    warnings: problems('warning'),
    units: plan.units.added.length + plan.units.changed.length,
    new: people('new'),
    rejoined: people('rejoined'),
    moved: people('moved'),
    changed: people('changed'),
    left: people('left'),
    absent: plan.absent.length,
    unchanged: plan.unchanged,
    rolesGranted: roles('grants'),
    rolesRevoked: roles('revokes'),
  }
}

/** How many rows an import of the plan writes: units and people. */
export function rowsOf(plan: Plan): number {
  return plan.units.added.length + plan.units.changed.length + plan.people.length
}

/** The lines of one part of a preview. */
export function linesOf(plan: Plan, part: RosterPart, language: Language): RosterLine[] {
  if (part === 'errors' || part === 'warnings')
    return plan.problems
      .filter((problem) => problem.level === (part === 'errors' ? 'error' : 'warning'))
      .map((problem) => problemLine(problem, language))
  if (part === 'units') return unitLines(plan, language)
  if (part === 'absent')
    return plan.absent.map(({ staffNo, name, unit }) => ({
      ...nowhere,
      number: staffNo,
      name,
      fields: [{ field: 'unit', before: plan.unitNames[unit] ?? null, after: plan.unitNames[unit] ?? null }],
    }))
  return plan.people.filter((change) => change.kind === part).map((change) => personLine(plan, change, language))
}

const nowhere = { sheet: null, line: null, column: null, problem: null } as const

function problemLine({ sheet, line, column, code, args }: Problem, language: Language): RosterLine {
  return { sheet, line, column, problem: sayProblem(language, code, args), number: null, name: null, fields: [] }
}

type Field = RosterLine['fields'][number]

/** Only what differs. */
function differing(fields: readonly Field[]): Field[] {
  return fields.filter(({ before, after }) => before !== after)
}

function unitLines(plan: Plan, language: Language): RosterLine[] {
  const kinds: Readonly<Record<string, string>> = orgWords[language].kinds
  const kind = (code: string): string => kinds[code] ?? code
  const unit = (key: string | null): string | null => (key === null ? null : (plan.unitNames[key] ?? null))
  const added = plan.units.added.map((one) => ({
    ...nowhere,
    number: one.code,
    name: one.name,
    fields: differing([
      { field: 'unit', before: null, after: unit(one.key) },
      { field: 'kind', before: null, after: kind(one.kind) },
    ]),
  }))
  const changed = plan.units.changed.map(({ before, after }) => ({
    ...nowhere,
    number: after.code,
    name: after.name,
    fields: differing([
      { field: 'code', before: before.code, after: after.code },
      { field: 'name', before: before.name, after: after.name },
      { field: 'kind', before: kind(before.kind), after: kind(after.kind) },
      { field: 'parent', before: unit(before.parentId), after: unit(after.parent) },
    ]),
  }))
  return [...added, ...changed]
}

function personLine(plan: Plan, change: PersonChange, language: Language): RosterLine {
  const words = previewWords[language]
  const { roles, party } = orgWords[language]
  const { before, after } = change
  const unit = (key: string): string => plan.unitNames[key] ?? ''
  const joined = (parts: readonly string[]): string | null => (parts.length === 0 ? null : parts.join(words.list))
  const posts = (list: PersonChange['postsBegin']) =>
    joined(list.map((post) => (post.unit === after.unit ? post.title : words.at(post.title, unit(post.unit)))))
  const granted = (list: PersonChange['grants'], own: string | undefined) =>
    joined(list.map((one) => words.at(roles[one.role], one.unit === own ? words.ownUnit : unit(one.unit))))
  const phoneBefore = before?.hasPhone === true ? words.phoneKnown : null
  const phoneAfter = change.phone === undefined ? phoneBefore : change.phone === null ? null : maskedPhone(change.phone)
  return {
    ...nowhere,
    line: change.line,
    number: change.staffNo,
    name: after.name,
    fields: differing([
      { field: 'name', before: before?.name ?? null, after: before === null ? null : after.name },
      { field: 'unit', before: before === null ? null : unit(before.unit), after: unit(after.unit) },
      { field: 'posts', before: posts(change.postsEnd), after: posts(change.postsBegin) },
      { field: 'phone', before: phoneBefore, after: phoneAfter },
      { field: 'party', before: before === null ? null : party[before.party], after: party[after.party] },
      { field: 'roles', before: granted(change.revokes, before?.unit), after: granted(change.grants, after.unit) },
      {
        field: 'leftOn',
        before: before?.leftOn ?? null,
        after: after.left ? (after.leftOn ?? words.today) : null,
      },
    ]),
  }
}

/** How many problems of one kind are listed; all are counted. */
export const mostListed = 500

/** What the command line prints: problems with their places, then what was or would be done. */
export function reportLines(
  counts: RosterCounts,
  listed: readonly Problem[],
  applied: boolean,
  language: Language,
): string[] {
  const words = previewWords[language]
  const section = (level: Problem['level'], n: number): string[] => {
    const shown = listed.filter((problem) => problem.level === level)
    if (n === 0) return []
    const title = level === 'error' ? words.errors(n) : words.warnings(n)
    const lines = shown.map((one) => {
      const place = words.place(one.sheet, one.line, one.column)
      return `  ${place === '' ? '' : `${place}: `}${sayProblem(language, one.code, one.args)}`
    })
    return [title, ...lines, ...(n > shown.length ? [`  ${words.more(n - shown.length)}`] : [])]
  }
  const problems = [...section('error', counts.errors), ...section('warning', counts.warnings)]
  if (counts.errors > 0) return problems
  const told = (Object.keys(words.counts) as (keyof typeof words.counts)[]).filter((key) => counts[key] > 0)
  const lines = told.map((key) => `  ${words.counts[key](counts[key])}`)
  return [...problems, changesNothing(counts) ? words.nothing : applied ? words.did : words.would, ...lines]
}

export function changesNothing(counts: RosterCounts): boolean {
  const { units, new: added, rejoined, moved, changed, left } = counts
  return units + added + rejoined + moved + changed + left === 0
}
