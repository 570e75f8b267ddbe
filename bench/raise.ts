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

export const raise: Bench = {
  name: 'raise',
  async run() {
    const home = await stateFolder()
    const product = await startProduct(home, await freePort())
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
      const people = await enter(product.url, clients)
      const ours = (text: string, span: number): Plan => ({
        port: Number(new URL(product.url).port),
        path: '/api/voice/suggestions',
        clients,
        seconds: span,
        headers: people.map(({ cookie }) => `cookie: ${cookie}`),
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
        { what: `raise a suggestion, ${clients} clients, ${told}`, value: round(rate(a)), unit: '/s' },
        { what: 'bare Fastify, one validated INSERT, same server and pool', value: round(rate(b)), unit: '/s' },
        {
          what: 'raise / bare (median of 4 pairs)',
          value: round(ratio * 100, 1),
          unit: '%',
          bar: '>= 25',
          ok: ratio >= 0.25,
        },
        {
          what: 'raise: p50 and p99',
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
}
