/** The facts of a request for those who work on its matter, and who can be called, for a reason that stays. */
import { handles, standingTo } from '#domains/matters/standing/service.ts'
import type { Db } from '#platform/db.ts'
import type { OutputOf, ParsedInputOf } from '#platform/endpoint.ts'
import { newId } from '#platform/id.ts'
import { maskedAddress, maskedName, maskedPhone } from '#platform/masked.ts'
import { inTransaction, record } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import { findHousehold, insertContactShown, nodePaths } from '../store.ts'
import { openContact } from './contact.ts'
import type { getRequest, RequestView, showRequestContact } from './contract.ts'
import { addressLine } from './rules.ts'
import * as store from './store.ts'

export async function facts(ctx: SignedIn, { matterId }: ParsedInputOf<typeof getRequest>): Promise<RequestView> {
  const { request, works } = await seen(ctx, ctx.db, matterId)
  const place = (await store.findPlace(ctx.db, request.placeId))!
  const household = request.householdId === null ? null : await findHousehold(ctx.db, request.householdId)
  const { reporter, phone } = openContact(ctx.keys, request)
  const line = [...place.names, request.flat ?? '']
  return {
    id: request.id,
    trouble: request.trouble,
    channel: request.channel,
    address: works ? addressLine(place.names, request.flat) : maskedAddress(line),
    network: household === null ? [] : (await nodePaths(ctx.db, [household.nodeId])).get(household.nodeId)!,
    customerNo: works ? (household?.customerNo ?? null) : null,
    floor: works ? (household?.floor ?? null) : null,
    measured: request.measured === null ? null : Number(request.measured),
    atHome: works ? request.atHome : null,
    reporter: reporter === null ? null : maskedName(reporter),
    phone: phone === null ? null : maskedPhone(phone),
    may: works && (reporter !== null || phone !== null) ? ['show_contact'] : [],
  }
}

/** Shows name and phone to whoever works on it; whose, to whom and why stays. */
export function contact(
  ctx: SignedIn,
  { matterId, reason }: ParsedInputOf<typeof showRequestContact>,
): Promise<OutputOf<typeof showRequestContact>> {
  return inTransaction(ctx, async (tx) => {
    const { request, works } = await seen(ctx, tx.db, matterId)
    if (!works) throw new Refusal('forbidden', 'service.not_your_request')
    const shown = openContact(ctx.keys, request)
    if (shown.reporter === null && shown.phone === null) throw new Refusal('not_found', 'service.no_contact')
    const row = {
      id: newId(),
      household_id: null,
      request_id: request.id,
      by_person: ctx.actor.personId,
      reason,
      at: ctx.now,
    }
    await insertContactShown(tx.db, row)
    record(tx, { act: 'service.contact_shown', subject: { kind: 'request', id: request.id }, change: { reason } })
    return shown
  })
}

/** Who sees the matter sees that it is a request; who has a hand in it works on it. */
async function seen(ctx: SignedIn, db: Db, matterId: string) {
  const standing = await standingTo(ctx, db, matterId)
  const request = standing === null ? null : await store.requestOfMatter(db, matterId)
  if (standing === null || request === null || standing.relations.size === 0)
    throw new Refusal('not_found', 'matters.not_found')
  return { request, works: handles(standing.relations) || standing.relations.has('front') }
}
