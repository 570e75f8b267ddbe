import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeCsv, parseCsv } from './csv.ts'
import { csvOf } from './factory.ts'

const fieldsOf = (text: string): (readonly string[])[] => parseCsv(text).map((record) => record.fields)

test('quotes, commas, line breaks and doubled quotes inside a field are its own', () => {
  expect(fieldsOf('a,"b,""c""\r\nd",e\r\n')).toEqual([['a', 'b,"c"\r\nd', 'e']])
})

test('a record is named by the line on which it begins, though others hold line breaks', () => {
  const lines = parseCsv('工号,姓名\r\n"1\r\n2",甲\n\n3,乙\r4,丙').map((record) => record.line)
  expect(lines).toEqual([1, 2, 5, 6])
})

test('the separator is whatever the first line is made of', () => {
  expect(fieldsOf('工号;姓名\n1;"甲;乙"')).toEqual([
    ['工号', '姓名'],
    ['1', '甲;乙'],
  ])
  expect(fieldsOf('工号\t姓名\n1\t甲,乙')).toEqual([
    ['工号', '姓名'],
    ['1', '甲,乙'],
  ])
})

test('a quote that never closes ends with the text', () => {
  expect(fieldsOf('a,"b\nc')).toEqual([['a', 'b\nc']])
})

test('whatever rows are written come back as they were', () => {
  const field = fc.string({ unit: fc.constantFrom('甲', 'a', '"', ',', '\n', '\r', ' ', ';', '\t', '1') })
  const rows = fc.array(fc.array(field, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(rows, fc.constantFrom('\n', '\r\n', '\r'), (given, end) => {
      const wanted = given.filter((row) => row.some((one) => one !== ''))
      expect(fieldsOf(csvOf([['a', 'b', 'c'], ...given], end))).toEqual([['a', 'b', 'c'], ...wanted])
    }),
  )
})

test('every encoding that spreadsheets save in gives the same text', () => {
  const text = '工号,姓名\n1,张三'
  const utf8 = new TextEncoder().encode(text)
  // 工号,姓名 and 张三 in GB 18030
  const gb18030 = Buffer.from('b9a4bac52cd0d5c3fb0a312cd5c5c8fd', 'hex')
  expect(decodeCsv(utf8)).toBe(text)
  expect(decodeCsv(Buffer.concat([Buffer.from('efbbbf', 'hex'), utf8]))).toBe(text)
  expect(decodeCsv(Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from(text, 'utf16le')]))).toBe(text)
  expect(decodeCsv(gb18030)).toBe(text)
})
