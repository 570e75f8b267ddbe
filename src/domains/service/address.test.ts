import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchesQuery } from '#platform/search.ts'
import { addressQuery, flatTerms, placeTerms } from './address.ts'
import type { PlaceKind } from './contract.ts'

type Place = { kind: PlaceKind; name: string }

/** A home: its places and its flat. */
const home = (estate: string, building: string, entrance: string | null, flat: string) => ({
  places: [
    { kind: 'estate', name: estate },
    { kind: 'building', name: building },
    ...(entrance === null ? [] : [{ kind: 'entrance', name: entrance }]),
  ] as Place[],
  flat,
})

const termsOf = ({ places, flat }: ReturnType<typeof home>) => [...placeTerms(places), ...flatTerms(flat)]

/** What the database answers for `terms @@ query`, for the queries this module writes, and the words checked again. */
function finds(query: string, { places, flat }: ReturnType<typeof home>): boolean {
  const asked = addressQuery(query)
  if (asked === null) return false
  const terms = termsOf({ places, flat })
  const has = (lexeme: string): boolean => {
    const [, text = '', open] = /^'(.+)'(:\*)?$/u.exec(lexeme)!
    return terms.some((term) => (open === undefined ? term === text : term.startsWith(text)))
  }
  const fits = asked.tsquery.split(' & ').every((part) => part.replace(/[()]/g, '').split(' | ').some(has))
  return fits && matchesQuery([...places.map(({ name }) => name), flat].join(''), asked.words)
}

const ours = home('示范小区', '3号楼', '2单元', '501')

test('each part of an address is a lexeme that says what it is', () => {
  expect(termsOf(ours)).toEqual(['示范', '范小', '小区', '区', '楼3', '元2', '户501'])
  expect(termsOf(home('样板第12小区', 'A座', null, '1203室'))).toEqual([
    '样板',
    '板第',
    '第',
    '12',
    '小区',
    '区',
    '楼a',
    '户1203',
  ])
})

describe('an address is found as people give it', () => {
  test.each([
    '示范小区3号楼2单元501',
    '示范小区 3号楼',
    '示范小区 ３号楼 ２单元 ５０１室',
    '示范小区三号楼二单元501',
    '示范 3栋2门501户',
    '示范小区3#2单元',
    '示范小区3#楼',
    '示范小区 3-2-501',
    '示范小区3-501',
    '示范小区3号楼2-501室',
    '示范小区 3号楼—2—501',
    '示范 3 2 501',
    '501 小区 示范',
    '示范小区3号楼5楼',
    '示范小区3号楼 50',
    '示范小区 3-2-50',
    '范小区',
  ])('%s', (query) => expect(finds(query, ours)).toBe(true))
})

describe('another address is not taken for it', () => {
  test.each([
    '示范小区13号楼',
    '示范小区2号楼3单元501',
    '示范小区 2-3-501',
    '示范小区3号楼2单元50室',
    '示范小区3号楼2单元502',
    '示范小区 31',
    '示范小区3号楼1单元',
    '示范小区3号楼6层',
    '样板小区3号楼',
    '小区示范',
    '区小',
  ])('%s', (query) => expect(finds(query, ours)).toBe(false))
})

test('a Chinese number in the name of an estate stays a name', () => {
  expect(finds('三门家园', home('三门家园', '1号楼', null, '101'))).toBe(true)
  expect(finds('十二栋', home('三门家园', '12号楼', null, '101'))).toBe(true)
  expect(finds('二十栋', home('三门家园', '20号楼', null, '101'))).toBe(true)
  expect(finds('三十一单元', home('三门家园', '20号楼', '31单元', '101'))).toBe(true)
})

test('nothing in it to look for asks for nothing', () => {
  for (const query of ['', '  ', '，。!?', "'"]) expect(addressQuery(query)).toBeNull()
})

test('whatever is typed is a query that the database can read', () => {
  const unit = fc.constantFrom(...Array.from("示范小区三十号楼单元室0123aZ-—#'\\&|:*!()<> ，%ß"))
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), (typed) => {
      const asked = addressQuery(typed)
      if (asked === null) return
      const lexeme = `'[\\p{L}\\p{M}\\p{N}]+'(:\\*)?`
      expect(asked.tsquery).toMatch(
        new RegExp(
          `^(${lexeme}|\\(${lexeme}( \\| ${lexeme})+\\))( & (${lexeme}|\\(${lexeme}( \\| ${lexeme})+\\)))*$`,
          'u',
        ),
      )
    }),
  )
})

test('every home is found by its whole address, in words and in short, and no other building, entrance or flat is', () => {
  const numbers = fc.integer({ min: 1, max: 40 })
  const flats = fc.integer({ min: 101, max: 3304 })
  const estates = fc.constantFrom('示范小区', '样板家园', '三门新村', '第9小区', '演示里')
  fc.assert(
    fc.property(estates, fc.tuple(numbers, numbers, flats), fc.tuple(numbers, numbers, flats), (estate, one, two) => {
      const homeOf = ([b, e, f]: typeof one) => home(estate, `${b}号楼`, `${e}单元`, String(f))
      const [b, e, f] = one
      for (const query of [
        `${estate}${b}号楼${e}单元${f}室`,
        `${estate} ${b}-${e}-${f}室`,
        `${estate} ${b}栋${e}门${f}户`,
      ]) {
        expect([query, finds(query, homeOf(one))]).toEqual([query, true])
        expect([query, finds(query, homeOf(two))]).toEqual([query, one.join() === two.join()])
        expect([query, finds(query, homeOf([e, b, f]))]).toEqual([query, b === e])
      }
    }),
  )
})
