import { expect, test } from 'vitest'
import { forget, Memory } from './memory.ts'

const at = (millis: number) => new Date(1_800_000_000_000 + millis)

function counted() {
  let n = 0
  return async () => {
    n += 1
    return n
  }
}

test('an answer comes from memory for three seconds, also when many ask at once', async () => {
  const memory = new Memory<number>()
  const look = counted()
  const ask = (millis: number) => memory.find('key', at(millis), look)
  expect(await Promise.all([ask(0), ask(0), ask(2_999)])).toEqual([1, 1, 1])
  expect(await ask(3_000)).toBe(2)
})

test('keys are answered apart', async () => {
  const memory = new Memory<string>()
  expect(await memory.find('a', at(0), () => Promise.resolve('one'))).toBe('one')
  expect(await memory.find('b', at(0), () => Promise.resolve('two'))).toBe('two')
})

test('what was changed here is looked up again at once', async () => {
  const memory = new Memory<number>()
  const look = counted()
  await memory.find('key', at(0), look)
  forget()
  expect(await memory.find('key', at(1), look)).toBe(2)
})

test('an answer that failed is asked for again', async () => {
  const memory = new Memory<number>()
  const look = counted()
  await expect(memory.find('key', at(0), () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  expect(await memory.find('key', at(0), look)).toBe(1)
})
