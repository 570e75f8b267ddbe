/** What is wrong, or worth knowing, at one place of a roster file. Pure. */
import type { ProblemArgs, ProblemCode } from './words.ts'

/** Where in the file: sheet (null in CSV), line and column as a spreadsheet shows them; null where it is about the whole. */
export interface Place {
  readonly sheet: string | null
  readonly line: number | null
  /** Letter and header, such as 'C 手机号'. */
  readonly column: string | null
}

export interface Problem extends Place {
  readonly level: 'error' | 'warning'
  readonly code: ProblemCode
  readonly args: readonly (string | number)[]
}

export function error<C extends ProblemCode>(place: Place, code: C, ...args: ProblemArgs<C>): Problem {
  return { level: 'error', ...place, code, args }
}

export function warning<C extends ProblemCode>(place: Place, code: C, ...args: ProblemArgs<C>): Problem {
  return { level: 'warning', ...place, code, args }
}

/** The letters of a column as spreadsheets count: 0 is A, 26 is AA. */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter
}

/** Problems in the order of the file: by sheet, line, then as found. Those about the whole come first. */
export function inFileOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => (a.sheet ?? '').localeCompare(b.sheet ?? '') || (a.line ?? 0) - (b.line ?? 0))
}
