/**
 * A load from a process of its own: N clients, each with one kept-alive connection and one request under way at a time.
 * Plain sockets and prepared bytes, so that the load takes little of the machine that it measures.
 * Called with a plan as JSON; prints a result as JSON.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { newReceiptCode } from '../src/domains/service/requests/receipt-code.ts'
import { exchange, openWire, requestOf } from './wire.ts'

export interface Plan {
  readonly port: number
  readonly path: string
  readonly clients: number
  readonly seconds: number
  /** Header lines of each client, e.g. its cookie. */
  readonly headers: readonly string[]
  /** Begins each text, so that runs can be told apart; null: the path is read, and nothing is sent. */
  readonly text: string | null
  /** What else the body holds; about tools if absent. */
  readonly fields?: Readonly<Record<string, unknown>>
  /** As a heat user: each request with a receipt of its own, from an address of its own behind the proxy. */
  readonly fromOutside?: true
  /** Requests a second of all clients together; absent: each asks again as soon as it is answered. */
  readonly rate?: number
}
export interface Result {
  readonly done: number
  readonly failed: number
  readonly seconds: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  readonly firstFailure: string | null
}

function askOf(plan: Plan, client: number, n: number): string {
  if (plan.text === null)
    return requestOf('GET', plan.path, [plan.headers[client % plan.headers.length] ?? 'accept: */*'])
  const outside = plan.fromOutside === true
  const headers = [
    'x-requested-with: nuanqiao',
    `idempotency-key: ${randomUUID()}`,
    plan.headers[client % plan.headers.length] ?? 'accept: */*',
    ...(outside ? [`x-forwarded-for: 10.${client}.${(n >> 8) % 256}.${n % 256}`] : []),
  ]
  const text = `${plan.text}，第 ${client} 位第 ${n} 条：抢修车夜班没有备用接头，建议常备。`
  const fields = { ...(plan.fields ?? { about: 'tools' }), ...(outside ? { receipt: newReceiptCode() } : {}) }
  return requestOf('POST', plan.path, headers, { text, ...fields })
}

async function run(plan: Plan): Promise<Result> {
  const began = performance.now()
  const until = began + plan.seconds * 1000
  const times: number[] = []
  let failed = 0
  let firstFailure: string | null = null
  await Promise.all(
    Array.from({ length: plan.clients }, async (_, client) => {
      let socket = openWire(plan.port)
      for (let n = 0; performance.now() < until; n += 1) {
        if (plan.rate !== undefined) {
          const turn = began + ((n * plan.clients + client) / plan.rate) * 1000
          await sleep(Math.max(0, turn - performance.now()))
        }
        const sent = performance.now()
        const { status, text, last } = await exchange(socket, askOf(plan, client, n))
        if (last) socket = openWire(plan.port) // nginx keeps none for ever
        if (status === 200) times.push(performance.now() - sent)
        else {
          failed += 1
          firstFailure ??= `${status} ${text.slice(0, 200)}`
        }
      }
      socket.destroy()
    }),
  )
  const seconds = (performance.now() - began) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { done: times.length, failed, seconds, p50: at(0.5), p99: at(0.99), firstFailure }
}

const plan = process.argv[2]
if (plan === undefined) throw new Error('a plan is needed')
process.stdout.write(JSON.stringify(await run(JSON.parse(plan) as Plan)))
