/**
 * The outbox: rows written with an act are told once it is committed, then they leave. The worker hands them to its receivers and
 * to all web processes; what is told holds ids, never content.
 */
import { type RawBuilder, sql } from 'kysely'
import type pg from 'pg'
import type { Db } from '../db.ts'
import { type Beat, beat } from '../jobs/beat.ts'
import { errorFields, log } from '../log.ts'
import type { TenantHome } from '../tenant.ts'
import { listen } from './listen.ts'

/** An act as told to others. */
export interface News {
  /** The tenant's schema. */
  readonly tenant: string
  readonly id: string
  readonly act: string
  /** Kind and id of what it was done to. */
  readonly kind: string
  readonly subject: string
  readonly people: readonly string[]
  readonly units: readonly string[]
  /** The event in the history of the subject, where it has one. */
  readonly seq?: number
}

/** Takes news within the transaction that removes them: what it writes is written once, or the news stay. */
export type Receiver = (db: Db, news: readonly News[]) => Promise<void>

/** What web processes hear: a list of News as JSON; one that names too many comes in parts. */
export const eventChannel = 'nuanqiao_event'
/** What the worker hears: schemas of tenants with new rows, separated by commas. */
export const outboxChannel = 'nuanqiao_outbox'

/**
 * Tells up to `limit` news of a tenant in the order of their ids. Several workers may do so at once. Where a receiver fails, each
 * row is tried alone, so that one does not hold up the others; what failed stays, and its error is thrown at the end.
 * Returns how many were told.
 */
export async function drainOutbox(
  db: Db,
  tenant: string,
  limit: number,
  receivers: readonly Receiver[] = [],
): Promise<number> {
  try {
    return await tell(db, tenant, receivers, sql`order by id limit ${limit}::int`)
  } catch (error) {
    if (receivers.length === 0) throw error
    return tellOneByOne(db, tenant, limit, receivers)
  }
}

interface Row {
  id: string
  act: string
  subject_kind: string
  subject_id: string
  tell: { people: string[]; units: string[]; seq?: number }
}

/** Tells the rows that `which` selects and no other worker has in hand. */
function tell(db: Db, tenant: string, receivers: readonly Receiver[], which: RawBuilder<unknown>): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<Row>`
      delete from platform_outbox where id = any(array(select id from platform_outbox ${which} for update skip locked))
      returning id, act, subject_kind, subject_id, tell`.execute(tx)
    if (rows.length === 0) return 0
    const news = rows.map((row) => newsOf(tenant, row)).sort((a, b) => (a.id < b.id ? -1 : 1))
    for (const receiver of receivers) await receiver(tx, news)
    const payloads = payloadsOf(news)
    await sql`select pg_notify(${eventChannel}, payload) from unnest(${payloads}::text[]) as payload`.execute(tx)
    return rows.length
  })
}

async function tellOneByOne(db: Db, tenant: string, limit: number, receivers: readonly Receiver[]): Promise<number> {
  const waiting = await db.selectFrom('platform_outbox').select('id').orderBy('id').limit(limit).execute()
  const failed: unknown[] = []
  let told = 0
  for (const { id } of waiting) {
    told += await tell(db, tenant, receivers, sql`where id = ${id}::uuid`).catch((error: unknown) => {
      failed.push(error)
      return 0
    })
  }
  if (failed.length > 0) throw failed[0]
  return told
}

function newsOf(tenant: string, { id, act, subject_kind, subject_id, tell }: Row): News {
  return { tenant, id, act, kind: subject_kind, subject: subject_id, ...tell }
}

/** PostgreSQL takes payloads below 8,000 bytes. */
const longestPayload = 7_900
const idsAPart = 150

/** The payloads that tell these news in their order: lists of News as JSON, as many in each as it takes. */
export function payloadsOf(news: readonly News[]): string[] {
  const payloads: string[] = []
  let parts: string[] = []
  let length = 0
  for (const part of news.flatMap(partsOf)) {
    const more = Buffer.byteLength(part) + 1
    if (parts.length > 0 && length + more >= longestPayload) {
      payloads.push(`[${parts.join()}]`)
      parts = []
      length = 0
    }
    parts.push(part)
    length += more
  }
  if (parts.length > 0) payloads.push(`[${parts.join()}]`)
  return payloads
}

/** One News as JSON, or several that each name some of the people and units where there are too many for one payload. */
function partsOf(news: News): string[] {
  const whole = JSON.stringify(news)
  if (Buffer.byteLength(whole) < longestPayload - 2) return [whole]
  const parts: string[] = []
  const add = (people: readonly string[], units: readonly string[]): void => {
    parts.push(JSON.stringify({ ...news, people, units }))
  }
  for (let i = 0; i < news.people.length; i += idsAPart) add(news.people.slice(i, i + idsAPart), [])
  for (let i = 0; i < news.units.length; i += idsAPart) add([], news.units.slice(i, i + idsAPart))
  return parts
}

const atOnce = 1_000

/** The worker's part: drains each tenant when told to, and every second anyhow. */
export function startOutbox({
  url,
  homes,
  receivers,
}: {
  /** For the direct connection that listens. */
  url: string
  homes: readonly TenantHome[]
  receivers: readonly Receiver[]
}): Beat {
  const drains = new Map(
    homes.map(({ tenant: { schema }, db }) => {
      const drain = async (): Promise<void> => {
        while ((await drainOutbox(db, schema, atOnce, receivers)) === atOnce);
      }
      return [schema, beat(`outbox ${schema}`, 1000, drain)]
    }),
  )
  const wake = (): void => {
    for (const one of drains.values()) one.wake()
  }
  const listener = listen({
    url,
    channel: outboxChannel,
    onMessage: (schemas) => {
      for (const schema of schemas.split(',')) drains.get(schema)?.wake()
    },
    onHearing: wake,
  })
  return {
    wake,
    stop: async () => {
      await listener.close()
      await Promise.all([...drains.values()].map((one) => one.stop()))
    },
  }
}

/** Milliseconds. Not seen on a screen, and each wake costs a commit and a dozen trips, however many news it takes. */
const wakeEvery = 250

/**
 * The web process's part: to be given to `onOutbox`. Wakes the worker at once and then at most four times a second, on a connection of its own, because
 * transactions with a NOTIFY commit one by one. A wake that fails is no loss: the worker looks every second.
 */
export function wakeOutbox(pool: pg.Pool): (tenantSchema: string) => void {
  const waiting = new Set<string>()
  let timer: NodeJS.Timeout | null = null
  const send = (): void => {
    timer = null
    if (waiting.size === 0 || pool.ending) return
    const schemas = [...waiting].join(',')
    waiting.clear()
    timer = setTimeout(send, wakeEvery)
    timer.unref()
    pool.query('select pg_notify($1, $2)', [outboxChannel, schemas]).catch((error: unknown) => {
      log('warn', 'outbox_wake_failed', errorFields(error))
    })
  }
  return (tenantSchema) => {
    waiting.add(tenantSchema)
    if (timer === null) send()
  }
}
