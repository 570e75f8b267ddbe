import { expect, test } from 'vitest'
import { Move, moveNames } from '../../../contract.ts'
import { faultOf, isRequired, longest, moveOf } from './field-rule.ts'

test('a form asks for what the contract asks for', () => {
  expect(isRequired('return', 'reason')).toBe(true)
  expect(isRequired('withdraw', 'reason')).toBe(false)
  expect(isRequired('assign', 'unitId')).toBe(true)
  expect(isRequired('assign', 'assistingUnitIds')).toBe(false)
})

test('what is empty, too short or too long is told with the limits of the contract', () => {
  expect(faultOf('answer', 'text', '  ')).toEqual({ kind: 'missing' })
  expect(faultOf('answer', 'text', '已办好')).toEqual({ kind: 'short', limit: 10 })
  expect(faultOf('answer', 'text', '好'.repeat(4001))).toEqual({ kind: 'long', limit: 4000 })
  expect(faultOf('answer', 'text', '轴承已经更换，运行正常。')).toBeNull()
  expect(faultOf('assign', 'unitId', 'nowhere')).toEqual({ kind: 'missing' })
})

test('a field that is asked for only sometimes is asked for then', () => {
  expect(faultOf('answer', 'promisedOn', undefined)).toBeNull()
  expect(faultOf('answer', 'promisedOn', undefined, true)).toEqual({ kind: 'missing' })
})

test('the counter below a text knows the limit of the contract', () => {
  expect(longest('answer', 'text')).toBe(4000)
  expect(longest('answer', 'policyRule')).toBe(300)
  expect(longest('assign', 'unitId')).toBeNull()
})

test('every move of the contract has a shape to check against', () => {
  for (const move of moveNames) expect(() => isRequired(move, 'reason')).not.toThrow()
})

test('who was chosen from a list is sent by id', () => {
  const ownerId = '019ab0d0-0000-7000-8000-000000000001'
  expect(moveOf('reassign', { ownerId: { value: ownerId, label: '王强' } })).toEqual({ do: 'reassign', ownerId })
  expect(faultOf('reassign', 'ownerId', { value: ownerId, label: '王强' })).toBeNull()
})

test('the move holds what was given, and nothing that was left empty', () => {
  const move = moveOf('answer', { kind: 'done', text: ' 轴承已经更换，运行正常。 ', policyRule: '', promisedOn: null })
  expect(move).toEqual({ do: 'answer', kind: 'done', text: '轴承已经更换，运行正常。' })
  expect(Move.safeParse(move).success).toBe(true)
})
