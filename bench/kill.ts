/**
 * kill -9 of the whole product during writes, twenty times. Each client repeats a request that got no answer with the
 * same request number after the next start. In the end every acknowledged suggestion must exist exactly once.
 */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { runningEmbeddedPostgres } from '#platform/embedded-postgres/embedded-postgres.ts'
import type { Bench } from './figure.ts'
import { enter } from './people.ts'
import { dropFolder, freePort, startProduct, stateFolder } from './product.ts'

const kills = 20
const clients = 8

interface Sent {
  readonly key: string
  readonly text: string
  acknowledged: boolean
}

async function raiseOne(url: string, cookie: string, sent: Sent): Promise<boolean> {
  const answer = await fetch(`${url}/api/voice/suggestions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-requested-with': 'nuanqiao',
      'idempotency-key': sent.key,
      cookie,
    },
    body: JSON.stringify({ text: sent.text, about: 'tools' }),
  }).catch(() => null)
  return answer?.ok === true && (await answer.json().catch(() => null)) !== null
}

export const kill: Bench = {
  name: 'kill',
  async run() {
    const home = await stateFolder()
    const port = await freePort()
    const all: Sent[] = []
    const unanswered: Sent[][] = Array.from({ length: clients }, () => [])
    let retried = 0
    try {
      for (let n = 0; n <= kills; n += 1) {
        const product = await startProduct(home, port)
        // the same person each time, because a request number belongs to who sent it
        const people = await enter(product.url, 1)
        let stop = false
        const writers = unanswered.map(async (pending) => {
          for (const sent of pending.splice(0)) {
            retried += 1
            sent.acknowledged = await raiseOne(product.url, people[0]!.cookie, sent)
            if (!sent.acknowledged) pending.push(sent)
          }
          while (!stop && n < kills) {
            const sent: Sent = {
              key: randomUUID(),
              text: `断电试验 ${randomUUID()} 抢修车夜班没有备用接头`,
              acknowledged: false,
            }
            all.push(sent)
            sent.acknowledged = await raiseOne(product.url, people[0]!.cookie, sent)
            if (!sent.acknowledged) {
              pending.push(sent)
              break
            }
          }
        })
        if (n === kills) {
          await Promise.all(writers)
          break
        }
        await new Promise((resolve) => setTimeout(resolve, 400 + (n % 5) * 60))
        const gone = new Promise((resolve) => product.process.once('exit', resolve))
        product.process.kill('SIGKILL')
        await gone
        stop = true
        await Promise.all(writers)
      }
      const running = await runningEmbeddedPostgres(home)
      const client = new pg.Client({ connectionString: running!.ownerUrl })
      await client.connect()
      const schema = (await client.query<{ schema: string }>('select schema from nuanqiao.tenant limit 1')).rows[0]!
        .schema
      const { rows } = await client.query<{ text: string; n: number }>(
        `select text, count(*)::int as n from "${schema}".matters_matter where text like '断电试验%' group by text`,
      )
      await client.end()
      const counts = new Map(rows.map((row) => [row.text, row.n]))
      const lost = all.filter((sent) => sent.acknowledged && counts.get(sent.text) === undefined).length
      const twice = rows.filter((row) => row.n > 1).length
      const open = all.filter((sent) => !sent.acknowledged).length
      return [
        {
          what: `kill -9 during writes, ${kills} times: acknowledged suggestions`,
          value: all.length - open,
          unit: 'sent',
        },
        { what: 'repeated with the same request number after a kill', value: retried, unit: 'requests' },
        { what: 'acknowledged and lost', value: lost, unit: '', bar: '0', ok: lost === 0 },
        { what: 'written twice', value: twice, unit: '', bar: '0', ok: twice === 0 },
        { what: 'never acknowledged, retries included', value: open, unit: '', bar: '0', ok: open === 0 },
      ]
    } finally {
      await startProduct(home, port).then(
        (product) => product.stop(),
        () => undefined,
      )
      await dropFolder(home)
    }
  },
}
