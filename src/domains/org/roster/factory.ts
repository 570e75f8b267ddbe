/** Rosters for tests: sheets, CSV and workbooks from rows of text. */
import Excel from 'exceljs'
import { textCell } from './cell.ts'
import type { Plan, PlanTerms, RosterState, StatePerson } from './plan.ts'
import { planRoster } from './plan.ts'
import { readRoster } from './reading.ts'
import type { Sheet } from './table.ts'

export const header = ['工号', '姓名', '单位', '岗位', '手机号', '政治面貌', '角色', '状态', '离职日期'] as const
export const unitHeader = ['单位编码', '单位名称', '上级编码', '类型'] as const

export type Rows = readonly (readonly string[])[]

/** A sheet as it stands after reading; line 1 is the first row given. */
export function aSheet(rows: Rows, name: string | null = null): Sheet {
  return { name, rows: rows.map((cells, i) => ({ line: i + 1, cells: cells.map(textCell) })) }
}

/** A people sheet whose rows begin in line 2. */
export function aRoster(rows: Rows): Sheet {
  return aSheet([header, ...rows], '人员')
}

export function aUnitSheet(rows: Rows): Sheet {
  return aSheet([unitHeader, ...rows], '单位')
}

export function csvOf(rows: Rows, end = '\r\n'): string {
  const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return rows.map((row) => row.map(field).join(',') + end).join('')
}

/** The bytes of a workbook; `change` may do to it what people do. */
export async function workbookOf(
  sheets: Readonly<Record<string, Rows>>,
  change: (book: Excel.Workbook) => void = () => undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const book = new Excel.Workbook()
  for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows.map((row) => [...row]))
  change(book)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

export const today = '2026-11-16'

/** A phone's fingerprint in plans that meet no database. */
export const phonePrint = (digits: string): string => `print of ${digits}`

export const emptyCompany: RosterState = { units: [], people: [] }

/** 北辰热力 with 东城公司 (东一所, 东二所) and 人力资源部, and nobody in it. */
export const someUnits: RosterState['units'] = [
  { id: 'root', parentId: null, code: '1', name: '北辰热力', kind: 'company', closed: false },
  { id: 'east', parentId: 'root', code: '1.01', name: '东城公司', kind: 'district', closed: false },
  { id: 'hr', parentId: 'root', code: '1.02', name: '人力资源部', kind: 'department', closed: false },
  { id: 'e1', parentId: 'east', code: '1.01.01', name: '东一所', kind: 'station', closed: false },
  { id: 'e2', parentId: 'east', code: '1.01.02', name: '东二所', kind: 'station', closed: false },
]

export function aStatePerson(staffNo: string, more: Partial<StatePerson> = {}): StatePerson {
  return {
    id: `id of ${staffNo}`,
    staffNo,
    name: '张春分',
    unitId: 'e1',
    phone: null,
    party: 'none',
    leftOn: null,
    posts: [],
    grants: [],
    ...more,
  }
}

/** The plan of some sheets for a company. */
export function planOf(sheets: readonly Sheet[], state: RosterState, terms: Partial<PlanTerms> = {}): Plan {
  const reading = readRoster(sheets, today)
  if (reading === null) throw new Error('no header')
  return planRoster(reading, state, { absentLeave: false, phonePrint, importer: null, ...terms })
}

/** Problems as short lines: level, line, column letter, code. */
export function told(plan: Pick<Plan, 'problems'>): string[] {
  return plan.problems.map((one) => `${one.level} ${one.line ?? '-'} ${one.column?.split(' ')[0] ?? '-'} ${one.code}`)
}
