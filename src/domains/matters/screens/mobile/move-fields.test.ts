import { expect, test } from 'vitest'
import { Move, type MoveName, moveNames } from '../../contract.ts'
import { asked, listOf, moveFields, moveOf, unfilled, type Values } from './move-fields.ts'

const id = '01890000-0000-7000-8000-000000000001'
const day = '2026-11-27'
const words = '写得足够长，任何一项都说得明白。'

const aPart = (text: string) => ({ text, fileIds: [], mergedIds: [], actionIds: [] })

/** A value for every field, as a person would fill it in. */
const filled: Values = {
  unitId: id,
  assistingUnitIds: listOf(['01890000-0000-7000-8000-000000000002']),
  ownerId: id,
  actionId: id,
  intoId: id,
  earlierId: id,
  parts: JSON.stringify([aPart('值班室没有热水。'), aPart('报修没有回音。')]),
  until: day,
  dueOn: day,
  promisedOn: day,
  kind: 'by_date',
  policyRule: '集团资产管理办法第十二条',
  verdict: 'partly',
  text: words,
  question: words,
  reason: words,
  note: words,
}
const filesOf = (move: MoveName) => (move === 'attach_evidence' ? [id] : [])

test.each(moveNames)('what the form of "%s" asks for is what the move takes', (name) => {
  expect(unfilled(name, filled)).toEqual([])
  const move = moveOf(name, filled, filesOf(name))
  expect(Move.safeParse(move)).toMatchObject({ success: true })
  for (const { name: field } of moveFields[name].filter(({ when }) => when === undefined || when(filled)))
    expect(move).toHaveProperty(field)
})

test.each(moveNames)('the form of "%s" names what is missing exactly where the move would be refused', (name) => {
  for (const { name: field, least } of asked(name, filled)) {
    const without = { ...filled, [field]: '  ' }
    expect(unfilled(name, without).map((one) => one.name)).toEqual(least > 0 ? [field] : [])
    if (least === 0) expect(Move.safeParse(moveOf(name, without, filesOf(name)))).toMatchObject({ success: true })
  }
})

test('the lead unit does not assist itself, whichever was chosen first', () => {
  const other = '01890000-0000-7000-8000-000000000002'
  const values = { unitId: id, assistingUnitIds: listOf([other, id]) }
  expect(moveOf('assign', values, [])).toEqual({ do: 'assign', unitId: id, assistingUnitIds: [other] })
})

test('what does not belong to the chosen answer is not sent along', () => {
  expect(moveOf('answer', { ...filled, kind: 'done' }, [])).toEqual({ do: 'answer', kind: 'done', text: words })
  expect(moveOf('judge', { ...filled, verdict: 'solved' }, [])).toEqual({ do: 'judge', verdict: 'solved' })
})
