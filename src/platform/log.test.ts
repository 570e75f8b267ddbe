import { afterEach, expect, test, vi } from 'vitest'
import { errorFields, log, logFrom } from './log.ts'

const written = () => {
  const lines: string[] = []
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0)
  return lines
}
afterEach(() => {
  vi.restoreAllMocks()
  logFrom('warn')
})

test('an event is one line of JSON with its time and level', () => {
  const lines = written()
  log('warn', 'child_ended', { process: 'worker', code: 1 })
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'warn', event: 'child_ended', process: 'worker', code: 1 })
  expect(JSON.parse(lines[0]!).at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
})

test('what a value holds neither begins a line nor steers a terminal, and is read back as it was', () => {
  const lines = written()
  const injected = 'x\r\n{"level":"error","event":"forged"}\u001b[2J\u009b31m\u0085\u2028\u202e\ufeff"'
  log('warn', 'odd', { name: injected })
  expect(lines).toHaveLength(1)
  expect(lines[0]!.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202e\ufeff]/u)
  expect(JSON.parse(lines[0]!).name).toBe(injected)
})

test('what is below the wanted level is not written', () => {
  const lines = written()
  log('info', 'request')
  logFrom('error')
  log('warn', 'request')
  logFrom('info')
  log('info', 'request', { status: 200 })
  expect(lines.map((line) => JSON.parse(line).level)).toEqual(['info'])
})

test('of an error, its message is never written, not even the lines of it that look like places', () => {
  const error = Object.assign(new Error('row (张立春, 13800001111)\n    at 13800001111'), { code: '23505' })
  const fields = errorFields(error)
  expect(JSON.stringify(fields)).not.toMatch(/张立春|13800001111/)
  expect(fields).toMatchObject({ error: 'Error', code: '23505', stack: expect.stringContaining('log.test.ts') })
})
