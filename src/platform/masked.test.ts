import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskedAddress, maskedName, maskedPhone } from './masked.ts'

test('a name, a phone and an address keep what is needed to recognise them, and no more', () => {
  expect([maskedName('张三'), maskedName('欧阳小暑'), maskedName('𠮷田'), maskedName('')]).toEqual([
    '张*',
    '欧*',
    '𠮷*',
    '*',
  ])
  expect([maskedPhone('13812340000'), maskedPhone('04511234567'), maskedPhone('80001234')]).toEqual([
    '138****0000',
    '045****4567',
    '****1234',
  ])
  expect([maskedAddress(['示范小区', '3号楼', '2单元', '501']), maskedAddress([])]).toEqual(['示范小区', ''])
})

test('whatever the phone, at most seven of its digits are seen', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{7,12}$/), (digits) => {
      expect(maskedPhone(digits).replaceAll('*', '').length).toBeLessThanOrEqual(7)
    }),
  )
})
