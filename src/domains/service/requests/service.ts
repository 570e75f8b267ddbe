/** Requests of heat users: reported by anybody, followed and judged by whoever has the receipt, worked on as any matter. */

import { refuseTaken } from '#domains/matters/pictures/service.ts'
import { raiserView } from '#domains/matters/receipts/service.ts'
import { actByReceipt, open } from '#domains/matters/service.ts'
import { unitsById } from '#domains/org/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import { brokenConstraint, type Db } from '#platform/db.ts'
import type { OutputOf, ParsedInputOf } from '#platform/endpoint.ts'
import { pictureUpload } from '#platform/files/files.ts'
import { newId } from '#platform/id.ts'
import { add, inStatement, inTransaction } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import { fingerprint } from '#platform/sealed.ts'
import { networkOf } from '#platform/sign-in/browser.ts'
import { giveBack, type Limit, takeTry } from '#platform/sign-in/limit.ts'
import { phoneEndPrint } from '../holder.ts'
import { customerNoOf } from '../rules.ts'
import { receiptHash, sealedCaller, sealedReporter } from './contact.ts'
import type {
  addRequestPicture,
  HomeView,
  listPlaces,
  moveByReceipt,
  openReceipt,
  ReceiptView,
  RequestReceipt,
  recogniseHome,
  sendRequest,
} from './contract.ts'
import { receiptCodeOf } from './receipt-code.ts'
import {
  addressLine,
  flatOf,
  guessesAt,
  phoneGiven,
  picturesFrom,
  reportsBy,
  reportsFrom,
  sortOf,
  titleOf,
} from './rules.ts'
import * as store from './store.ts'
import { requestWords } from './words.ts'

export const heatKind = 'heat'

/** Whoever uses these pages acts as somebody from outside, also where the same browser is signed in. */
const outside = (ctx: Ctx): Ctx => ({ ...ctx, actor: null, session: null })

export async function places(
  ctx: Ctx,
  { q, under }: ParsedInputOf<typeof listPlaces>,
): Promise<OutputOf<typeof listPlaces>> {
  const found = under === undefined ? store.estatesNamed(ctx.db, q.normalize('NFKC')) : store.placesBelow(ctx.db, under)
  return { places: await found }
}

/** The home of a customer number, for whoever knows the end of its phone. Every try is counted; a right one is given back. */
export async function recognise(ctx: Ctx, input: ParsedInputOf<typeof recogniseHome>): Promise<HomeView> {
  const customerNo = customerNoOf(input.customerNo)
  const limits = guessesAt(shortPrint(ctx, 'customer', customerNo), network(ctx))
  await mustBeAllowed(ctx, limits)
  const home = await store.homeOfCustomer(ctx.db, customerNo)
  if (home?.phoneEnd?.equals(phoneEndPrint(ctx.keys, input.phoneEnd)) !== true)
    throw new Refusal('bad_input', 'service.home_not_recognised')
  await giveBack(ctx.db, limits)
  const place = (await store.findPlace(ctx.db, home.placeId))!
  return { placeId: home.placeId, address: addressLine(place.names, home.flat), flat: home.flat }
}

export async function takePicture(
  ctx: Ctx,
  _input: ParsedInputOf<typeof addRequestPicture>,
): Promise<{ fileId: string }> {
  await mustBeAllowed(ctx, [picturesFrom(network(ctx))])
  return pictureUpload(outside(ctx), 'service.add_picture')
}

