/**
 * A read replica of the installed PostgreSQL: how often somebody who has just written misses it (never), where boards are asked, and
 * what the tokens are good for: the same tries by a browser that throws its token away.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Cluster, installedPostgres, startCluster } from '../test/world/cluster.ts'
import { type Bench, type Figure, median, round } from './figure.ts'
import { enter } from './people.ts'
import { dropFolder, freePort, startProduct, stateFolder } from './product.ts'

const writers = 8
const tries = 1_000

interface Outcome {
  readonly missed: number
  /** Milliseconds of the reads. */
  readonly reads: readonly number[]
}

async function raise(url: string, cookie: string): Promise<{ number: string; token: string[] }> {
  const headers = {
    cookie,
    'content-type': 'application/json',
    'x-requested-with': 'nuanqiao',
    'idempotency-key': randomUUID(),
  }
  const body = JSON.stringify({ text: '抢修车夜班没有备用接头，建议常备。', about: 'tools' })
  const reply = await fetch(`${url}/api/voice/suggestions`, { method: 'POST', headers, body })
  if (!reply.ok) throw new Error(`raise: ${reply.status} ${await reply.text()}`)
  const { number } = (await reply.json()) as { number: string }
  return { number, token: reply.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '') }
}

async function onBoard(url: string, cookie: string, number: string): Promise<boolean> {
  const reply = await fetch(`${url}/api/matters-board?q=${encodeURIComponent(number)}`, { headers: { cookie } })
  if (!reply.ok) return false
  return ((await reply.json()) as { rows: { number: string }[] }).rows.some((row) => row.number === number)
}

/** Each writer raises a suggestion and at once looks for it on his board. */
async function writeAndRead(url: string, cookies: readonly string[], keepToken: boolean): Promise<Outcome> {
  let missed = 0
  const reads: number[] = []
  await Promise.all(
    cookies.map(async (session) => {
      for (let n = 0; n < tries / writers; n += 1) {
        const { number, token } = await raise(url, session)
        const began = performance.now()
        const shown = await onBoard(url, keepToken ? [session, ...token].join('; ') : session, number)
        reads.push(performance.now() - began)
        if (!shown) missed += 1
      }
    }),
  )
  return { missed, reads }
}

async function servedBy(metrics: number): Promise<Record<'replica' | 'primary', number>> {
  const text = await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text()
  const of = (pool: string): number =>
    Number(new RegExp(`^nuanqiao_replica_reads\\{pool="${pool}"\\} (\\d+)$`, 'm').exec(text)?.[1] ?? 0)
  return { replica: of('replica'), primary: of('primary') }
}

async function measure(primary: Cluster, bin: string): Promise<Figure[]> {
  const home = await stateFolder()
  const [port, metrics] = [await freePort(), await freePort()]
  const first = await startProduct(home, port, { DATABASE_URL: primary.url })
  await first.stop() // the replica is to have the roles and the demo world from its beginning
  const standby = await startCluster(bin, { standbyOf: primary })
  const env = { DATABASE_URL: primary.url, DATABASE_READ_URL: standby.url, NUANQIAO_METRICS: `127.0.0.1:${metrics}` }
  const product = await startProduct(home, port, env)
  try {
    const people = await leaders(product.url)
    const cookies = Array.from({ length: writers }, (_, n) => people[n % people.length]!)
    const before = await servedBy(metrics)
    const kept = await writeAndRead(product.url, cookies, true)
    const between = await servedBy(metrics)
    const dropped = await writeAndRead(product.url, cookies, false)
    const after = await servedBy(metrics)
    const share = (from: Record<'replica' | 'primary', number>, to: Record<'replica' | 'primary', number>): number => {
      const [replica, primaryReads] = [to.replica - from.replica, to.primary - from.primary]
      return (100 * replica) / (replica + primaryReads)
    }
    const [busy, idle] = [share(before, between), share(between, after)]
    return [
      { what: `missed own writes in ${tries} tries`, value: kept.missed, unit: '', bar: '0', ok: kept.missed === 0 },
      { what: 'of these reads, right after the own write, asked at the replica', value: round(busy), unit: '%' },
      { what: 'the same by browsers that drop their token: missed', value: dropped.missed, unit: '' },
      { what: 'of these, asked at the replica', value: round(idle), unit: '%', bar: '> 0', ok: idle > 0 },
      { what: 'board right after a write, median', value: round(median(kept.reads), 1), unit: 'ms' },
    ]
  } finally {
    await product.stop()
    await standby.stop()
    await dropFolder(home)
  }
}

/** Sessions of those of the demo on whose board stands what they raise themselves. */
async function leaders(url: string): Promise<string[]> {
  const found: string[] = []
  for (const { cookie } of await enter(url, 12)) {
    const { number } = await raise(url, cookie)
    await sleep(1_000)
    if (await onBoard(url, cookie, number)) found.push(cookie)
  }
  if (found.length === 0) throw new Error('nobody of the demo sees on his board what he raises')
  return found
}

export const replica: Bench = {
  name: 'replica',
  onRequest: true,
  async run() {
    const bin = installedPostgres()
    if (bin === null) return [{ what: 'skipped: no PostgreSQL 15 or newer is installed here', value: '', unit: '' }]
    const primary = await startCluster(bin)
    try {
      return await measure(primary, bin)
    } finally {
      await primary.stop()
    }
  },
}
