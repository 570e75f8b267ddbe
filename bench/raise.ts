/**
 * Raising a suggestion through the API with all that it takes (session, validation, history, audit, outbox, request
 * number, search index), beside bare Fastify with one INSERT on the same PostgreSQL. A B A B, warmed up.
 */
import { fork } from 'node:child_process'
import pg from 'pg'
import { runningEmbeddedPostgres } from '#platform/embedded-postgres/embedded-postgres.ts'
import { type Bench, median, round } from './figure.ts'
import type { Plan, Result } from './load.ts'
import { enter } from './people.ts'
import { dropFolder, freePort, startProduct, stateFolder } from './product.ts'
import { here, load } from './run-load.ts'

const clients = 16
const seconds = 6
const rounds = 4
/** The pool of the product's web process. */
const pool = 10

/** What is sent to the product, beside bare Fastify. */
interface Subject {
  readonly name: string
  readonly what: string
  readonly env?: NodeJS.ProcessEnv
  /** Where each request goes, with which headers of each client, and what it holds beside a text. */
  readonly plan: (url: string) => Promise<Pick<Plan, 'path' | 'headers' | 'fields' | 'fromOutside'>>
}

const besideBare = ({ name, what, env = {}, plan }: Subject): Bench => ({
  name,
  async run() {
    const home = await stateFolder()
    const product = await startProduct(home, await freePort(), env)
    const running = await runningEmbeddedPostgres(home)
    if (running === null) throw new Error('the database of the product was not found')
    const barePort = await freePort()
    const bare = fork(here('./bare.js'), {
      env: { ...process.env, DATABASE_URL: running.ownerUrl, PORT: String(barePort), POOL: String(pool) },
    })
    await new Promise((resolve) => bare.once('message', resolve))
    const client = new pg.Client({ connectionString: running.ownerUrl })
    await client.connect()
    try {
      const settings = await client.query<{ name: string; setting: string }>(
        `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'server_version') order by name`,
      )
      const subject = await plan(product.url)
      const ours = (text: string, span: number): Plan => ({
        ...subject,
        port: Number(new URL(product.url).port),
        clients,
        seconds: span,
        text,
      })
      const theirs = (text: string, span: number): Plan => ({
        port: barePort,
        path: '/',
        clients,
        seconds: span,
        headers: ['accept: */*'],
        text,
      })
      load(ours('预热', 3))
      load(theirs('预热', 3))
      const a: Result[] = []
      const b: Result[] = []
      for (let n = 0; n < rounds; n += 1) {
        a.push(load(ours(`第 ${n} 轮`, seconds)))
        b.push(load(theirs(`第 ${n} 轮`, seconds)))
      }
      const rate = (results: readonly Result[]) => median(results.map((result) => result.done / result.seconds))
      const ratio = median(a.map((result, i) => result.done / result.seconds / (b[i]!.done / b[i]!.seconds)))
      const told = settings.rows.map((row) => `${row.name}=${row.setting}`).join(' ')
      return [
        { what: `${what}, ${clients} clients, ${told}`, value: round(rate(a)), unit: '/s' },
        { what: 'bare Fastify, one validated INSERT, same server and pool', value: round(rate(b)), unit: '/s' },
        {
          what: `${name} / bare (median of 4 pairs)`,
          value: round(ratio * 100, 1),
          unit: '%',
          bar: '>= 25',
          ok: ratio >= 0.25,
        },
        {
          what: `${name}: p50 and p99`,
          value: `${round(median(a.map((r) => r.p50)), 1)} / ${round(median(a.map((r) => r.p99)), 1)}`,
          unit: 'ms',
        },
      ]
    } finally {
      await client.end()
      bare.disconnect()
      await product.stop()
      await dropFolder(home)
    }
  },
})

export const raise: Bench = besideBare({
  name: 'raise',
  what: 'raise a suggestion',
  plan: async (url) => {
    const people = await enter(url, clients)
    return { path: '/api/voice/suggestions', headers: people.map(({ cookie }) => `cookie: ${cookie}`) }
  },
})

/** What a heat user reports without an account: with his address, its clock, and the limits that hold off a flood. */
export const intake: Bench = besideBare({
  name: 'intake',
  what: 'report a cold flat without an account',
  env: { NUANQIAO_TRUSTED_HOPS: '1' },
  plan: async (url) => {
    const places = async (query: string): Promise<readonly { id: string }[]> =>
      ((await (await fetch(`${url}/api/service/places?${query}`)).json()) as { places: { id: string }[] }).places
    const [estate] = await places('q=')
    const [building] = await places(`under=${estate!.id}`)
    const fields = { trouble: 'too_cold', placeId: building!.id, measured: 16.5 }
    return { path: '/api/service/requests', headers: ['accept: */*'], fields, fromOutside: true }
  },
})
