/** People of the demo, entered by one click as anybody does. */
import { randomUUID } from 'node:crypto'

export interface Entered {
  readonly cookie: string
  readonly personId: string
}

interface Entry {
  readonly personId: string
  /** Such as `general-manager`. */
  readonly key: string
}

async function entriesOf(url: string): Promise<readonly Entry[]> {
  const { demoEntries } = (await (await fetch(`${url}/api/entry`)).json()) as { demoEntries: Entry[] }
  if (demoEntries.length === 0) throw new Error('the demo offers nobody to enter as')
  return demoEntries
}

/** Enters as the first `count` of the roles that the demo offers, round and round. */
export async function enter(url: string, count: number): Promise<Entered[]> {
  const entries = await entriesOf(url)
  return Promise.all(Array.from({ length: count }, (_, i) => enterWith(url, entries[i % entries.length]!.personId)))
}

/** Enters as the one whom the demo's first page offers under this key. */
export async function enterAs(url: string, key: string): Promise<Entered> {
  const entry = (await entriesOf(url)).find((one) => one.key === key)
  if (entry === undefined) throw new Error(`the demo offers no ${key}`)
  return enterWith(url, entry.personId)
}

async function enterWith(url: string, personId: string): Promise<Entered> {
  return { cookie: (await post(url, '/api/demo-entry', { personId })).cookie, personId }
}

/** A request that changes something, as a page sends it; its reply and the cookies that it brought. */
export async function post(
  url: string,
  path: string,
  body: unknown,
  cookie = '',
): Promise<{ readonly cookie: string; readonly reply: unknown }> {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-requested-with': 'nuanqiao',
      'idempotency-key': randomUUID(),
      cookie,
    },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`)
  const set = answer.headers.getSetCookie().map((line) => line.split(';')[0])
  return { cookie: set.join('; '), reply: await answer.json() }
}
