import { expect, test } from 'vitest'
import type { UnitView } from '../../contract.ts'
import { lineOf, unitsInReach } from './reach.ts'

const unit = (id: string, parentId: string | null): UnitView => ({ id, parentId, code: id, name: id, kind: 'other' })
const units = [unit('集团', null), unit('东', '集团'), unit('西', '集团'), unit('东一', '东'), unit('东一甲', '东一')]

test('a role reaches its unit and everything below, no other role does', () => {
  const held = [
    { role: 'secretary' as const, unit: { id: '东', name: '东' } },
    { role: 'repairer' as const, unit: { id: '西', name: '西' } },
  ]
  expect([...unitsInReach(units, held, ['secretary', 'leader'])]).toEqual(['东', '东一', '东一甲'])
  expect([...unitsInReach(units, held, ['hr'])]).toEqual([])
})

test('a unit is named from below the company down, the company by its own name', () => {
  expect([lineOf(units, '东一甲'), lineOf(units, '集团')]).toEqual(['东 / 东一 / 东一甲', '集团'])
})
