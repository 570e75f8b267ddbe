import { deflateRawSync } from 'node:zlib'
import Excel from 'exceljs'
import { expect, test } from 'vitest'
import { emptyCompany, planOf, told, workbookOf } from './factory.ts'
import { rosterTemplate } from './template.ts'
import { openSheets } from './workbook.ts'

const textsOf = (sheet: Awaited<ReturnType<typeof openSheets>>[number] | undefined): string[][] =>
  (sheet?.rows ?? []).map((row) => row.cells.map((cell) => cell.text))

test('numbers, dates, formulas, rich text, links and broken cells of Excel are read as people see them', async () => {
  const bytes = await workbookOf({ 人员: [['工号']] }, (book) => {
    const sheet = book.getWorksheet('人员')!
    sheet.getCell('A2').value = 123
    sheet.getCell('A2').numFmt = '000000'
    sheet.getCell('B2').value = 13800000001
    sheet.getCell('C2').value = new Date('2026-03-01T00:00:00Z')
    sheet.getCell('D2').value = { formula: '"北辰"&"热力"', result: '北辰热力' }
    sheet.getCell('E2').value = { richText: [{ text: '张' }, { font: { bold: true }, text: '三' }] }
    sheet.getCell('F2').value = { text: '李四', hyperlink: 'mailto:someone@example.com' }
    sheet.getCell('G2').value = { error: '#REF!' }
    sheet.getCell('H2').value = ' Ａ１２ '
    sheet.getCell('I9').value = ' '
  })
  const [sheet] = await openSheets(bytes)
  expect(textsOf(sheet)[1]).toEqual(['000123', '13800000001', '2026-03-01', '北辰热力', '张三', '李四', '', 'A12'])
  expect(sheet!.rows[1]!.cells[6]!.broken).toBe('#REF!')
  expect(sheet!.rows).toHaveLength(2)
})

test('a title above, a header over two rows with merged cells, and merged units below are understood', async () => {
  const rows = [
    ['北辰热力花名册'],
    ['工号', '姓名', '单位', '联系方式与岗位', ''],
    ['', '', '', '手机号', '岗位'],
    ['A1', '张春分', '北辰热力/东一所', '13800000001', '所长'],
    ['A2', '李夏至', '', '13800000002', ''],
  ]
  const bytes = await workbookOf({ 花名册: rows }, (book) => {
    const sheet = book.getWorksheet('花名册')!
    for (const area of ['A1:E1', 'A2:A3', 'B2:B3', 'C2:C3', 'D2:E2', 'C4:C5']) sheet.mergeCells(area)
  })
  const plan = planOf(await openSheets(bytes), emptyCompany)
  expect(told(plan)).toEqual([])
  expect(plan.people.map((one) => [one.staffNo, one.line, plan.unitNames[one.after.unit]])).toEqual([
    ['A1', 4, '北辰热力 / 东一所'],
    ['A2', 5, '北辰热力 / 东一所'],
  ])
})

test.each(['zh', 'en'] as const)(
  'the %s template can be imported back; its examples are left out',
  async (language) => {
    const sheets = await openSheets(await rosterTemplate(language))
    const plan = planOf(sheets, emptyCompany)
    expect(plan.problems.filter((one) => one.level === 'error')).toEqual([])
    expect(plan.problems.map((one) => one.code)).toEqual(Array(7).fill('example_row'))
    expect(plan.people).toEqual([])
    expect(plan.units.added).toEqual([])
  },
)

test('what HR fills into the template below the examples is imported, leading zeros kept', async () => {
  const book = new Excel.Workbook()
  await book.xlsx.load((await rosterTemplate('zh')).buffer)
  book.getWorksheet('人员')!.addRow(['007', '张春分', '北辰热力', '', '13800000001', '', '', '', ''])
  const sheets = await openSheets(new Uint8Array(await book.xlsx.writeBuffer()))
  const plan = planOf(sheets, emptyCompany)
  expect(plan.people.map((one) => [one.staffNo, one.phone])).toEqual([['007', '13800000001']])
})

test('old and encrypted Excel files, pictures and empty files are refused in words', async () => {
  const refused = (bytes: Uint8Array) => expect(openSheets(bytes)).rejects
  await refused(Buffer.from('d0cf11e0a1b11ae1', 'hex')).toMatchObject({ code: 'org.roster_old_excel' })
  await refused(Buffer.from('89504e470d0a1a0a0000000d', 'hex')).toMatchObject({ code: 'org.roster_not_readable' })
  await refused(new Uint8Array()).toMatchObject({ code: 'org.roster_not_readable' })
  await refused(Buffer.from('504b0304 00000000'.replace(' ', ''), 'hex')).toMatchObject({
    code: 'org.roster_not_readable',
  })
})

test('a small archive that unpacks to more than we take is refused before it is unpacked', async () => {
  await expect(openSheets(bomb(300 * 1024 * 1024))).rejects.toMatchObject({ code: 'org.roster_too_large' })
})

test('too many rows or columns are refused', async () => {
  const wide = await workbookOf({ 人员: [Array(61).fill('列')] })
  await expect(openSheets(wide)).rejects.toMatchObject({ code: 'org.roster_too_large' })
  const long = Buffer.from('1\n'.repeat(50_001))
  await expect(openSheets(long)).rejects.toMatchObject({ code: 'org.roster_too_large' })
})

/** A ZIP of one entry that says it is small. */
function bomb(size: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(size))
  const name = Buffer.from('xl/workbook.xml')
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(10, 22)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(packed.length, 20)
  central.writeUInt32LE(10, 24)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length + name.length, 12)
  end.writeUInt32LE(local.length + name.length + packed.length, 16)
  return Buffer.concat([local, name, packed, central, name, end])
}
