/**
 * Thousands of calls to every endpoint, made from the API's document, in the name of all kinds of callers: nothing brings the server
 * down, what does not fit is not accepted, and afterwards all is whole. NUANQIAO_FUZZ=20000 makes as many (npm test: 4,000),
 * NUANQIAO_FUZZ_SEED others.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sequence } from '#platform/audit/audit.ts'
import { auditSigner } from '#platform/audit/checkpoint.ts'
import { verifyAudit } from '#platform/audit/verify-audit.ts'
import { openApi } from '#platform/openapi.ts'
import { groups } from '../src/house.ts'
import { type Caller, openStage, type Stage } from './access/stage.ts'
import { columns } from './access.table.ts'
import { expectNoFault } from './fuzz/answer.ts'
import { anyCall, type Call } from './fuzz/calls.ts'
import type { Answer } from './world/client.ts'
import { exportOf } from './world/export.ts'
import { loadKinds } from './world/loop.ts'
import { auditKeys, openWorld, type World } from './world/world.ts'

const wanted = Number(process.env.NUANQIAO_FUZZ ?? 4_000)
const seed = Number(process.env.NUANQIAO_FUZZ_SEED ?? 20_261_116)
/** At once, as from a busy company; so many in one property, that is one run of it. */
const atOnce = 16
const inOneRun = 320

let world: World
let stage: Stage
beforeAll(async () => {
  world = await openWorld()
  await loadKinds()
  stage = await openStage(world)
  for (const upTo of ['received', 'assigned', 'extension', 'answered'] as const) await stage.matter('own', { upTo })
})
afterAll(() => world.close())

test(`${wanted} calls are answered without a fault of ours, and what does not fit is refused`, async () => {
  const ids = [
    ...new Set(JSON.stringify(await exportOf(world.ownerUrl)).match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)),
  ]
  const document = openApi(groups, '0.0.0')
  const answered = new Map<number, number>()
  const reached = new Set<string>()
  let calls = 0
  const run = async (some: readonly Call[]): Promise<void> => {
    const callers = await Promise.all(columns.map((column) => stage.newCaller(column))) // some sign out, or are locked
    let next = 0
    const worker = async (): Promise<void> => {
      for (let call = some[next++]; call !== undefined; call = some[next++]) {
        const answer = await sent(call, callers[call.by]!)
        judge(call, answer)
        calls += 1
        answered.set(answer.status, (answered.get(answer.status) ?? 0) + 1)
        if (answer.status === 200) reached.add(call.operationId)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
  }
  const batch = fc.array(anyCall(document, ids, columns.length), {
    minLength: inOneRun,
    maxLength: inOneRun,
    size: 'max',
  })
  await fc.assert(fc.asyncProperty(batch, run), { numRuns: Math.ceil(wanted / inOneRun), seed, endOnFailure: true })

  expect(calls).toBeGreaterThanOrEqual(wanted)
  const done = answered.get(200) ?? 0
  // it is no test if nearly everything is turned away at the door
  expect(done, JSON.stringify([...answered])).toBeGreaterThan(wanted / 50)
  expect(reached.size).toBeGreaterThan(wanted >= 5_000 ? 25 : 10)
  await expectWhole()
}, 1_800_000)

function sent({ method, address, body, type }: Call, { as }: Caller): Promise<Answer> {
  const bytes = body === undefined ? {} : { bytes: { content: Buffer.from(body), type } }
  return world.ask(method, `/api${address}`, undefined, { ...bytes, ...(as === undefined ? {} : { as }) })
}

function judge(call: Call, answer: Answer): void {
  const shown = `${call.what}: ${call.method} ${call.address.slice(0, 300)} ${String(call.body).slice(0, 300)}`
  expectNoFault(answer, shown)
  if (!call.mayPass) expect(answer.status, `${shown} was accepted: ${answer.text.slice(0, 200)}`).not.toBe(200)
}

/** What holds between the tables, beyond what the database holds by itself. */
async function expectWhole(): Promise<void> {
  const signer = auditSigner(auditKeys, 'main')
  const { note } = await sequence(world.db, signer, new Date(), 48 * 3_600_000)
  const options = { publicKey: signer.verifierKey, checkpoint: note!, now: new Date(Date.now() + 61_000) }
  expect(await verifyAudit(world.db, options)).toMatchObject({ ok: true, problems: [] })
  const strays = await world.pool.query(`select
    (select count(*)::int from main.platform_audit_entry e where not exists
      (select 1 from main.platform_audit_salt s where s.entry_id = e.id)) as unsalted,
    (select count(*)::int from main.matters_matter m where m.events <>
      (select count(*) from main.matters_event v where v.matter_id = m.id)) as miscounted`)
  expect(strays.rows).toEqual([{ unsalted: 0, miscounted: 0 }])
  expect((await world.ask('GET', '/healthz')).status).toBe(200)
}
