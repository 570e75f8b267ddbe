import fc from 'fast-check'
import { expect, test } from 'vitest'
import { titleOf } from './title.ts'

test.each([
  ['热水器坏了。请换一台。', '热水器坏了'],
  ['热水器坏了，请换一台', '热水器坏了，请换一台'],
  ['第一行\n第二行', '第一行'],
  ['Is it broken? Yes.', 'Is it broken'],
  ['。。。只有句号在前', '。。。只有句号在前'],
  ['一'.repeat(30), '一'.repeat(30)],
  ['一'.repeat(31), `${'一'.repeat(29)}…`],
  ['🔥'.repeat(31), `${'🔥'.repeat(29)}…`],
])('%j is titled %j', (text, title) => {
  expect(titleOf(text)).toBe(title)
})

test('every text that says something has a title of at most thirty whole characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      fc.pre(text.trim() !== '')
      const title = titleOf(text)
      expect(title.trim()).not.toBe('')
      expect([...title].length).toBeLessThanOrEqual(30)
      expect(Buffer.from(title).toString()).toBe(title) // no character cut in half
    }),
  )
})
