/** Requests of heat users: reported by anybody, followed and judged by whoever has the receipt, worked on as any matter. */

import { matterRows } from '#domains/matters/lists/service.ts'
import { refuseTaken } from '#domains/matters/pictures/service.ts'
import { raiserView } from '#domains/matters/receipts/service.ts'
import { actByReceipt, open } from '#domains/matters/service.ts'
import { placesOfUnits, unitsById } from '#domains/org/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import { brokenConstraint, type Db } from '#platform/db.ts'
import type { OutputOf, ParsedInputOf } from '#platform/endpoint.ts'
import { pictureUpload } from '#platform/files/files.ts'
import { newId } from '#platform/id.ts'
import { add, inStatement, inTransaction, type Tx } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import { fingerprint } from '#platform/sealed.ts'
import { networkOf } from '#platform/sign-in/browser.ts'
import { giveBack, type Limit, takeTry } from '#platform/sign-in/limit.ts'
import { contactRoles } from '../contract.ts'
import { phoneEndPrint } from '../holder.ts'
import { customerNoOf } from '../rules.ts'
import { mustReach } from '../service.ts'
import { receiptHash, sealedCaller, sealedReporter } from './contact.ts'
import type {
  addRequestPicture,
  HomeView,
  listHouseholdRequests,
  listPlaces,
  moveByReceipt,
  openReceipt,
  ReceiptView,
  RequestReceipt,
  recogniseHome,
  sendRequest,
  Trouble,
  takeRequest,
} from './contract.ts'
import { newReceiptCode, receiptCodeOf } from './receipt-code.ts'
import { addressLine, flatOf, guessesAt, mostReports, phoneGiven, picturesFrom, sortOf, titleOf } from './rules.ts'
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
  return inStatement(outside(ctx), async (tx) => {
    const { now } = tx.ctx
    const code = receiptCodeOf(input.receipt)
    if (code === null) throw new Refusal('bad_input', 'service.receipt_malformed')
    const flat = flatOf(input.flat ?? '')
    const prints = { network: networkPrint(ctx), phone: phone === null ? null : print(ctx, 'reporter', phone) }
    const hoursAgo = (n: number) => new Date(now.getTime() - n * 3_600_000)
    const [networkSince, phoneSince] = [hoursAgo(mostReports.networkHours), hoursAgo(mostReports.phoneHours)]
    const known = await store.knownOf(tx.db, { placeId: input.placeId, flat, ...prints, networkSince, phoneSince })
    if (known === null) throw new Refusal('bad_input', 'service.place_unknown')
    if (known.fromNetwork >= mostReports.fromNetwork || known.byPhone >= mostReports.byPhone)
      throw new Refusal('too_many', 'service.too_many', { retryAfterSeconds: 600 })
    for (const one of [prints.network, prints.phone]) if (one !== null) add(tx, store.newReportCount(newId(), one, now))
    const { place, homeId, homeStationId } = known
    const { matterId: _, ...receipt } = await raise(tx, input, {
      ...{ place, flat, householdId: homeId, stationUnitId: homeStationId ?? place.stationUnitId },
      ...{ channel: 'web', reachBy: null, phone, fileIds: input.pictures, receiptHash: receiptHash(code) },
    })
    return receipt
  })
    .catch(refuseTaken)
    .catch(refuseUsedReceipt)
}

/** Takes down what somebody reports by telephone or at the desk. Nobody has a receipt of it: he is called, or he calls. */
export function take(ctx: SignedIn, input: ParsedInputOf<typeof takeRequest>): Promise<OutputOf<typeof takeRequest>> {
  return inStatement(ctx, async (tx) => {
    const phone = phoneGiven(input.phone)
    if (phone === 'wrong') throw new Refusal('bad_input', 'service.phone_wrong')
    const home = await mustReach(ctx, tx.db, input.id, contactRoles)
    const place = (await store.findPlace(tx.db, home.placeId))!
    return raise(tx, input, {
      ...{ place, flat: home.flat, householdId: home.id, stationUnitId: home.stationUnitId },
      ...{ channel: input.channel, reachBy: input.reachBy ?? null, phone, fileIds: [] },
      receiptHash: receiptHash(newReceiptCode()),
    })
  })
}

