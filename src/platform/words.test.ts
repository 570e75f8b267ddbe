import { expect, test } from 'vitest'
import { dictionary, languageOf } from './words.ts'

const words = dictionary(
  { title: '建议', overdue: (days: number) => `超期${days}天`, states: { open: '办理中' } },
  { title: 'Suggestion', overdue: (days) => `${days} days late`, states: { open: 'Open' } },
)

test('one dictionary answers in both languages, with parameters', () => {
  expect(words.zh.overdue(3)).toBe('超期3天')
  expect(words.en.overdue(3)).toBe('3 days late')
  expect(words.en.states.open).toBe('Open')
})

test('a word that English lacks does not compile', () => {
  // @ts-expect-error: `later` is missing in English
  dictionary({ now: '现在', later: '以后' }, { now: 'Now' })
  // @ts-expect-error: `never` does not exist in Chinese
  dictionary({ now: '现在' }, { now: 'Now', never: 'Never' })
  // @ts-expect-error: a sentence with parameters cannot become one without
  const wrong: (typeof words)['en']['overdue'] = 'late'
  expect(wrong).toBe('late')
})

test.each([
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['en-US,en;q=0.9', 'en'],
  ['fr-FR,fr;q=0.9,en;q=0.5,zh;q=0.4', 'en'],
  ['en;q=0.2, zh-Hant-TW;q=0.7', 'zh'],
  ['en;q=0, de', 'zh'],
  ['ru', 'zh'],
  ['', 'zh'],
  [undefined, 'zh'],
  [['en-GB', 'zh-CN'], 'en'],
] as const)('someone who asks for %j reads %s', (wanted, language) => {
  expect(languageOf(wanted)).toBe(language)
})
