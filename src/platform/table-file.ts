/**
 * Tables as files: rows that come in pieces are written as XLSX (Office Open XML, ECMA-376) or CSV (RFC 4180). Pure apart from
 * giving way to others between pieces.
 */
import { setImmediate as othersFirst } from 'node:timers/promises'
import { Zip, ZipDeflate } from 'fflate'

/** What a cell may hold: words, a number, a moment or local day, or nothing. */
export type Cell = string | number | Date | null

export interface TableColumn {
  readonly title: string
  /** `moment`: a Date shown with its minute; `day`: an ISO day. Numbers are right-aligned by every program. */
  readonly kind: 'text' | 'number' | 'moment' | 'day'
}

export interface Table {
  /** Name of the sheet. */
  readonly name: string
  /** Who took it out and when: stands above the table, so that a copy says where it comes from. */
  readonly note: string
  readonly columns: readonly TableColumn[]
  /** The rows, in pieces of some thousand at most. */
  readonly pieces: AsyncIterable<readonly (readonly Cell[])[]>
  /** In which moments are written; neither format knows zones. */
  readonly timeZone: string
}

export const mediaTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const
export type TableFormat = keyof typeof mediaTypes

/** The whole file. */
export async function tableFile(format: TableFormat, table: Table): Promise<Uint8Array> {
  return format === 'csv' ? csvFile(table) : xlsxFile(table)
}

/** CSV as Excel opens it with two clicks: byte order mark, CRLF, and no cell that a program would run as a formula. */
async function csvFile(table: Table): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  const write = (rows: readonly (readonly Cell[])[]) => {
    chunks.push(
      Buffer.from(rows.map((row) => `${row.map((cell, i) => csvCell(table, cell, i)).join(',')}\r\n`).join('')),
    )
  }
  write([[`\ufeff${table.note}`], table.columns.map(({ title }) => title)])
  for await (const piece of table.pieces) {
    write(piece)
    await othersFirst()
  }
  return Buffer.concat(chunks)
}

function csvCell({ columns, timeZone }: Table, cell: Cell, i: number): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = cell instanceof Date ? localText(cell, timeZone) : columns[i]?.kind === 'day' ? cell : harmless(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * A text that a spreadsheet takes as text: one that begins as a formula would (= + - @, also after blanks, tab or return)
 * gets an apostrophe (OWASP, CSV injection).
 */
export function harmless(text: string): string {
  return /^[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/.test(text) ? `'${text}` : text
}

const parts = new Map<string, Intl.DateTimeFormat>()
/** '2026-11-16 08:30' in the zone. */
function localText(at: Date, timeZone: string): string {
  let format = parts.get(timeZone)
  if (format === undefined) {
    const two = '2-digit' as const
    const clock = { hour: two, minute: two, hourCycle: 'h23' } as const
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: two, day: two, ...clock })
    parts.set(timeZone, format)
  }
  return format.format(at)
}

const headerRow = 2
/** Excel refuses longer cells and more rows. */
const longestCell = 32_767

async function xlsxFile(table: Table): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let failed: Error | null = null
  const zip = new Zip((error, chunk) => {
    if (error !== null) failed = error
    else chunks.push(chunk)
  })
  const add = (path: string, text: string) => {
    const file = new ZipDeflate(path, { level: 6 })
    zip.add(file)
    file.push(Buffer.from(xmlHead + text), true)
  }
  add('[Content_Types].xml', contentTypes)
  add('_rels/.rels', relations('officeDocument', 'xl/workbook.xml'))
  add('xl/_rels/workbook.xml.rels', workbookRelations)
  add('xl/workbook.xml', workbook(table.name))
  add('xl/styles.xml', styles)

  // widths stand before the rows, so they are measured from the first piece
  const pieces = table.pieces[Symbol.asyncIterator]()
  let piece = await pieces.next()
  const sheet = new ZipDeflate('xl/worksheets/sheet1.xml', { level: 6 })
  zip.add(sheet)
  sheet.push(Buffer.from(xmlHead + sheetHead(table, piece.done === true ? [] : piece.value)), false)
  let at = headerRow
  while (piece.done !== true) {
    const rows = piece.value.map((row) => xlsxRow(table, row, ++at))
    sheet.push(Buffer.from(rows.join('')), false)
    await othersFirst()
    piece = await pieces.next()
  }
  sheet.push(
    Buffer.from(`</sheetData><autoFilter ref="A${headerRow}:${letters(table.columns.length - 1)}${at}"/></worksheet>`),
    true,
  )
  zip.end()
  if (failed !== null) throw failed
  return Buffer.concat(chunks)
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const office = 'http://schemas.openxmlformats.org'
const main = `${office}/spreadsheetml/2006/main`
const contentTypes = `<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`
const relation = (id: number, type: string, target: string) =>
  `<Relationship Id="rId${id}" Type="${office}/officeDocument/2006/relationships/${type}" Target="${target}"/>`