/** What was said, by whatever way. */
interface Said {
  readonly trouble: Trouble
  readonly text: string
  readonly measured?: number | undefined
  readonly atHome?: string | undefined
  readonly name?: string | undefined
}
/** Where it is, how it came, and who can be called. */
interface Known extends Pick<store.NewRequest, 'channel' | 'flat' | 'householdId' | 'reachBy' | 'receiptHash'> {
  readonly place: store.PlaceFound
  readonly stationUnitId: string | null
  /** Its digits. */
  readonly phone: string | null
  readonly fileIds: readonly string[]
}

async function raise(tx: Tx, said: Said, known: Known): Promise<RequestReceipt & { matterId: string }> {
  const { keys, now, actor } = tx.ctx
  const { place, stationUnitId, phone, fileIds, ...row } = known
  if (stationUnitId === null) throw new Refusal('bad_input', 'service.place_too_wide')
  const station =
    (await placesOfUnits({ ...tx.ctx, db: tx.db })).get(stationUnitId) ??
    (await unitsById(tx.db, [stationUnitId])).get(stationUnitId)!
  const trouble = requestWords.zh.troubles[said.trouble]
  const sort = sortOf(said.trouble)
  const opened = await open(tx, {
    kind: heatKind,
    title: titleOf(trouble, place.names),
    text: said.text === '' ? trouble : said.text,
    visibility: 'handlers',
    raiser: null,
    forUnitId: stationUnitId,
    to: station,
    fileIds,
    ...(sort === undefined ? {} : { sort }),
  })
  const id = newId()
  const given = (text: string | undefined) => (text === undefined || text === '' ? null : text)
  const name = given(said.name)
  const request: store.NewRequest = {
    ...row,
    id,
    matterId: opened.id,
    trouble: said.trouble,
    placeId: place.id,
    measured: said.measured ?? null,
    atHome: given(said.atHome),
    reporter: name === null ? null : sealedReporter(keys, id, name),
    phone: phone === null ? null : sealedCaller(keys, id, phone),
    takenBy: actor?.personId ?? null,
  }
  add(tx, store.newRequest(request, now))
  const { id: matterId, number, dueAt, deskName } = opened
  return { matterId, number, answerBy: dueAt.toISOString(), receivedBy: deskName }
}

/** What was reported for a household before, newest first. */
export async function ofHousehold(
  ctx: SignedIn,
  { id }: ParsedInputOf<typeof listHouseholdRequests>,
): Promise<OutputOf<typeof listHouseholdRequests>> {
  await mustReach(ctx, ctx.db, id, contactRoles)
  const requests = await store.requestsOfHousehold(ctx.db, id, historyShown)
  const matters = await matterRows(
    ctx,
    ctx.db,
    requests.map(({ matterId }) => matterId),
  )
  return {
    rows: requests.map(({ matterId, trouble, at }) => {
      const { number, state, level } = matters.get(matterId)!
      return { matterId, number, trouble, at: at.toISOString(), state, level }
    }),
  }
}
const historyShown = 20

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

/** Of whom or whence something comes, in twelve bytes that tell nobody anything. */
const print = (ctx: Ctx, purpose: string, text: string): Buffer =>
  fingerprint(ctx.keys, `limit.${purpose}`, text).subarray(0, 12)
const networkPrint = (ctx: Ctx): Buffer => print(ctx, 'address', networkOf(ctx.client?.address ?? ''))
const shortPrint = (ctx: Ctx, purpose: string, text: string): string => print(ctx, purpose, text).toString('base64url')
const network = (ctx: Ctx): string => networkPrint(ctx).toString('base64url')

async function mustBeAllowed(ctx: Ctx, limits: readonly Limit[]): Promise<void> {
  const taken = await takeTry(ctx.db, limits, ctx.now)
  if (taken.ok) return
  const retryAfterSeconds = Math.ceil((taken.waitUntil.getTime() - ctx.now.getTime()) / 1000)
  throw new Refusal('too_many', 'service.too_many', { retryAfterSeconds })
}
