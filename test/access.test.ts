/** Asks every endpoint in the name of every role for objects near, far and in another company, and compares with the table. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roleNames } from '#platform/access.ts'
import { allowedOf, cases, rowOf, send, served } from './access/all.ts'
import type { Asked, Case } from './access/case.ts'
import { type Caller, openStage, type Stage } from './access/stage.ts'
import { access, columns, freshSecondFactor } from './access.table.ts'
import { loadKinds } from './world/loop.ts'
import { openWorld, type World } from './world/world.ts'

let world: World
let stage: Stage
beforeAll(async () => {
  world = await openWorld()
  await loadKinds()
  stage = await openStage(world)
})
afterAll(() => world.close())

/** What came back, in the words of the table, and whether anything was recorded though it was refused. */
async function outcome(one: Case, asked: Asked, caller: Caller): Promise<string> {
  const { method } = one.endpoint
  const before = await stage.acts()
  const answer = await send(stage, one, asked, caller)
  const acts = (await stage.acts()) - before
  if (answer.status !== 200) {
    return acts === 0 || one.records === 'wrong guesses' ? String(answer.status) : `${answer.status} with ${acts} acts`
  }
  const isJson = String(answer.headers['content-type']).startsWith('application/json')
  const reply: unknown = isJson ? JSON.parse(answer.text) : answer.text
  const recorded = method === 'GET' || one.records === 'nothing' ? acts === 0 : acts > 0
  return recorded && (await asked.there(reply, answer.headers)) ? '200' : 'nil'
}

describe('the table', () => {
  test('has every endpoint of the house, and none besides', () => {
    expect(served.length).toBeGreaterThan(20)
    expect(Object.keys(access).sort()).toEqual(served.map(({ name }) => name).sort())
  })

  test('has every role, nobody, a wall screen, and somebody who owes his second factor', () => {
    expect(columns).toEqual(['nobody', 'kiosk', 'owing', ...roleNames])
  })

  test('says for each object what happens to each caller', () => {
    for (const [endpoint, rows] of Object.entries(access))
      for (const [label, cells] of Object.entries(rows)) {
        expect([endpoint, label, cells.split(/\s+/).length]).toEqual([endpoint, label, columns.length])
        expect(cells).toMatch(/^((200|nil|401|403|404|409|422)\s*)+$/)
      }
  })

  test('has for each endpoint somebody who may, with an effect that is seen', () => {
    for (const [endpoint, rows] of Object.entries(access))
      expect([endpoint, Object.values(rows).some((cells) => cells.includes('200'))]).toEqual([endpoint, true])
  })
})

describe.each(Object.entries(access))('%s', (endpoint, rows) => {
  test.each(Object.entries(rows))('%s', async (label, cells) => {
    const one = cases[endpoint]!
    const row = rowOf(label)
    const found: string[] = []
    let asked: Asked | null = null
    for (const column of columns) {
      const caller = one.alone === true ? await stage.newCaller(column) : await stage.caller(column)
      if (asked === null || one.alone === true || row.mine) asked = await one.ask(stage, row, caller)
      const came = await outcome(one, asked, caller)
      found.push(`${column} ${came}`)
      if (one.endpoint.method !== 'GET' && came.startsWith('200')) asked = null
    }
    expect(found).toEqual(cells.split(/\s+/).map((cell, i) => `${columns[i]} ${cell}`))
  })
})

describe('a second factor shown long ago', () => {
  const people = columns.filter((column) => !['nobody', 'kiosk', 'owing'].includes(column))

  test.each(served)('$name', async ({ name }) => {
    const allowed = allowedOf(name, people)
    // a wall screen has no second factor
    if (allowed === null) return expect(['GET /kiosk', 'GET /matters-wall']).toContain(name)
    const caller = await stage.newCaller(allowed.column)
    const longAgo = new Date(world.now().getTime() - 16 * 60_000)
    const session = world.db.updateTable('platform_session').where('person_id', '=', caller.actor!.personId)
    await session.set({ second_factor_at: longAgo, started_at: longAgo }).execute()
    const asked = await cases[name]!.ask(stage, allowed.row, caller)
    const came = await outcome(cases[name]!, asked, caller)
    expect(came).toBe(freshSecondFactor.includes(name) ? '403' : '200')
  })
})

test.each([
  ['nobody', 401],
  ['kiosk', 403],
  ['owing', 403],
] as const)('the stream of events is closed to %s', async (column, status) => {
  const { as } = await stage.caller(column)
  expect((await world.ask('GET', '/api/events', undefined, as === undefined ? {} : { as })).status).toBe(status)
})

test('a session of one company is worth nothing in another', async () => {
  const { as } = await stage.caller('system_admin')
  const asked = await world.ask('GET', '/api/me', undefined, { as: as!, host: 'other.localhost' })
  expect(asked.status).toBe(401)
})
