import { expect, test } from 'vitest'
import { emptyPhrasesIn } from './empty-phrases.ts'

test('phrases that say nothing are named, each once', () => {
  expect(emptyPhrasesIn('我们高度重视，正在协调，会尽快办理，尽快答复。')).toEqual(['高度重视', '正在协调', '尽快'])
  expect(emptyPhrasesIn('We attach GREAT importance to it.')).toEqual(['attach great importance'])
})

test('an answer that says what was done and when has none', () => {
  expect(emptyPhrasesIn('11月24日查明二号泵轴承磨损，当晚已更换，试运行正常。')).toEqual([])
})
