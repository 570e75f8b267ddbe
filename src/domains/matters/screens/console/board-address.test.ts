import { expect, test } from 'vitest'
import { matterStates } from '../../contract.ts'
import { type BoardFilter, everything, filterOf, inputOf, queryOf, tabs } from './board-address.ts'

const filter: BoardFilter = {
  unitId: 'u1',
  tab: 'waiting',
  late: true,
  cameBack: true,
  kind: 'suggestion',
  q: '二号泵 漏水',
}

test('a filter is the same after it stood in the address', () => {
  expect(filterOf(`?${queryOf(filter)}`)).toEqual(filter)
  expect(filterOf(queryOf(everything))).toEqual(everything)
})

test('an address without a filter is short', () => {
  expect(queryOf(everything)).toBe('')
})

test('what makes no sense in an address filters nothing', () => {
  expect(filterOf('state=nonsense&late=yes&unit=&kind=')).toEqual(everything)
})

test('the server is asked for what is filtered, and for nothing else', () => {
  expect(inputOf(everything)).toEqual({})
  expect(inputOf(filter)).toEqual({
    unitId: 'u1',
    state: ['waiting'],
    late: 'true',
    cameBack: 'true',
    kind: 'suggestion',
    q: '二号泵 漏水',
  })
  expect(inputOf({ ...everything, q: '   ' })).toEqual({})
})

test('every state of a matter is under exactly one of the tabs', () => {
  const under = tabs.filter((tab) => tab !== 'all').flatMap((tab) => inputOf({ ...everything, tab }).state ?? [])
  expect(under.toSorted()).toEqual(matterStates.toSorted())
})