/** Reports a trouble from outside. Repeated with the same request number it is one report, and its receipt is good all the same. */
export async function send(ctx: Ctx, input: ParsedInputOf<typeof sendRequest>): Promise<RequestReceipt> {
  const phone = phoneGiven(input.phone)
  if (phone === 'wrong') throw new Refusal('bad_input', 'service.phone_wrong')
  const byPhone = phone === null ? [] : [reportsBy(shortPrint(ctx, 'reporter', phone))]
  await mustBeAllowed(ctx, [reportsFrom(network(ctx)), ...byPhone])
  return inStatement(outside(ctx), async (tx) => {
    const { keys, now } = tx.ctx
    const code = receiptCodeOf(input.receipt)
    if (code === null) throw new Refusal('bad_input', 'service.receipt_malformed')
    const place = await store.findPlace(tx.db, input.placeId)
    if (place === null) throw new Refusal('bad_input', 'service.place_unknown')
    const flat = flatOf(input.flat ?? '')
    const home = flat === null ? null : await store.homeAt(tx.db, place.id, flat)
    const stationUnitId = home?.stationUnitId ?? place.stationUnitId
    if (stationUnitId === null) throw new Refusal('bad_input', 'service.place_too_wide')
    const station = (await unitsById(tx.db, [stationUnitId])).get(stationUnitId)!
    const trouble = requestWords.zh.troubles[input.trouble]
    const sort = sortOf(input.trouble)
    const opened = await open(tx, {
      kind: heatKind,
      title: titleOf(trouble, place.names),
      text: input.text === '' ? trouble : input.text,
      visibility: 'handlers',
      raiser: null,
      forUnitId: stationUnitId,
      to: station,
      fileIds: input.pictures,
      ...(sort === undefined ? {} : { sort }),
    })
    const id = newId()
    const request: store.NewRequest = {
      id,
      matterId: opened.id,
      trouble: input.trouble,
      channel: 'web',
      placeId: place.id,
      flat,
      householdId: home?.id ?? null,
      measured: input.measured ?? null,
      atHome: input.atHome === undefined || input.atHome === '' ? null : input.atHome,
      reporter: input.name === undefined || input.name === '' ? null : sealedReporter(keys, id, input.name),
      phone: phone === null ? null : sealedCaller(keys, id, phone),
      receiptHash: receiptHash(code),
      takenBy: null,
    }
    add(tx, store.newRequest(request, now))
    return { number: opened.number, answerBy: opened.dueAt.toISOString(), receivedBy: opened.deskName }
  })
    .catch(refuseTaken)
    .catch(refuseUsedReceipt)
}

export async function read(ctx: Ctx, { code }: ParsedInputOf<typeof openReceipt>): Promise<ReceiptView> {
  return viewOf(ctx, ctx.db, await requestOf(ctx.db, code))
}

/** Makes a move of the raiser, for whoever has the receipt. */
export function move(ctx: Ctx, { code, seen, move }: ParsedInputOf<typeof moveByReceipt>): Promise<ReceiptView> {
  return inTransaction(outside(ctx), async (tx) => {
    const request = await requestOf(tx.db, code)
    const wish = move.do === 'withdraw' ? { do: move.do, reason: move.reason } : move
    await actByReceipt(tx, { id: request.matterId, seen, move: wish })
    if (move.do === 'withdraw' && move.urged !== undefined) await store.saveUrged(tx.db, request.id, move.urged)
    return viewOf(tx.ctx, tx.db, request)
  })
}

async function requestOf(db: Db, text: string): Promise<store.RequestRow> {
  const code = receiptCodeOf(text)
  const found = code === null ? null : await store.requestOfReceipt(db, receiptHash(code))
  if (found === null) throw new Refusal('not_found', 'service.receipt_unknown')
  return found
}

async function viewOf(ctx: Ctx, db: Db, request: store.RequestRow): Promise<ReceiptView> {
  const place = (await store.findPlace(db, request.placeId))!
  return {
    trouble: request.trouble,
    address: addressLine(place.names, request.flat),
    measured: request.measured === null ? null : Number(request.measured),
    atHome: request.atHome,
    matter: await raiserView(ctx, db, request.matterId),
  }
}

/** The same receipt for another report: whoever made it sent the same twice under two request numbers. */
function refuseUsedReceipt(error: unknown): never {
  if (brokenConstraint(error) !== 'a_receipt_belongs_to_one_request') throw error
  throw new Refusal('conflict', 'service.receipt_used')
}

const shortPrint = (ctx: Ctx, purpose: string, text: string): string =>
  fingerprint(ctx.keys, `limit.${purpose}`, text).toString('base64url').slice(0, 16)
const network = (ctx: Ctx): string => shortPrint(ctx, 'address', networkOf(ctx.client?.address ?? ''))

async function mustBeAllowed(ctx: Ctx, limits: readonly Limit[]): Promise<void> {
  const taken = await takeTry(ctx.db, limits, ctx.now)
  if (taken.ok) return
  const retryAfterSeconds = Math.ceil((taken.waitUntil.getTime() - ctx.now.getTime()) / 1000)
  throw new Refusal('too_many', 'service.too_many', { retryAfterSeconds })
}
