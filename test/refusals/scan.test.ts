/** The scanners themselves: each catches what is planted, in English and in Chinese, and lets near misses pass. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#platform/endpoint.ts'
import { serve } from '#platform/routes.ts'
import { openWorld, type World } from '../world/world.ts'
import { apiEvidence } from './api.ts'
import { bans } from './bans.ts'
import { forbidsLocation, inField, inName, inProse, scan, weigh, wordsOf } from './scan.ts'
import { numbersAboutPeople, schemaEvidence } from './schema.ts'
import { screenEvidence, screenFiles, withoutComments } from './screens.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

describe.each(bans)('$rule, $what', (ban) => {
  test.each(ban.planted.names)('the name %j is caught', (name) => {
    expect(inField(ban, name)).toBe(true)
  })
  test.each(ban.planted.prose)('the sentence %j is caught', (text) => {
    expect(inProse(ban, text)).toBe(true)
  })
  test.each(ban.innocent.names)('the name %j passes', (name) => {
    expect(bans.filter((one) => inName(one, name)).map((one) => one.rule)).toEqual([])
  })
  test.each(ban.innocent.prose)('the sentence %j passes', (text) => {
    expect(bans.filter((one) => inProse(one, text)).map((one) => one.rule)).toEqual([])
  })
  test('has plants in both languages, as names and as sentences', () => {
    for (const planted of [ban.planted.names, ban.planted.prose]) {
      expect(planted.some((text) => /\p{Script=Han}/u.test(text))).toBe(true)
      expect(planted.some((text) => /[a-z]/i.test(text))).toBe(true)
    }
  })
})

test.each([
  ['lastSeenAt', ' last seen at '],
  ['last_seen_at', ' last seen at '],
  ['/people/:id/last-seen', ' people id last seen '],
  ['GPSTrack', ' gps track '],
  ['支部排名', ' 支部排名 '],
])('%s is read as the words%s', (name, words) => {
  expect(wordsOf(name)).toBe(words)
})

/** Every rule that the vocabulary knows, found in the evidence. */
const caught = (evidence: Parameters<typeof scan>[0]) => new Set(scan(evidence).map((one) => one.rule))
const everyRule = new Set(bans.map((ban) => ban.rule))

describe('the scan of the database', () => {
  async function withTables<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: world.ownerUrl })
    await client.connect()
    const columns = bans.flatMap((ban) => ban.planted.names.filter((name) => !name.includes('/')))
    const quoted = [...new Set(columns)].map((name) => `"${name}" text`)
    try {
      await client.query('begin')
      await client.query(`create table main.planted (person_id uuid, learned integer, ${quoted.join(', ')})`)
      await client.query(`create table main.planted_kinds (kind text check (kind in ('leaderboard', '积分')))`)
      await client.query(`comment on table main.planted_kinds is '本月支部排名'`)
      return await work(client)
    } finally {
      await client.query('rollback')
      await client.end()
    }
  }

  test('catches planted columns, allowed values and notes', async () => {
    const evidence = await withTables((client) => schemaEvidence(client, 'main'))
    expect(caught(evidence)).toEqual(everyRule)
    const texts = scan(evidence).map((one) => one.text)
    expect(texts).toEqual(expect.arrayContaining(['leaderboard', '积分', '本月支部排名']))
  })

  test('catches a number that stands beside a person', async () => {
    expect(await withTables((client) => numbersAboutPeople(client, 'main'))).toContain('planted.learned')
  })

  test('fails where it sees nothing', async () => {
    await expect(schemaEvidence(world.pool, 'pg_toast')).rejects.toThrow('sees too little')
  })
})

