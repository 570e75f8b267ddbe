import ExcelJS from 'exceljs'
import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { type Cell, harmless, letters, type Table, type TableFormat, tableFile } from './table-file.ts'

const columns: Table['columns'] = [
  { title: '标题', kind: 'text' },
  { title: '件数', kind: 'number' },
  { title: '提出时间', kind: 'moment' },
  { title: '期限', kind: 'day' },
]
async function* pieces(...some: (readonly (readonly Cell[])[])[]) {
  yield* some
}
const table = (...some: (readonly (readonly Cell[])[])[]): Table => ({
  name: '事项',
  note: '导出人：张三',
  columns,
  pieces: pieces(...some),
  timeZone: 'Asia/Shanghai',
})
async function sheetOf(made: Table): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((await tableFile('xlsx', made)) as unknown as ArrayBuffer)
  return book.worksheets[0]!
}
const csvOf = async (made: Table): Promise<string> =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(await tableFile('csv', made))

const raisedAt = new Date('2026-11-16T16:30:00Z') // already the 17th in Shanghai

test('a workbook reads back as it was: texts, numbers, moments in the company’s zone, and days as days', async () => {
  const sheet = await sheetOf(table([['热水器坏了', 3, raisedAt, '2026-11-20']], [['又坏了 & <坏>', 0, null, null]]))
  expect([sheet.name, sheet.getCell('A1').value]).toEqual(['事项', '导出人：张三'])
  expect(sheet.getRow(2).values).toEqual([undefined, '标题', '件数', '提出时间', '期限'])
  const row = sheet.getRow(3)
  expect([row.getCell(1).value, row.getCell(2).value]).toEqual(['热水器坏了', 3])
  expect([row.getCell(3).value, row.getCell(4).value]).toEqual([
    new Date('2026-11-17T00:30:00Z'),
    new Date('2026-11-20T00:00:00Z'),
  ])
  expect([row.getCell(3).numFmt, row.getCell(4).numFmt]).toEqual(['yyyy-mm-dd hh:mm', 'yyyy-mm-dd'])
  expect([sheet.getCell('A4').value, sheet.getCell('B4').value, sheet.getCell('C4').value]).toEqual([
    '又坏了 & <坏>',
    0,
    null,
  ])
  expect(sheet.rowCount).toBe(4)
})

test('the head stays in view, and columns are as wide as what is in them, a Chinese character counting twice', async () => {
  const sheet = await sheetOf(table([['二号换热站循环泵夜里响', 1, raisedAt, '2026-11-20']]))
  expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 2 })
  expect([1, 2, 3].map((i) => sheet.getColumn(i).width)).toEqual([24, 9, 18])
  expect(sheet.autoFilter).toBe('A2:D3')
})

test('an empty list is a file with its head', async () => {
  expect((await sheetOf(table())).rowCount).toBe(2)
  expect(await csvOf(table())).toBe('\ufeff导出人：张三\r\n标题,件数,提出时间,期限\r\n')
})

const formulas = ['=1+1', '+86', '-2', '@SUM(A1)', '\t=1', '\r=1', ' =HYPERLINK("x")', '＝1+1', '\u00a0=1', '\ufeff=1']

test('what looks like a formula stays text, in both', async () => {
  const rows = formulas.map((text) => [text, 1, null, null])
  const sheet = await sheetOf(table(rows))
  for (const [i, text] of formulas.entries()) {
    const cell = sheet.getCell(i + 3, 1)
    expect([cell.type, cell.formula, cell.numFmt]).toEqual([ExcelJS.ValueType.String, undefined, '@'])
    expect(String(cell.value).replaceAll('\n', '\r')).toBe(text.replaceAll('\n', '\r'))
  }
  const lines = (await csvOf(table(rows))).split('\r\n').slice(2)
  expect(lines.slice(0, 4)).toEqual(["'=1+1,1,,", "'+86,1,,", "'-2,1,,", "'@SUM(A1),1,,"])
  for (const text of formulas) expect(harmless(text)).toBe(`'${text}`)
  for (const text of ['a=1', '3-2-501', '', '热水器']) expect(harmless(text)).toBe(text)
})

test('CSV has what Excel asks for: byte order mark, CRLF, quotes where they are needed', async () => {
  const text = await csvOf(table([['他说“好”，"行"\n再看', 1.5, raisedAt, '2026-11-20']]))
  expect(text.startsWith('\ufeff')).toBe(true)
  expect(text.split('\r\n')[2]).toBe('"他说“好”，""行""\n再看",1.5,2026-11-17 00:30,2026-11-20')
})

test('signs that XML cannot carry are left out, and a cell is never longer than a spreadsheet takes', async () => {
  const sheet = await sheetOf(
    table([
      ['热\u0000水\u0008器\ud800', 1, null, null],
      ['长'.repeat(40_000), 1, null, null],
    ]),
  )
  expect(sheet.getCell('A3').value).toBe('热水器\ufffd')
  expect(String(sheet.getCell('A4').value)).toHaveLength(32_767)
})

test.each([['xlsx'], ['csv']] as const)(
  'a hundred thousand rows are written in seconds, as %s',
  async (format: TableFormat) => {
    async function* many() {
      for (let piece = 0; piece < 100; piece += 1)
        yield Array.from({ length: 1_000 }, (_, i) => [
          `第${piece * 1_000 + i}件：夜班热水器`,
          i,
          raisedAt,
          '2026-11-20',
        ])
    }
    const since = performance.now()
    const bytes = await tableFile(format, { ...table(), pieces: many() })
    expect(performance.now() - since).toBeLessThan(30_000)
    const text = format === 'csv' ? bytes : unzipSync(bytes)['xl/worksheets/sheet1.xml']!
    const body = new TextDecoder().decode(text)
    expect(body.match(format === 'csv' ? /\r\n/g : /<row /g)).toHaveLength(100_002)
    expect(body).toContain('第99999件')
  },
  60_000,
)

test('columns are named as spreadsheets name them', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(letters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
})
