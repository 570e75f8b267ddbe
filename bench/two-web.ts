/**
 * Two web servers behind nginx beside one. Load, nginx and PostgreSQL share this machine with them, so what they take is subtracted: what
 * counts is how much of a processor the web servers take for a request beyond what they take at rest: from it follows what two of them
 * could do with a processor each.
 */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { installedPostgres, startCluster } from '../test/world/cluster.ts'
import { installedNginx, startNginx } from '../test/world/nginx.ts'
import { processesOf } from '../test/world/processes.ts'
import { type Bench, type Figure, median, round } from './figure.ts'
import type { Plan } from './load.ts'
import { enter } from './people.ts'
import { cpuSecondsOf } from './processes.ts'
import { dropFolder, freePort, type Product, project, startProduct, stateFolder } from './product.ts'
import { load } from './run-load.ts'

/** For each web server: two have twice as many, and twice the requests, so that each is exactly as busy as the one. */
const clients = 16
/** Suggestions a second for each web server: about half of what it can do, so that two still fit beside all else on two cores. */
const rate = 350
const seconds = 5
const rounds = 4

/** Seconds of processor that the web servers have taken since their start. */
function taken(home: string): number {
  return processesOf(home, 'dist/server.js').reduce((sum, pid) => sum + (cpuSecondsOf(pid) ?? Number.NaN), 0)
}

async function measure(home: string, url: string, bin: { nginx: string }): Promise<Figure[]> {
  const stops: (() => Promise<void>)[] = []
  try {
    const first = await startProduct(home, await freePort(), { DATABASE_URL: url })
    const cookies = (await enter(first.url, 2 * clients)).map(({ cookie }) => `cookie: ${cookie}`)
    await first.stop()
    const webs: Product[] = []
    for (const _ of [1, 2]) {
      const web = await startProduct(home, await freePort(), { DATABASE_URL: url }, ['--only', 'web'])
      stops.unshift(() => web.stop())
      webs.push(web)
    }
    const ports = webs.map((web) => Number(new URL(web.url).port))
    const fronts: { readonly port: number; readonly webs: number }[] = []
    for (const some of [ports.slice(0, 1), ports]) {
      const folder = join(home, `nginx-${some.length}`)
      const example = join(project, 'deploy/nginx.conf')
      const nginx = await startNginx({ program: bin.nginx, example, folder, ports: some, tls: false })
      stops.unshift(() => nginx.stop())
      fronts.push({ port: nginx.port, webs: some.length })
    }
    const run = ({ port, webs: count }: (typeof fronts)[number], span: number, atRate: boolean) => {
      const plan: Plan = {
        port,
        path: '/api/voice/suggestions',
        clients: clients * count,
        seconds: span,
        headers: cookies.slice(0, clients * count),
        text: '两个网页进程',
        ...(atRate ? { rate: rate * count } : {}),
      }
      const before = taken(home)
      const { done, seconds: took } = load(plan)
      return { done: done / took, perRequest: (taken(home) - before - idle * took) / done }
    }
    let idle = 0
    for (const front of fronts.toReversed()) run(front, 15, false) // both as warm as they get
    const before = taken(home)
    await sleep(4_000)
    idle = (taken(home) - before) / 4
    const [one, two]: [ReturnType<typeof run>[], ReturnType<typeof run>[]] = [[], []]
    for (let n = 0; n < rounds; n += 1) {
      one.push(run(fronts[0]!, seconds, true))
      two.push(run(fronts[1]!, seconds, true))
    }
    const [oneFull, twoFull] = [run(fronts[0]!, seconds, false), run(fronts[1]!, seconds, false)]
    const ratio = median(one.map(({ perRequest }, n) => (2 * perRequest) / two[n]!.perRequest))
    const micros = (runs: typeof one) => round(median(runs.map(({ perRequest }) => perRequest)) * 1e6)
    return [
      { what: 'processor of both without any request', value: round(idle * 1000, 1), unit: 'ms/s' },
      {
        what: `processor of the web server for a suggestion, ${rate}/s at each: one behind nginx`,
        value: micros(one),
        unit: 'µs',
      },
      { what: 'the same, two behind nginx', value: micros(two), unit: 'µs' },
      {
        what: 'what two do beside one, a processor each (median of 4 pairs)',
        value: round(ratio, 2),
        unit: 'x',
        bar: '>= 1.5',
        ok: ratio >= 1.5,
      },
      {
        what: 'through nginx, load and PostgreSQL on the same processors: one, two',
        value: `${round(oneFull.done)} / ${round(twoFull.done)}`,
        unit: '/s',
      },
    ]
  } finally {
    for (const stop of stops) await stop()
  }
}

export const twoWeb: Bench = {
  name: 'two-web',
  onRequest: true,
  async run() {
    const [postgres, nginx] = [installedPostgres(), installedNginx()]
    if (postgres === null || nginx === undefined) {
      return [{ what: 'skipped: nginx or PostgreSQL 15 is not installed here', value: '', unit: '' }]
    }
    const home = await stateFolder()
    const cluster = await startCluster(postgres)
    try {
      return await measure(home, cluster.url, { nginx })
    } finally {
      await cluster.stop()
      await dropFolder(home)
    }
  },
}
