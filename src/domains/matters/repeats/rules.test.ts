/** What may be said about two matters, as a table. */
import { expect, test } from 'vitest'
import { repeated } from './rules.ts'

const matter = { id: 'later', kind: 'suggestion' }
const earlier = { id: 'earlier', kind: 'suggestion', before: true, said: null }
const said = (same: boolean, byRaiser: boolean) => ({ ...earlier, said: { same, byRaiser } })

test.each([
  ['the same, for the first time', true, earlier, false, null],
  ['another, for the first time', false, earlier, false, null],
  ['the same as nothing', true, null, false, 'matters.earlier_unknown'],
  ['the same as itself', true, { ...earlier, id: 'later' }, false, 'matters.earlier_unknown'],
  ['the same as another kind', true, { ...earlier, kind: 'directive' }, false, 'matters.earlier_unknown'],
  ['the same as what was open then', true, { ...earlier, before: false }, false, 'matters.earlier_not_closed'],
  ['the same again', true, said(true, false), false, 'matters.said_already'],
  ['another again', false, said(false, true), true, 'matters.said_already'],
  ['another, against a colleague', false, said(true, false), false, null],
  ['the same, against a colleague', true, said(false, false), false, null],
  ['another, against the raiser', false, said(true, true), false, 'matters.raiser_said_so'],
  ['another, by the raiser himself', false, said(true, true), true, null],
  ['the same, by the raiser against a handler', true, said(false, false), true, null],
] as const)('%s', (_, same, pair, asRaiser, code) => {
  expect(repeated(matter, same, pair, asRaiser)).toBe(code)
})
