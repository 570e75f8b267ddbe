/** What every answer to nonsense must be: a refusal in words of both languages, or sense made of it; never a fault of ours. */
import { expect } from 'vitest'
import { refusalWords } from '../../src/house.ts'
import type { Answer } from '../world/client.ts'

/** `sent` is shown where it fails. */
export function expectNoFault(answer: Answer, sent: string): void {
  const shown = `${sent.slice(0, 700)} ended in ${answer.status} ${answer.text.slice(0, 200)}`
  expect(answer.status, shown).toBeLessThan(500)
  if (answer.status < 400 || answer.status === 431) return // 431: too long an address to be read at all
  const { code, message, requestId } = JSON.parse(answer.text).error
  const known = refusalWords.find((words) => code in words.zh)
  expect([shown, known?.zh[code], typeof requestId]).toEqual([shown, message, 'string'])
  expect(known?.zh[code]).toMatch(/\p{Script=Han}/u)
  expect(known?.en[code]).toMatch(/^[^\p{Script=Han}]+$/u)
}
