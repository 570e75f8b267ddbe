/** Opens a roster file: XLSX by exceljs, or CSV. Gives plain sheets; what cannot be opened is refused in words. */
import { inflateRawSync } from 'node:zlib'
import type Excel from 'exceljs'
import { Refusal } from '#platform/refusal.ts'
import { type Cell, dayCell, emptyCell, numberCell, textCell } from './cell.ts'
import { decodeCsv, parseCsv } from './csv.ts'
import type { Sheet, SheetRow } from './table.ts'

/** More than any company of this kind has people; keeps a broken or hostile file from filling the memory. */
const most = { rows: 50_000, columns: 60, sheets: 20, unpackedBytes: 200 * 1024 * 1024 } as const

/** The sheets of an XLSX or CSV file, whichever the bytes say it is. Throws Refusal for anything else. */
export async function openSheets(bytes: Uint8Array): Promise<Sheet[]> {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const begins = (signature: string): boolean => data.subarray(0, signature.length / 2).toString('hex') === signature
  if (begins('d0cf11e0')) throw new Refusal('bad_input', 'org.roster_old_excel')
  const sheets = begins('504b0304') ? await workbookSheets(data) : [csvSheet(data)]
  if (
    sheets.some((sheet) => sheet.rows.length > most.rows || sheet.rows.some((row) => row.cells.length > most.columns))
  )
    throw new Refusal('bad_input', 'org.roster_too_large')
  return sheets
}

function csvSheet(data: Buffer): Sheet {
  // no text file holds zero bytes, except UTF-16 with its mark
  if (data.length === 0 || (data.includes(0) && !(data[0] === 0xff && data[1] === 0xfe)))
    throw new Refusal('bad_input', 'org.roster_not_readable')
  const rows = parseCsv(decodeCsv(data)).map(({ line, fields }) => ({ line, cells: fields.map(textCell) }))
  return { name: null, rows: rows.filter(hasContent) }
}

async function workbookSheets(data: Buffer): Promise<Sheet[]> {
  refuseBomb(data)
  const { default: exceljs } = await import('exceljs') // slow to load, and rarely needed
  const book = new exceljs.Workbook()
  try {
    // its types want an ArrayBuffer of its own; it takes any Buffer
    await book.xlsx.load(data as unknown as Excel.Buffer)
  } catch {
    throw new Refusal('bad_input', 'org.roster_not_readable')
  }
  return book.worksheets.slice(0, most.sheets).map(sheetOf)
}

function sheetOf(sheet: Excel.Worksheet): Sheet {
  const rows: SheetRow[] = []
  sheet.eachRow((row, line) => {
    const cells: Cell[] = []
    row.eachCell((cell, column) => {
      if (column > most.columns && cell.value !== null && cell.value !== '')
        throw new Refusal('bad_input', 'org.roster_too_large')
      if (column <= most.columns) cells[column - 1] = cellOf(cell.value, cell.numFmt)
    })
    const dense = Array.from(cells, (cell) => cell ?? emptyCell)
    if (hasContent({ cells: dense })) rows.push({ line, cells: dense })
  })
  return { name: sheet.name, rows }
}

function hasContent(row: Pick<SheetRow, 'cells'>): boolean {
  return row.cells.some((cell) => cell.text !== '' || cell.broken !== undefined)
}

/** A value of exceljs as a cell. A merged cell has its master's value, a formula its last result. */
function cellOf(value: Excel.CellValue, format: string | undefined): Cell {
  if (value === null || value === undefined) return emptyCell
  if (typeof value === 'string') return textCell(value)
  if (typeof value === 'number') return numberCell(value, /^0+$/.test(format ?? '') ? format : '')
  if (typeof value === 'boolean') return textCell(value ? 'TRUE' : 'FALSE')
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? { text: '', broken: '#VALUE!' } : dayCell(value)
  if ('error' in value) return { text: '', broken: value.error }
  if ('richText' in value) return textCell(value.richText.map((part) => part.text).join(''))
  if ('hyperlink' in value) return cellOf(value.text as Excel.CellValue, format)
  return 'result' in value ? cellOf(value.result as Excel.CellValue, format) : emptyCell
}

/**
 * Refuses an archive that unpacks to more than we take. The sizes an archive tells of itself may lie, so each entry is
 * unpacked with a limit (APPNOTE.TXT 4.3.12: the central directory; 4.3.7: the local header before each entry).
 */
function refuseBomb(zip: Buffer): void {
  let left = most.unpackedBytes
  try {
    const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'))
    let at = zip.readUInt32LE(end + 16)
    for (let n = zip.readUInt16LE(end + 10); n > 0; n -= 1) {
      const method = zip.readUInt16LE(at + 10)
      const packed = zip.readUInt32LE(at + 20)
      const local = zip.readUInt32LE(at + 42)
      const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
      const entry = zip.subarray(from, from + packed)
      left -= method === 0 ? packed : inflateRawSync(entry, { maxOutputLength: Math.max(left, 1) }).length
      if (left < 0) throw new RangeError('unpacks to too much')
      at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
    }
  } catch (error) {
    const tooMuch = error instanceof RangeError && (error as NodeJS.ErrnoException).code !== 'ERR_OUT_OF_RANGE'
    throw new Refusal('bad_input', tooMuch ? 'org.roster_too_large' : 'org.roster_not_readable')
  }
}
