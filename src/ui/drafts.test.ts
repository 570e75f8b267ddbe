import { afterEach, expect, test } from 'vitest'
import { deviceShelf, drop, keep, read } from './drafts.ts'
import { identify } from './person.ts'

afterEach(() => identify(null))

test('a draft comes back to whoever wrote it, and to nobody else', async () => {
  identify('wang')
  await keep('suggestion', { text: '阀门漏水' })
  identify('li')
  await expect(read('suggestion')).resolves.toBeUndefined()
  identify('wang')
  await expect(read('suggestion')).resolves.toEqual({ text: '阀门漏水' })
  await drop('suggestion')
  await expect(read('suggestion')).resolves.toBeUndefined()
})

test('a browser without a database keeps drafts as long as the page, and says so', async () => {
  expect((await deviceShelf()).durable).toBe(false)
})
