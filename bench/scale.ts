/**
 * First pages and searches with a million matters of history, through the real HTTP endpoints: beside the bare SQL on the same
 * data and beside themselves with 10,000 matters. Bare, page, small page in turns, each on a connection that stays open.
 */

import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import pg from 'pg'
import { type Bench, type Figure, median, round } from './figure.ts'
import { type Ground, openGround } from './ground.ts'
import { fillHistory, type History } from './history.ts'
import { enterAs, post } from './people.ts'
import type { Product } from './product.ts'
import { type Case, cases } from './scale-cases.ts'
import { searchFigures } from './scale-search.ts'
import { exchange, openWire, requestOf } from './wire.ts'

const large = { matters: 1_000_000, open: 20_000 }
/**
 * The same company in its third week: most is still open, and much of the rest was declined, so that its pages are as full, and
 * little lies behind them.
 */
const small = { matters: 10_000, open: 8_000, declined: 0.4 }
const turns = 31

/** A running company of a size, with somebody of each kind entered. */
export interface Site {
  readonly ground: Ground
  readonly product: Product
  readonly database: pg.Client
  /** Opened when it is first used: a server gives up a connection on which nothing is asked for a minute. */
  readonly wire: () => Socket
  readonly people: ReadonlyMap<
    Case['as'],
    { readonly cookie: string; readonly personId: string | null; readonly units: readonly string[] | null }
  >
}

async function openSite(history: History, beside?: Ground): Promise<Site> {
  const ground = await openGround(beside)
  await (await ground.start()).stop()
  await ground.atRest((ownerUrl) => fillHistory(ownerUrl, history))
  return siteOn(ground)
}

async function siteOn(ground: Ground): Promise<Site> {
  const product = await ground.start()
  const database = new pg.Client({ connectionString: await ground.ownerUrl() })
  await database.connect()
  await database.query('set search_path to main')
  return {
    ground,
    product,
    database,
    wire: wireTo(Number(new URL(product.url).port)),
    people: await peopleOf(product.url, database),
  }
}

function wireTo(port: number): () => Socket {
  let open: Socket | null = null
  return () => {
    if (open === null || open.destroyed || open.readableEnded) open = openWire(port)
    return open
  }
}

async function peopleOf(url: string, database: pg.Client): Promise<Site['people']> {
  const people: [Case['as'], { cookie: string; personId: string | null; units: string[] | null }][] = []
  for (const key of ['general-manager', 'district-head', 'secretary', 'hotline'] as const) {
    const { cookie, personId } = await enterAs(url, key)
    const { rows } = await database.query<{ id: string; root: boolean }>(
      `select u.id, g.parent_id is null as root from org_person p join org_unit g on g.id = p.unit_id
         join org_unit u on u.path @> array[g.id] where p.id = $1`,
      [personId],
    )
    people.push([key, { cookie, personId, units: rows[0]?.root === true ? null : rows.map(({ id }) => id) }])
  }
  const manager = new Map(people).get('general-manager')!
  const { rows } = await database.query<{ id: string }>('select id from org_unit where parent_id is null')
  const { reply } = await post(url, '/api/kiosk-sessions', { name: '墙上', unitId: rows[0]!.id }, manager.cookie)
  const { cookie } = await post(url, '/api/kiosk-entry', { code: (reply as { code: string }).code })
  people.push(['wall', { cookie, personId: null, units: null }])
  return new Map(people)
}

async function closeSite(site: Site): Promise<void> {
  site.wire().destroy()
  await site.database.end()
  await site.product.stop()
  await site.ground.drop()
}

/** Milliseconds and reply of a page. */
export async function page(site: Site, one: Pick<Case, 'as' | 'path' | 'body'>): Promise<{ ms: number; text: string }> {
  const { cookie } = site.people.get(one.as)!
  const headers = one.body === undefined ? [] : ['x-requested-with: nuanqiao', `idempotency-key: ${randomUUID()}`]
  const request = requestOf(
    one.body === undefined ? 'GET' : 'POST',
    `/api${one.path}`,
    [`cookie: ${cookie}`, ...headers],
    one.body,
  )
  const began = performance.now()
  const { status, text } = await exchange(site.wire(), request)
  const ms = performance.now() - began
  if (status !== 200) throw new Error(`${one.path}: ${status} ${text.slice(0, 200)}`)
  return { ms, text }
}

async function bare(site: Site, { as, bare: text }: Case): Promise<number> {
  const { personId, units } = site.people.get(as)!
  const began = performance.now()
  await site.database.query({ text, values: [personId, units] })
  return performance.now() - began
}

async function measured(big: Site, little: Site, one: Case): Promise<Figure> {
  const times = { bare: [] as number[], page: [] as number[], before: [] as number[] }
  for (let n = 0; n < turns; n += 1) {
    times.bare.push(await bare(big, one))
    times.page.push((await page(big, one)).ms)
    times.before.push((await page(little, one)).ms)
  }
  const [bareMs, pageMs, beforeMs] = [times.bare, times.page, times.before].map((all) => median(all.slice(5))) as [
    number,
    number,
    number,
  ]
  const [toBare, toBefore] = [pageMs / bareMs, pageMs / beforeMs]
  return {
    what: `${one.what}: page (bare SQL; page at 10,000)`,
    value: `${round(pageMs, 1)} (${round(bareMs, 1)}; ${round(beforeMs, 1)})`,
    unit: `ms, ${round(toBare, 1)} x ${round(toBefore, 1)} x`,
    ...(one.free === true ? {} : { bar: '<= 3 x, <= 1.5 x', ok: toBare <= 3 && toBefore <= 1.5 }),
  }
}

/** The ledger reads the histories of all matters of its span, so each is asked for once only. */
async function ledgerFigures(big: Site, little: Site): Promise<Figure[]> {
  const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10)
  const spans = [
    ['this month', '/ledger?period=this_month'],
    ['a year', `/ledger?period=days&from=${day(365)}&to=${day(0)}`],
  ] as const
  const figures: Figure[] = []
  for (const [what, path] of spans) {
    const [after, before] = [await page(big, { as: 'secretary', path }), await page(little, { as: 'secretary', path })]
    figures.push({
      what: `ledger of ${what}: page (page at 10,000)`,
      value: `${round(after.ms)} (${round(before.ms)})`,
      unit: 'ms',
    })
  }
  return figures
}

export const scale: Bench = {
  name: 'scale',
  async run() {
    const little = await openSite(small)
    try {
      const began = performance.now()
      const big = await openSite(large, little.ground)
      try {
        const figures: Figure[] = [
          {
            what: `to write a history of ${large.matters.toLocaleString('en')} matters`,
            value: round((performance.now() - began) / 1000),
            unit: 's',
          },
        ]
        for (const one of cases) figures.push(await measured(big, little, one))
        figures.push(...(await ledgerFigures(big, little)), ...(await searchFigures(big)))
        return figures
      } finally {
        await closeSite(big)
      }
    } finally {
      await closeSite(little)
    }
  },
}
