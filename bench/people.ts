/** People of the demo, entered by one click as anybody does. */
import { randomUUID } from 'node:crypto'

export interface Entered {
  readonly cookie: string
  readonly personId: string
}

/** Enters as the first `count` of the roles that the demo offers, round and round. */
export async function enter(url: string, count: number): Promise<Entered[]> {
  const entry = (await (await fetch(`${url}/api/entry`)).json()) as {
    demoEntries: { personId: string }[]
  }
  const roles = entry.demoEntries
  if (roles.length === 0) throw new Error('the demo offers nobody to enter as')
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const personId = roles[i % roles.length]!.personId
      const answer = await fetch(`${url}/api/demo-entry`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-requested-with': 'nuanqiao',
          'idempotency-key': randomUUID(),
        },
        body: JSON.stringify({ personId }),
      })
      const cookie = answer.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ')
      if (!answer.ok || cookie === '') throw new Error(`no entry: ${answer.status} ${await answer.text()}`)
      return { cookie, personId }
    }),
  )
}
