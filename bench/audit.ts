/**
 * What the audit log costs: sixteen writers raise suggestions through the product's own verb, with the record statement as it is
 * and with one that writes no entry and no salt. The product has no such switch: here the text of the statement is changed on its
 * way to the database. The product runs beside, so that its worker gives the entries their leaves meanwhile. A B A B.
 */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { loadKinds } from '#domains/matters/kinds.ts'
import { loadActor } from '#domains/org/service.ts'
import { submit } from '#domains/voice/service.ts'
import type { Actor } from '#platform/access.ts'
import { calendarFrom } from '#platform/calendar/calendar.ts'
import { loadCalendarPacks } from '#platform/calendar/calendar-packs.ts'
import { type Db, openPool, tenantDb } from '#platform/db.ts'
import { openKeys } from '#platform/keys/data-keys.ts'
import { loadKey } from '#platform/keys/master-key.ts'
import { masterWrapper } from '#platform/keys/wrapper.ts'
import { appUrl } from '#platform/migrate.ts'
import { loadTenants } from '#platform/tenant.ts'
import { type Bench, median, round } from './figure.ts'
import { openGround } from './ground.ts'
import { enter } from './people.ts'
import { project } from './product.ts'

const writers = 16
const seconds = 5
const rounds = 4

/** The pool with the inserts of the audit log turned into selects that nobody reads. */
function withoutAudit(pool: pg.Pool): { readonly pool: pg.Pool; readonly changed: () => number } {
  const seen = new WeakMap<pg.PoolClient, pg.PoolClient>()
  let changed = 0
  const strip = (text: string): string => {
    const without = text
      .replace(/insert into platform_audit_entry \([^)]*\) select/, 'select')
      .replace(/insert into platform_audit_salt \([^)]*\) select/, 'select')
    if (without !== text) changed += 1
    return without
  }
  const muted = (client: pg.PoolClient): pg.PoolClient => {
    const known = seen.get(client)
    if (known !== undefined) return known
    const made = new Proxy(client, {
      get(target, key) {
        if (key === 'release') return () => target.release()
        if (key !== 'query') return Reflect.get(target, key, target)
        return (asked: string | { text: string }, values?: unknown[]) =>
          typeof asked === 'string'
            ? target.query(strip(asked), values as unknown[])
            : target.query({ ...asked, text: strip(asked.text) })
      },
    })
    seen.set(client, made)
    return made
  }
  const connect = async () => muted(await pool.connect())
  return {
    pool: new Proxy(pool, { get: (target, key) => (key === 'connect' ? connect : Reflect.get(target, key)) }),
    changed: () => changed,
  }
}

export const audit: Bench = {
  name: 'audit',
  async run() {
    const ground = await openGround()
    const product = await ground.start()
    const ownerUrl = await ground.ownerUrl()
    const password = (await readFile(join(ground.home, 'app.password'), 'utf8')).trim()
    const pools = [
      openPool(appUrl(ownerUrl, { app: password }), writers),
      openPool(appUrl(ownerUrl, { app: password }), writers),
    ] as const
    try {
      const rulepacks = join(project, 'rulepacks')
      await loadKinds(rulepacks)
      const [home] = await loadTenants(pools[0])
      const calendar = calendarFrom(await loadCalendarPacks(rulepacks), home!.tenant.timeZone, null)
      const key = { name: 'master key', file: join(ground.home, 'master.key'), env: process.env.NUANQIAO_MASTER_KEY }
      const keys = await openKeys(home!.db, [masterWrapper(loadKey(key))])
      const muted = withoutAudit(pools[1])
      const [on, off] = [home!.db, tenantDb(muted.pool, home!.tenant.schema)]
      const actors: Actor[] = []
      for (const { personId } of await enter(product.url, writers)) actors.push((await loadActor(on, personId))!)
      const raise = async (db: Db, actor: Actor, n: number) => {
        await submit(
          {
            tenant: home!.tenant,
            db,
            calendar,
            keys,
            actor,
            session: null,
            language: 'zh',
            now: new Date(),
            requestId: 'bench',
            once: { key: randomUUID(), route: 'POST /voice/suggestions', inputHash: 'x', keepReply: true },
            bytes: null,
            client: null,
          },
          {
            text: `第 ${n} 条：抢修车夜班没有备用接头，建议常备。`,
            about: 'tools',
            visibility: 'company',
            pictures: [],
          },
        )
      }
      const rate = async (db: Db, span: number): Promise<number> => {
        const began = performance.now()
        let done = 0
        await Promise.all(
          actors.map(async (actor) => {
            while (performance.now() - began < span * 1000) await raise(db, actor, done++)
          }),
        )
        return done / ((performance.now() - began) / 1000)
      }
      await rate(on, 2)
      await rate(off, 2)
      if (muted.changed() === 0) throw new Error('the record statement is not what this bench knows')
      const rates: { on: number; off: number }[] = []
      for (let n = 0; n < rounds; n += 1) rates.push({ on: await rate(on, seconds), off: await rate(off, seconds) })
      const fall = 1 - median(rates.map((one) => one.on / one.off))
      return [
        {
          what: `raise by ${writers} writers in one process, audit on`,
          value: round(median(rates.map((one) => one.on))),
          unit: '/s',
        },
        { what: 'the same without entries and salts', value: round(median(rates.map((one) => one.off))), unit: '/s' },
        {
          what: `the writing rate falls by (median of ${rounds} pairs)`,
          value: round(fall * 100, 1),
          unit: '%',
          bar: '<= 15',
          ok: fall <= 0.15,
        },
      ]
    } finally {
      await Promise.all(pools.map((pool) => pool.end()))
      await product.stop()
      await ground.drop()
    }
  },
}
