/** What the server writes about itself while everybody does everything: one line of JSON an event, and nothing of what was said. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { errorFields, log } from '../../src/platform/log.ts'
import { allowedOf, cases, send, served } from '../access/all.ts'
import { password } from '../access/proofs.ts'
import { openStage, type Stage } from '../access/stage.ts'
import { loadKinds } from '../world/loop.ts'
import { openWorld, type World } from '../world/world.ts'

let world: World
let stage: Stage
beforeAll(async () => {
  world = await openWorld()
  await loadKinds()
  stage = await openStage(world)
})
afterAll(() => world.close())

/** All that goes to standard error or output during the work. */
async function saidDuring(work: () => Promise<unknown>): Promise<string> {
  const said: string[] = []
  const keep = (part: string | Uint8Array): boolean => said.push(String(part)) > 0
  const spies = [vi.spyOn(process.stderr, 'write'), vi.spyOn(process.stdout, 'write')]
  for (const spy of spies) spy.mockImplementation(keep)
  try {
    await work()
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
  return said.join('')
}

test('neither a word, a name, a number nor a secret of what is asked and answered comes into the log', async () => {
  const secrets = new Set<string>([password])
  const said = await saidDuring(async () => {
    for (const { name } of served) {
      const { row, column } = allowedOf(name)!
      const caller = await stage.newCaller(column)
      const asked = await cases[name]!.ask(stage, row, caller)
      const text = JSON.stringify(asked.input)
      for (const [, value = ''] of text.matchAll(/"([^"\\]{6,})"(?!:)/g)) secrets.add(value)
      secrets.add(caller.as?.cookie.split('=')[1] ?? password)
      await send(stage, cases[name]!, asked, caller)
      await send(stage, cases[name]!, { ...asked, input: { ...asked.input, odd: '13800001111' } }, caller)
    }
  })
  expect(secrets.size).toBeGreaterThan(60)
  expect([...secrets, '13800001111'].filter((secret) => said.includes(secret))).toEqual([])
})

test('no address of ours carries a password, a code, a token or a phone number', () => {
  const inAddress = served.filter(({ endpoint }) => endpoint.method === 'GET' || endpoint.body === 'bytes')
  expect(inAddress.length).toBeGreaterThan(20)
  for (const { name, endpoint } of inAddress) {
    const fields = 'shape' in endpoint.input ? Object.keys(endpoint.input.shape as object) : []
    expect([name, fields.filter((field) => /pass|secret|token|code|phone|totp|idNo/i.test(field))]).toEqual([name, []])
  }
})

test('a name with line breaks and terminal signs is kept as it is in one line, and splits none', async () => {
  const evil = 'x\r\n{"level":"info","event":"signed_in"}\u001b[2J\u0007\u2028next'
  const said = await saidDuring(async () => log('warn', 'tried', { who: evil }))
  expect(said.split('\n')).toHaveLength(2) // one line and its end
  expect(JSON.parse(said)).toMatchObject({ level: 'warn', event: 'tried', who: evil })
  const bare = [...said.trimEnd()].filter((letter) => letter < ' ')
  expect(bare).toEqual([]) // what would move a cursor or clear a screen is spelt out
})

test('of an error the log says class, code and place, never its words, which may quote a row', () => {
  const error = Object.assign(new Error('duplicate key (phone)=(13800001111)'), { code: '23505' })
  const said = JSON.stringify(errorFields(error))
  expect(said).toContain('23505')
  expect(said).not.toContain('13800001111')
})
