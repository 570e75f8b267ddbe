/**
 * An hour of open screens: 200 event streams on a running product, a steady trickle of acts that concern all of them, and pages
 * that ask again when something has happened. Each Node process's memory is sampled, and how long an act takes to all screens.
 */
import { get, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bench, round } from './figure.ts'
import { openGround } from './ground.ts'
import { type Entered, enterAs, post } from './people.ts'
import { nodeProcesses } from './processes.ts'

const screens = 200
const actEvery = 2_000
const sampleEvery = 5_000
/** One in so many screens asks for its lists anew after an event. */
const asksAgain = 10
/** They hold a role at the top, so everything that happens concerns them. */
const watchers = ['general-manager', 'party-secretary', 'party-affairs'] as const
const raisers = ['repairer', 'shift-worker', 'apprentice'] as const

interface Sample {
  readonly at: number
  readonly memory: ReadonlyMap<number, number>
}

export const soak: Bench = {
  name: 'soak',
  onRequest: true,
  async run({ minutes = 60 }) {
    const ground = await openGround()
    const product = await ground.start()
    const open: Screen[] = []
    try {
      for (let n = 0; n < screens; n += 1) {
        const who = await enterAs(product.url, watchers[n % watchers.length]!)
        open.push(await openScreen(product.url, who, n % asksAgain === 0))
      }
      const crew: Entered[] = []
      for (const key of raisers) crew.push(await enterAs(product.url, key))
      const pids = new Map(nodeProcesses(product.process.pid!).map(({ pid, args }) => [pid, nameOf(args)]))
      const samples: Sample[] = []
      const until = performance.now() + minutes * 60_000
      const sampling = (async () => {
        while (performance.now() < until) {
          const memory = new Map(
            nodeProcesses(product.process.pid!).map(({ pid, rssMegabytes }) => [pid, rssMegabytes]),
          )
          samples.push({ at: performance.now(), memory })
          await sleep(sampleEvery)
        }
      })()
      const acts: Act[] = []
      while (performance.now() < until) {
        const at = performance.now()
        const { reply } = await post(
          product.url,
          '/api/voice/suggestions',
          { text: `第 ${acts.length} 条：抢修车夜班没有备用接头，建议常备。`, about: 'tools' },
          crew[acts.length % crew.length]!.cookie,
        )
        acts.push({ subject: (reply as { matterId: string }).matterId, at })
        await sleep(Math.max(0, actEvery - (performance.now() - at)))
      }
      await sampling
      await sleep(2_000)
      return figures({ samples, pids, acts, screens: open, minutes })
    } finally {
      for (const screen of open) screen.close()
      await product.stop()
      await ground.drop()
    }
  },
}

interface Act {
  readonly subject: string
  readonly at: number
}

/** One open page: what it heard and when, and when it came back after its stream had ended. */
interface Screen {
  readonly heard: ReadonlyMap<string, number>
  readonly back: readonly number[]
  close(): void
}

/** Opens the events of a page and, as a browser does, opens them again where they end; a page that comes back asks for everything. */
async function openScreen(url: string, { cookie }: Entered, asks: boolean): Promise<Screen> {
  const heard = new Map<string, number>()
  const back: number[] = []
  let closed = false
  let stream: IncomingMessage
  const take = (block: string) => {
    if (!block.startsWith('data: ')) return
    const { subject } = JSON.parse(block.slice(6)) as { subject: string }
    if (!heard.has(subject)) heard.set(subject, performance.now())
    if (asks) void ask(url, cookie)
  }
  const open = async (): Promise<void> => {
    stream = await new Promise<IncomingMessage>((resolve, reject) => {
      get(`${url}/api/events`, { headers: { cookie }, agent: false }, resolve).on('error', reject)
    })
    if (stream.statusCode !== 200) throw new Error(`no events: ${stream.statusCode}`)
    let rest = ''
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => {
      const blocks = (rest + text).split('\n\n')
      rest = blocks.pop()!
      for (const block of blocks) take(block)
    })
    stream.on('error', () => undefined) // its end is told by `close`
    stream.on('close', () => void again())
  }
  const again = async (): Promise<void> => {
    while (!closed) {
      await sleep(1_000)
      const opened = await open().then(
        () => true,
        () => false,
      )
      if (opened) return void back.push(performance.now())
    }
  }
  await open()
  return {
    heard,
    back,
    close: () => {
      closed = true
      stream.destroy()
    },
  }
}

async function ask(url: string, cookie: string): Promise<void> {
  for (const path of ['/api/matters-inbox', '/api/matters-board/counts']) {
    await fetch(`${url}${path}`, { headers: { cookie } }).then((answer) => answer.arrayBuffer())
  }
}

function nameOf(args: string): string {
  return ['server', 'worker'].find((name) => args.includes(`${name}.js`)) ?? 'supervisor'
}

interface Seen {
  readonly samples: readonly Sample[]
  readonly pids: ReadonlyMap<number, string>
  readonly acts: readonly Act[]
  readonly screens: readonly Screen[]
  readonly minutes: number
}

function figures({ samples, pids, acts, screens: open, minutes }: Seen) {
  const delays = acts.flatMap(({ subject, at }) =>
    open.flatMap(({ heard, back }) => {
      const seen = heard.get(subject) ?? back.find((when) => when > at)
      return seen === undefined ? [] : [seen - at]
    }),
  )
  const breaks = open.reduce((sum, { back }) => sum + back.length, 0)
  const memory = [...pids].map(([pid, name]) => {
    const points = samples.flatMap(({ at, memory: all }) =>
      all.has(pid) ? [{ x: at / 3_600_000, y: all.get(pid)! }] : [],
    )
    return {
      name,
      most: Math.max(...points.map(({ y }) => y)),
      slope: slopeOf(points.slice(Math.floor(points.length / 2))),
    }
  })
  const sorted = [...delays].sort((a, b) => a - b)
  const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? Number.POSITIVE_INFINITY
  const missed = acts.length * screens - delays.length
  const most = Math.max(...memory.map((one) => one.most))
  const slope = Math.max(...memory.map((one) => one.slope))
  const each = (digit: (one: (typeof memory)[number]) => number) =>
    memory.map((one) => `${one.name} ${round(digit(one), 1)}`).join(', ')
  return [
    { what: `${screens} open screens for ${minutes} minutes: acts`, value: acts.length, unit: 'acts' },
    { what: 'streams that ended and were opened again', value: breaks, unit: '' },
    {
      what: `most memory of a Node process (${each((one) => one.most)})`,
      value: round(most),
      unit: 'MB',
      bar: '<= 250',
      ok: most <= 250,
    },
    {
      what: `slope of the second half (${each((one) => one.slope)})`,
      value: round(slope, 1),
      unit: 'MB/h',
      // memory still settles in the first minutes: a short look tells nothing about an hour
      ...(minutes >= 60 ? { bar: '<= 5', ok: slope <= 5 } : {}),
    },
    { what: 'an act is on a screen, p50', value: round(sorted[Math.floor(sorted.length / 2)] ?? 0), unit: 'ms' },
    { what: 'an act is on a screen, p99', value: round(p99), unit: 'ms', bar: '<= 1000', ok: p99 <= 1_000 },
    {
      what: 'acts that did not come to a screen',
      value: missed,
      unit: `of ${acts.length * screens}`,
      bar: '0',
      ok: missed === 0,
    },
  ]
}

/** Of the straight line with the least squares. */
function slopeOf(points: readonly { readonly x: number; readonly y: number }[]): number {
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)]
  const across = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0)
  return points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / across
}
