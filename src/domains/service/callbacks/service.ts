/** Who is to be called, and writing down what was said. When and how often is data: `rulepacks/callback-1.json`. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { awaitingVerdict } from '#domains/matters/lists/service.ts'
import { actForRaiser } from '#domains/matters/service.ts'
import { standingTo } from '#domains/matters/standing/service.ts'
import type { OutputOf, ParsedInputOf } from '#platform/endpoint.ts'
import { newId } from '#platform/id.ts'
import { inTransaction, record } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import { addressLine } from '../requests/rules.ts'
import { heatKind } from '../requests/service.ts'
import { findPlace, requestOfMatter } from '../requests/store.ts'
import type { CallbackRow, listCallbacks, recordCallback } from './contract.ts'
import * as store from './store.ts'

const Rule = z.strictObject({
  n: z.number().int().positive(),
  certainty: z.enum(['P', 'M', 'W']),
  source: z.string().min(3),
})
const CallbackPack = z.strictObject({
  name: z.literal('callback'),
  version: z.number().int().positive(),
  /** Hours after the answer. */
  afterHours: Rule,
  /** Calls that reach nobody, before one gives up. */
  triesAtMost: Rule,
})
type CallbackPack = z.infer<typeof CallbackPack>

let pack: CallbackPack | null = null

/** Reads the rule pack and makes it the program's; called by the roof at the start. Throws Error in words where it is malformed. */
export async function loadCallbackPack(folder: string): Promise<void> {
  const parsed = CallbackPack.safeParse(JSON.parse(await readFile(join(folder, 'callback-1.json'), 'utf8')))
  if (!parsed.success) throw new Error(`rule pack callback-1.json: ${z.prettifyError(parsed.error)}`)
  pack = parsed.data
}

function callbackPack(): CallbackPack {
  if (pack === null) throw new Error('the rule pack of call-backs has not been read')
  return pack
}

const most = 100
const hour = 3_600_000

export async function waiting(ctx: SignedIn): Promise<OutputOf<typeof listCallbacks>> {
  const { afterHours, triesAtMost } = callbackPack()
  const answered = await awaitingVerdict(ctx, heatKind, new Date(ctx.now.getTime() - afterHours.n * hour), most)
  const requests = await store.requestsOf(ctx.db, answered)
  const rows: CallbackRow[] = []
  let unreached = 0
  for (const { id, number, unit, since, answer, seen } of answered) {
    const request = requests.get(id)
    if (request === undefined) continue
    if (request.tries >= triesAtMost.n) {
      unreached += 1
      continue
    }
    const place = (await findPlace(ctx.db, request.placeId))!
    const { trouble, tries } = request
    const address = addressLine(place.names, request.flat)
    rows.push({ matterId: id, number, trouble, address, unit, answeredAt: since.toISOString(), answer, tries, seen })
  }
  return { rows, unreached, afterHours: afterHours.n, triesAtMost: triesAtMost.n }
}

/** Writes down a call. What the person said is his verdict; whoever worked on it himself does not ask about it. */
export function called(
  ctx: SignedIn,
  { matterId, seen, said }: ParsedInputOf<typeof recordCallback>,
): Promise<OutputOf<typeof recordCallback>> {
  return inTransaction(ctx, async (tx) => {
    const standing = await standingTo(ctx, tx.db, matterId)
    const request = standing === null ? null : await requestOfMatter(tx.db, matterId)
    if (standing === null || request === null) throw new Refusal('not_found', 'matters.not_found')
    if ((['owner', 'lead', 'assisting'] as const).some((relation) => standing.relations.has(relation)))
      throw new Refusal('forbidden', 'service.own_work')
    const [verdict, satisfaction] = said.reached ? [said.verdict, said.satisfaction ?? null] : [null, null]
    const note = (said.reached ? said.reason : said.note) ?? null
    const row = { id: newId(), request_id: request.id, by_person: ctx.actor.personId, at: ctx.now }
    await store.insertCallback(tx.db, { ...row, reached: said.reached, verdict, satisfaction, note })
    record(tx, { act: 'service.call_back', subject: { kind: 'request', id: request.id }, change: said })
    if (!said.reached) return { reopened: false }
    const { reason } = said
    const judged = { do: 'judge' as const, verdict: said.verdict, ...(reason === undefined ? {} : { reason }) }
    await actForRaiser(tx, { id: matterId, seen, move: judged }, { through: 'call' })
    return { reopened: said.verdict !== 'solved' }
  })
}