const relations = (type: string, target: string) =>
  `<Relationships xmlns="${office}/package/2006/relationships">${relation(1, type, target)}</Relationships>`
const workbookRelations = `<Relationships xmlns="${office}/package/2006/relationships">${relation(1, 'worksheet', 'worksheets/sheet1.xml')}${relation(2, 'styles', 'styles.xml')}</Relationships>`
const workbook = (name: string) =>
  `<workbook xmlns="${main}" xmlns:r="${office}/officeDocument/2006/relationships"><sheets><sheet name="${escaped(sheetName(name))}" sheetId="1" r:id="rId1"/></sheets></workbook>`

/** Styles by their place: 0 nothing, 1 head, 2 moment, 3 day, 4 note, 5 text. */
const styles = `<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><i/><sz val="10"/><color rgb="FF666666"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF0F0F0"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf/><xf numFmtId="49" fontId="1" fillId="2" applyNumberFormat="1" applyFont="1" applyFill="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="49" fontId="2" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>`

/** At most 31 characters, without those that a sheet's name may not have. */
const sheetName = (name: string) => name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31)

function sheetHead(table: Table, first: readonly (readonly Cell[])[]): string {
  const cols = table.columns.map((column, i) => {
    const cells = first.slice(0, 500).map((row) => widthOf(row[i] ?? null, column))
    const width = Math.min(Math.max(widthOfText(column.title) + 3, ...cells), 60)
    return `<col min="${i + 1}" max="${i + 1}" width="${width + 2}" customWidth="1"/>`
  })
  const pane = `<pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/>`
  const head = table.columns.map(({ title }, i) => textCell(title, i, headerRow, 1)).join('')
  return `<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${cols.join('')}</cols><sheetData><row r="1">${textCell(table.note, 0, 1, 4)}</row><row r="${headerRow}">${head}</row>`
}

function xlsxRow({ columns, timeZone }: Table, row: readonly Cell[], at: number): string {
  const cells = row.map((cell, i) => {
    const { kind } = columns[i]!
    if (cell === null) return ''
    if (cell instanceof Date) return numberCell(serialOf(localText(cell, timeZone)), i, at, 2)
    if (typeof cell === 'number') return numberCell(cell, i, at, null)
    return kind === 'day' ? numberCell(serialOf(cell), i, at, 3) : textCell(cell, i, at, 5)
  })
  return `<row r="${at}">${cells.join('')}</row>`
}

const numberCell = (value: number, column: number, row: number, style: number | null) =>
  `<c r="${letters(column)}${row}"${style === null ? '' : ` s="${style}"`}><v>${value}</v></c>`

/** An inline text is never run as a formula, whatever it begins with; its format is Text, so that editing it changes nothing. */
const textCell = (text: string, column: number, row: number, style: number) =>
  `<c r="${letters(column)}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, longestCell))}</t></is></c>`

/** Days since 1899-12-30 with the part of the day, as spreadsheets count them. */
function serialOf(local: string): number {
  const utc = Date.parse(local.length > 10 ? `${local.replace(' ', 'T')}:00Z` : `${local}T00:00:00Z`)
  return (utc - Date.UTC(1899, 11, 30)) / 86_400_000
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Text inside of XML; what XML cannot carry at all is left out. */
function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"]/g, (sign) => escapes[sign]!)
  )
}

/** 0 is A, 26 is AA. */
export function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last
}

function widthOf(cell: Cell, { kind }: TableColumn): number {
  if (cell === null) return 0
  if (cell instanceof Date) return 16
  return kind === 'day' ? 10 : widthOfText(String(cell))
}

/** How many columns a text takes: a Chinese character takes two. */
function widthOfText(text: string): number {
  let width = 0
  for (const sign of text.slice(0, 60)) width += sign > '\u2e7f' ? 2 : 1
  return width
}
