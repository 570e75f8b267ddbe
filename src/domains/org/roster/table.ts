/** Finds the header row of a sheet and says which column holds what, whatever the order and language. Pure. */
import { type Cell, emptyCell } from './cell.ts'
import { columnLetters, error, type Place, type Problem, warning } from './problem.ts'

export interface SheetRow {
  /** The line as the spreadsheet or editor shows it, from 1. */
  readonly line: number
  readonly cells: readonly Cell[]
}
/** A sheet of a workbook, or a CSV file (name null). Rows without any content are left out. */
export interface Sheet {
  readonly name: string | null
  readonly rows: readonly SheetRow[]
}

/** The columns of the people sheet, by every header under which they are known. */
export const peopleHeaders = {
  staffNo: ['工号', '员工编号', '员工号', '人员编号', '职工编号', '职工号', 'staff no', 'staff number', 'employee id'],
  name: ['姓名', '员工姓名', '名字', 'name', 'full name'],
  unit: ['单位', '部门', '所属单位', '所在单位', '所属部门', '工作单位', '单位部门', 'unit', 'department'],
  posts: ['岗位', '职务', '岗位名称', '岗位职务', '职位', 'post', 'posts', 'position', 'job title'],
  phone: ['手机号', '手机', '手机号码', '联系电话', '电话', '联系方式', 'phone', 'mobile', 'mobile phone'],
  party: ['政治面貌', 'party membership', 'party status', 'party'],
  roles: ['角色', '系统角色', '权限', 'role', 'roles'],
  status: ['状态', '在职状态', '人员状态', 'status'],
  leftOn: ['离职日期', '离职时间', '离开日期', 'left on', 'leaving date'],
} as const
export type PeopleField = keyof typeof peopleHeaders

/** The columns of the units sheet. */
export const unitHeaders = {
  code: ['单位编码', '编码', '单位代码', 'unit code', 'code'],
  name: ['单位名称', '名称', 'unit name'],
  parent: ['上级编码', '上级单位编码', '上级代码', 'parent code', 'parent'],
  kind: ['类型', '单位类型', 'kind', 'unit kind', 'type'],
} as const

type Headers<F extends string> = Readonly<Record<F, readonly string[]>>

export interface Table<F extends string> {
  readonly sheet: string | null
  readonly headerLine: number
  readonly columns: ReadonlyMap<F, { readonly index: number; readonly label: string }>
  /** The rows below the header, without repeats of the header itself. */
  readonly rows: readonly SheetRow[]
  readonly problems: readonly Problem[]
}

/** How many rows from the top are looked at for a header: titles and notes stand above it. */
const headerWithin = 20

/** The table of a sheet, or null if no row of it names the `needed` column and one more. */
export function findTable<F extends string>(sheet: Sheet, headers: Headers<F>, needed: F): Table<F> | null {
  const fieldOf = new Map<string, F>()
  for (const field of Object.keys(headers) as F[]) for (const name of headers[field]) fieldOf.set(spelled(name), field)
  const known = (row: SheetRow): Set<F> => new Set(row.cells.flatMap((cell) => fieldOf.get(spelled(cell.text)) ?? []))
  let header: SheetRow | null = null
  let most = 1
  for (const row of sheet.rows.slice(0, headerWithin)) {
    const fields = known(row)
    // the best, not the first: a header of two rows with merged cells is complete in its second
    if (fields.has(needed) && fields.size > most) {
      header = row
      most = fields.size
    }
  }
  if (header === null) return null
  const { columns, problems } = columnsOf(sheet.name, header, fieldOf)
  const title = spelled(header.cells[columns.get(needed)!.index]!.text)
  const body = sheet.rows.slice(sheet.rows.indexOf(header) + 1)
  return {
    sheet: sheet.name,
    headerLine: header.line,
    columns,
    rows: body.filter((row) => spelled((row.cells[columns.get(needed)!.index] ?? emptyCell).text) !== title),
    problems,
  }
}

function columnsOf<F extends string>(sheet: string | null, header: SheetRow, fieldOf: ReadonlyMap<string, F>) {
  const columns = new Map<F, { index: number; label: string }>()
  const problems: Problem[] = []
  header.cells.forEach((cell, index) => {
    if (cell.text === '') return
    const label = `${columnLetters(index)} ${cell.text}`
    const place: Place = { sheet, line: header.line, column: label }
    const field = fieldOf.get(spelled(cell.text))
    if (field === undefined) problems.push(warning(place, 'column_unknown', cell.text))
    else if (columns.has(field)) problems.push(warning(place, 'column_twice', cell.text))
    else columns.set(field, { index, label })
  })
  return { columns, problems }
}

/** One spelling of a header: without case, blanks, signs, and what stands in brackets ("手机号（必填）*"). */
function spelled(header: string): string {
  return header
    .toLowerCase()
    .replace(/\(.*?\)|\[.*?\]|【.*?】/g, '')
    .replace(/[\s_\-*.:/]/g, '')
}

/** Names the columns that are missing altogether. */
export function missingColumns<F extends string>(
  table: Table<F>,
  headers: Headers<F>,
  wanted: readonly F[],
): Problem[] {
  return wanted
    .filter((field) => !table.columns.has(field))
    .map((field) =>
      error({ sheet: table.sheet, line: table.headerLine, column: null }, 'column_missing', headers[field][0]!),
    )
}

/** The cell of a row under a column, or null if the table has no such column. */
export function cellOf<F extends string>(table: Table<F>, row: SheetRow, field: F): Cell | null {
  const column = table.columns.get(field)
  return column === undefined ? null : (row.cells[column.index] ?? emptyCell)
}

/** Where a field of a row stands. */
export function placeOf<F extends string>(table: Table<F>, row: Pick<SheetRow, 'line'>, field: F): Place {
  return { sheet: table.sheet, line: row.line, column: table.columns.get(field)?.label ?? null }
}
