/** The roster template: people sheet with example rows, units sheet, notes; in Chinese or English. */
import type Excel from 'exceljs'
import type { Language } from '#platform/words.ts'
import { orgWords } from '../words.ts'
import { peopleHeaders, unitHeaders } from './table.ts'
import { templateWords } from './words.ts'

const headers = {
  zh: {
    people: Object.values(peopleHeaders).map((names) => names[0]),
    units: Object.values(unitHeaders).map((names) => names[0]),
  },
  en: {
    people: ['Staff no.', 'Name', 'Unit', 'Post', 'Mobile phone', 'Party membership', 'Roles', 'Status', 'Left on'],
    units: ['Unit code', 'Unit name', 'Parent code', 'Kind'],
  },
} as const

/** The bytes of an XLSX file. */
export async function rosterTemplate(language: Language): Promise<Uint8Array<ArrayBuffer>> {
  const words = templateWords[language]
  const { roles, party, kinds } = orgWords[language]
  const { default: exceljs } = await import('exceljs') // slow to load, and rarely needed
  const book = new exceljs.Workbook()
  const people = addTable(book, words.people, headers[language].people, words.peopleRows)
  choices(people, 'F', Object.values(party))
  choices(
    people,
    'H',
    words.peopleRows.map((row) => row[7]!),
  )
  const units = addTable(book, words.units, headers[language].units, words.unitRows)
  choices(units, 'D', Object.values(kinds))
  const notes = book.addWorksheet(words.notes)
  notes.getColumn(1).width = 110
  notes.getColumn(1).alignment = { wrapText: true, vertical: 'top' }
  for (const [i, rule] of words.rules.entries()) notes.addRow([`${i + 1}. ${rule}`])
  const granted = Object.entries(roles).filter(([role]) => role !== 'employee')
  notes.addRow([`${words.roles}: ${granted.map(([, word]) => word).join(' / ')}`])
  notes.addRow([`${words.party}: ${Object.values(party).join(' / ')}`])
  return new Uint8Array(await book.xlsx.writeBuffer())
}

function addTable(
  book: Excel.Workbook,
  name: string,
  header: readonly string[],
  examples: readonly (readonly string[])[],
): Excel.Worksheet {
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
  const first = sheet.addRow([...header])
  first.font = { bold: true }
  for (const example of examples) {
    const row = sheet.addRow([...example])
    row.font = { italic: true, color: { argb: 'FF7A7A7A' } }
  }
  header.forEach((_, index) => {
    const column = sheet.getColumn(index + 1)
    column.width = index === 2 ? 36 : 18
    column.numFmt = '@' // text: keeps leading zeros and long numbers
  })
  return sheet
}

/** What exceljs has and its types do not name: a validation over a whole range, not copied into each cell. */
interface Validated {
  readonly dataValidations: { add(range: string, validation: Excel.DataValidation): void }
}

/** Offers a list to choose from in a column; other texts stay possible. */
function choices(sheet: Excel.Worksheet, column: string, words: readonly string[]): void {
  const formulae = [`"${[...new Set(words)].join(',')}"`]
  const validation = { type: 'list', allowBlank: true, showErrorMessage: false, formulae } as const
  ;(sheet as unknown as Validated).dataValidations.add(`${column}2:${column}20000`, { ...validation })
}