describe('the scan of the API', () => {
  const planted = (name: string) =>
    serve(
      endpoint({
        method: 'GET',
        path: '/people/:id/ranking',
        summary: 'Leaderboard of the month, 本月支部排名.',
        caller: 'employee',
        input: z.object({ id: z.uuid(), 打卡: z.string().optional() }),
        output: z.object({ rows: z.array(z.object({ [name]: z.number().nullable(), kind: z.enum(['likes', 'a']) })) }),
      }),
      () => Promise.reject(new Error('never called')),
    )

  test('catches planted paths, fields however deep, values and summaries', () => {
    for (const ban of bans)
      for (const name of ban.planted.names) {
        const found = scan(apiEvidence([{ name: 'planted', routes: [planted(name)] }], 1))
        expect([name, found.some((one) => one.rule === ban.rule && one.text === name)]).toEqual([name, true])
        const texts = found.map((one) => one.text)
        expect(texts).toEqual(expect.arrayContaining(['/people/{id}/ranking', '打卡', 'likes']))
        expect(texts).toContain('Leaderboard of the month, 本月支部排名.')
      }
  })

  test('fails where it sees nothing', () => {
    expect(() => apiEvidence([])).toThrow('sees too little')
  })
})

describe('the scan of the screens', () => {
  /** A checkout with these files and, so that it is one, a file of each kind. */
  async function checkout(files: Readonly<Record<string, string>>): Promise<string> {
    const root = await mkdtemp(join(tmpdir(), 'nuanqiao-refusals-'))
    onTestFinished(() => rm(root, { recursive: true }))
    const plain = ['src/ui/a.ts', 'src/domains/a/screens/mobile/a.tsx', 'src/domains/a/words.ts', 'rulepacks/a.json']
    for (const [name, text] of Object.entries({ ...Object.fromEntries(plain.map((name) => [name, ''])), ...files })) {
      await mkdir(dirname(join(root, name)), { recursive: true })
      await writeFile(join(root, name), text)
    }
    return root
  }

  test.each([
    'src/domains/members/screens/console/members.tsx',
    'src/ui/mobile/card.tsx',
    'src/mobile/index.html',
    'src/console/shell.tsx',
    'src/domains/members/words.ts',
    'src/demo/story.ts',
    'rulepacks/kind-praise-1.json',
  ])('catches what is planted in %s', async (at) => {
    for (const ban of bans) {
      const names = ban.planted.names.filter((name) => inName(ban, name))
      const lines = [...names.map((name) => `<p>{${name}}</p>`), ...ban.planted.prose.map((text) => `  a: '${text}',`)]
      const found = scan(screenEvidence(await screenFiles(await checkout({ [at]: lines.join('\n') }), 1)))
      const missed = [...names.filter((name) => !name.startsWith('/')), ...ban.planted.prose].filter(
        (text) =>
          !found.some((one) => one.rule === ban.rule && one.at === at && one.text.includes(text.split('.')[0]!)),
      )
      expect(missed).toEqual([])
    }
  })

  test('reads past comments, not past strings', () => {
    expect(withoutComments(`a = 'http://x' // no points\n/* no\nranks */ b = \`//\${c}\` + '\\'//'`)).toBe(
      `a = 'http://x' \n b = \`//\${c}\` + '\\'//'`,
    )
  })

  test('fails where it sees too little', async () => {
    const root = await checkout({})
    await expect(screenFiles(root)).rejects.toThrow('sees too little')
    await rm(join(root, 'rulepacks/a.json'))
    await expect(screenFiles(root, 1)).rejects.toThrow('sees too little')
  })
})

test.each([
  ['geolocation=(), camera=(self)', true],
  ['camera=(self), geolocation=()', true],
  ['geolocation=(self)', false],
  ['geolocation=*, geolocation2=()', false],
  ['camera=()', false],
  [undefined, false],
])('the policy %j keeps a page from asking where it is: %j', (policy, expected) => {
  expect(forbidsLocation(policy)).toBe(expected)
})

test('what is allowed must be there, exactly; anything else is a violation', () => {
  const finding = { rule: 'R1', what: 'a rank', at: 'here', text: 'no ranking' } as const
  const entry = { rule: 'R1', at: 'here', text: 'no ranking', why: 'it says so' } as const
  expect(weigh([finding], [entry])).toEqual({ violations: [], needless: [] })
  expect(weigh([{ ...finding, at: 'there' }], [entry])).toEqual({
    violations: ['R1 there: no ranking (a rank)'],
    needless: ['R1 here: no ranking'],
  })
})
