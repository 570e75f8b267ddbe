/** One cell of a roster file, and what people mean by it. Pure: each reader gives the value, or why it is none. */
import { dayNumber, dayText } from '#platform/calendar/zone.ts'

/** A cell as the file gives it. `text` is always set: NFKC (full-width folded), trimmed, white space collapsed. */
export interface Cell {
  readonly text: string
  /** The cell holds a number, not text: leading zeros and long digits may be lost already. */
  readonly number?: number
  /** The cell holds a date: 'YYYY-MM-DD'. */
  readonly day?: string
  /** The cell holds a formula's error such as #REF!. */
  readonly broken?: string
}

export const emptyCell: Cell = { text: '' }

// Invisible characters that come along with copies from web pages: controls, zero-width spaces and joiners, direction marks, BOM.
const invisible = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060\ufeff]/gu

/** The one spelling of a text: full-width folded, nothing invisible, no white space around it and single blanks inside. */
export function plainText(raw: string): string {
  return raw.normalize('NFKC').replace(/\s+/g, ' ').replace(invisible, '').trim()
}

export function textCell(raw: string): Cell {
  return { text: plainText(raw) }
}

/** A number as people typed it. `zeros` is Excel's number format when it is nothing but zeros ('000000'): it shows leading ones. */
export function numberCell(value: number, zeros = ''): Cell {
  const plain = Number.isInteger(value) && Math.abs(value) < 1e21 ? value.toFixed(0) : String(value)
  return { text: plain.padStart(zeros.length, '0'), number: value }
}

export function dayCell(at: Date): Cell {
  const day = at.toISOString().slice(0, 10)
  return { text: day, day }
}

/** Text such as '1.38E+10', which a spreadsheet writes when it has taken a long number for a quantity. */
export function isScientific(cell: Cell): boolean {
  return /^\d(\.\d+)?e\+?\d+$/i.test(cell.text)
}

/** A number too long to have kept all its digits in a spreadsheet (15 are kept). */
export function hasLostDigits(cell: Cell): boolean {
  return cell.number !== undefined && Math.abs(cell.number) >= 1e15
}

/** A person's name: no blanks between Han characters, where they only fill up two-character names. */
export function personName(text: string): string {
  return text.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
}

/** The names of a unit path from the company down: separated by '/', '>' or '\'. Blanks between Han characters are dropped. */
export function unitPath(text: string): string[] {
  return text
    .split(/[/>\\]/)
    .map((name) => personName(name.trim()))
    .filter((name) => name !== '')
}

/** The entries of a cell that holds several, separated by '、', ';' or ','. */
export function several(text: string): string[] {
  return text
    .split(/[、;,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** True for the words that clear a value on purpose, because an empty cell only means "unchanged". */
export function clears(text: string): boolean {
  return /^(无|没有|none|-|—|–)$/i.test(text)
}

const firstDay = dayNumber('1950-01-01')
const lastDay = dayNumber('2199-12-31')

/**
 * The day of a cell as 'YYYY-MM-DD', or null if it is none: a date cell, `2026-3-1`, `2026/03/01`, `2026.3.1`, `2026年3月1日`,
 * `20260301`, or a spreadsheet's day number (days since 1899-12-30, as Excel counts after February 1900).
 */
export function dayOf(cell: Cell): string | null {
  if (cell.day !== undefined) return validDay(cell.day)
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?( 0?0:00(:00)?)?$/.exec(cell.text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(cell.text)
  if (parts) return validDay(`${parts[1]}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}`)
  if (!/^\d{5}$/.test(cell.text)) return null
  return validDay(dayText(dayNumber('1899-12-30') + Number(cell.text)))
}

function validDay(day: string): string | null {
  const at = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) return null
  const n = dayNumber(day)
  return n >= firstDay && n <= lastDay ? day : null
}
