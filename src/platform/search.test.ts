import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchesQuery, queryTerms, searchQuery, searchTerms, similarity } from './search.ts'

const hanCharacters = Array.from('暖气不热三号楼供站漏水半夜冷〇々𠮷葛')
const someHan = (minLength: number) => fc.array(fc.constantFrom(...hanCharacters), { minLength, maxLength: 40 })
const someText = fc.string({
  unit: fc.constantFrom(...hanCharacters, ...Array.from("aZ09é，。 -'\\&|:*!()<>Ａ％ß")),
  maxLength: 60,
})

test('a text is found under the bigrams and ends of its Chinese runs and under its words', () => {
  expect(searchTerms('3号楼暖气不热，Heating OFF！')).toEqual([
    '3',
    '号楼',
    '楼暖',
    '暖气',
    '气不',
    '不热',
    '热',
    'heating',
    'off',
  ])
  expect(searchTerms('冷')).toEqual(['冷'])
  expect(searchTerms('冷冷冷冷')).toEqual(['冷冷', '冷'])
  expect(searchTerms(' ，。!?')).toEqual([])
})

test('full-width, compatibility and capital letters, soft hyphens and variation selectors make no difference', () => {
  expect(searchTerms('ＡＢＣ１２３ ﬁre')).toEqual(['abc123', 'fire'])
  expect(searchTerms('葛\u{E0100}飾')).toEqual(searchTerms('葛飾'))
  expect(matchesQuery('ther\u00ADmostat', 'THERMOSTAT')).toBe(true)
})

test('a query asks for bigrams, and for everything that begins with its single characters and words', () => {
  expect(searchQuery('暖气不热')).toBe(`'暖气' & '气不' & '不热'`)
  expect(searchQuery('冷')).toBe(`'冷':*`)
  expect(searchQuery('heat 3号')).toBe(`'heat':* & '3':* & '号':*`)
  expect(searchQuery('  ，!?')).toBeNull()
  expect(searchQuery('')).toBeNull()
})

/** What the database answers for `terms @@ query`, for the queries this module writes. */
function found(terms: readonly string[], query: string | null): boolean {
  return (query ?? '').split(' & ').every((part) => {
    const [, lexeme, prefix] = /^'(.+)'(:\*)?$/u.exec(part)!
    return terms.some((term) => (prefix ? term.startsWith(lexeme!) : term === lexeme))
  })
}

test('every piece of a Chinese text is found, down to one character', () => {
  fc.assert(
    fc.property(someHan(1), fc.nat(), fc.nat(), fc.string(), fc.string(), (characters, a, b, before, after) => {
      const start = a % characters.length
      const piece = characters.slice(start, start + 1 + (b % (characters.length - start))).join('')
      const text = `${before}，${characters.join('')}，${after}`
      expect(found(searchTerms(text), searchQuery(piece))).toBe(true)
      expect(matchesQuery(text, piece)).toBe(true)
      if (Array.from(piece).length > 1) {
        const terms = searchTerms(text)
        for (const term of queryTerms(piece)) expect(terms).toContain(term)
      }
    }),
    { numRuns: 500 },
  )
})

test('a text is found by itself, whatever is in it', () => {
  fc.assert(
    fc.property(fc.oneof(someText, fc.string({ unit: 'binary' })), (text) => {
      const query = searchQuery(text)
      if (query !== null) expect(found(searchTerms(text), query)).toBe(true)
      expect(matchesQuery(text, text)).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('nothing that is typed becomes a tsquery operator', () => {
  fc.assert(
    fc.property(fc.oneof(someText, fc.string({ unit: 'binary' })), (text) => {
      const query = searchQuery(text)
      if (query !== null)
        expect(query).toMatch(
          /^'[\p{L}\p{M}\p{N}\p{Script=Han}]+'(:\*)?( & '[\p{L}\p{M}\p{N}\p{Script=Han}]+'(:\*)?)*$/u,
        )
    }),
    { numRuns: 500 },
  )
  expect(searchQuery(`a' | !'b`)).toBe(`'a':* & 'b':*`)
})

test('bigrams in another order are refused by the second look', () => {
  const text = '气不热，暖气好'
  expect(found(searchTerms(text), searchQuery('暖气不热'))).toBe(true)
  expect(matchesQuery(text, '暖气不热')).toBe(false)
  expect(matchesQuery(text, '不热 暖气')).toBe(true)
  expect(matchesQuery(text, '不热 漏水')).toBe(false)
  expect(matchesQuery('3-2-501室', '3-2-501')).toBe(true)
  expect(matchesQuery('anything', ' ')).toBe(true)
})

test('a word of any length stays a legal lexeme and is still found', () => {
  const long = '𝒳é'.repeat(5000)
  for (const term of searchTerms(long)) expect(Buffer.byteLength(term)).toBeLessThan(2046)
  expect(found(searchTerms(long), searchQuery(long))).toBe(true)
})

test('likeness is symmetric, lies between 0 and 1, and a text resembles what it is a part of', () => {
  fc.assert(
    fc.property(someText, someText, (a, b) => {
      const [left, right] = [searchTerms(a), searchTerms(b)]
      const alike = similarity(left, right)
      expect(alike).toBe(similarity(right, left))
      expect(alike).toBeGreaterThanOrEqual(0)
      expect(alike).toBeLessThanOrEqual(1)
    }),
  )
  const open = searchTerms('三号楼二单元暖气不热，从上周开始半夜特别冷，请尽快安排人来看看')
  expect(similarity(searchTerms('三号楼二单元暖气不热'), open)).toBe(1)
  expect(similarity(searchTerms('暖气'), open)).toBeLessThan(0.2)
  expect(similarity(searchTerms('食堂晚饭太贵了没有选择'), open)).toBe(0)
})
