import { expect, test } from 'vitest'
import { type Actor, himself, holds, onBehalfOf, type UnitPlace, worksFor } from './access.ts'

const unit = (id: string): UnitPlace => ({ id, path: ['root', id] })
const actor = (more: Partial<Actor>): Actor => ({
  personId: 'me',
  name: '',
  staffNo: '',
  unit: unit('a'),
  grants: [],
  ...more,
})
const deputy = actor({
  grants: [
    { role: 'secretary', unitId: 'a' },
    { role: 'leader', unitId: 'b', of: 'x' },
    { role: 'leader', unitId: 'c', of: 'y' },
  ],
  standsIn: [
    { personId: 'x', name: '', unitId: 'b' },
    { personId: 'y', name: '', unitId: null },
  ],
})
const leads = (id: string) => (as: Actor) => holds(as, ['leader', 'secretary'], unit(id))

test('a deputy acts in his own name where his own role suffices, and else for the one whose role it is', () => {
  expect(['a', 'b', 'c'].map((id) => onBehalfOf(deputy, leads(id)))).toEqual([null, 'x', 'y'])
  expect(onBehalfOf(actor({}), () => true)).toBeNull()
})

test('the work of one person is not done in the name of another', () => {
  const owner = (of: string) => (as: Actor) => worksFor(as, of, ['root', 'b'])
  expect(['x', 'y', 'me', 'z'].map((of) => onBehalfOf(deputy, owner(of)))).toEqual(['x', 'y', null, null])
})

test('a deputy for a role does the owner’s work at that unit and below; one for his own work does all of it', () => {
  expect([worksFor(deputy, 'x', ['root', 'b', 'b1']), worksFor(deputy, 'x', ['root', 'c'])]).toEqual([true, false])
  expect([worksFor(deputy, 'y', ['root', 'd']), worksFor(deputy, null, ['root', 'b'])]).toEqual([true, false])
  expect(worksFor(deputy, 'me', [])).toBe(true)
})

test('himself is what remains when all deputyships end', () => {
  expect(himself(deputy)).toMatchObject({ grants: [{ role: 'secretary', unitId: 'a' }], standsIn: [] })
})
