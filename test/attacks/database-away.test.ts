/** The database goes away in the middle: nothing is done by halves, everybody is told to come back, and then all goes on by itself. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { submitSuggestion } from '../../src/domains/voice/contract.ts'
import { openStage, type Stage } from '../access/stage.ts'
import type { Answer } from '../world/client.ts'
import { loadKinds } from '../world/loop.ts'
import { openWorld, type World } from '../world/world.ts'

let world: World
let stage: Stage
/** On another database of the same server, so that nobody sends it away. */
let server: pg.Client
let name: string
beforeAll(async () => {
  world = await openWorld()
  await loadKinds()
  stage = await openStage(world)
  const url = new URL(world.ownerUrl)
  name = url.pathname.slice(1)
  server = new pg.Client({ connectionString: Object.assign(url, { pathname: '/postgres' }).href })
  await server.connect()
})
afterAll(async () => {
  await open(true)
  await server.end()
  await world.close()
})

const open = (yes: boolean) => server.query(`alter database ${name} with allow_connections ${yes}`)
const sendAway = () => server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])

const codeOf = ({ text }: Answer): string => JSON.parse(text).error.code
const suggest = (as: { cookie: string }, text: string, key: string): Promise<Answer> =>
  world.ask('POST', `/api${submitSuggestion.path}`, JSON.stringify({ text, about: 'work' }), { as, key })

test('while it is away every request is refused as unavailable, with a number to ask about and no word of why', async () => {
  const { as } = await stage.caller('leader')
  await open(false)
  await sendAway()
  const asked = ['/api/me', '/api/matters-inbox', '/api/org/units', '/api/matters-board']
  const answers = await Promise.all(asked.map((path) => world.ask('GET', path, undefined, { as: as! })))
  answers.push(await suggest(as!, '值班室的热水器坏了两周，没有人来修。', randomUUID()))
  for (const answer of answers) {
    expect([answer.status, codeOf(answer)]).toEqual([503, 'platform.unavailable'])
    expect(JSON.parse(answer.text).error.requestId).toMatch(/^[\w-]{12}$/)
    expect(answer.text).not.toMatch(/postgres|database|connect|ECONN|terminat|sql|at /i)
  }
  await open(true)
  expect((await world.ask('GET', '/api/me', undefined, { as: as! })).status).toBe(200)
})

test('killed in the middle of writes, each of them is done wholly or not at all, and once when it is repeated', async () => {
  const { as } = await stage.caller('leader')
  const wanted = Array.from({ length: 40 }, (_, i) => ({
    key: randomUUID(),
    text: `第${i}次：值班室的热水器坏了，没有人来修。`,
  }))
  const first = wanted.map(({ key, text }) => suggest(as!, text, key))
  const killing = (async () => {
    for (let n = 0; n < 8; n++) {
      await sendAway()
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
  })()
  const answers = await Promise.all(first)
  await killing
  expect(answers.filter(({ status }) => status !== 200 && status !== 503)).toEqual([])
  expect(answers.filter(({ status }) => status === 503).length).toBeGreaterThan(0)
  for (const { key, text } of wanted)
    await expect.poll(async () => (await suggest(as!, text, key)).status, { timeout: 10_000 }).toBe(200)

  const { rows } = await world.pool.query<{ n: number; matters: number; entries: number; salts: number }>(
    `select count(*)::int as n, count(distinct m.text)::int as matters,
            (select count(*)::int from main.platform_audit_entry where act = 'matters.raise') as entries,
            (select count(*)::int from main.platform_audit_salt s join main.platform_audit_entry e on e.id = s.entry_id
              where e.act = 'matters.raise') as salts
       from main.matters_matter m`,
  )
  expect(rows).toEqual([{ n: 40, matters: 40, entries: 40, salts: 40 }])
})
