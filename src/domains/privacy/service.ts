/** What is held about me: seen, taken along, and asked about. */

import { kindOf } from '#domains/matters/kinds.ts'
import { matterRefs, mattersOf } from '#domains/matters/refs/service.ts'
import { answerBy, open } from '#domains/matters/service.ts'
import { view as viewMatter } from '#domains/matters/view/service.ts'
import { proveAgain } from '#domains/org/me/service.ts'
import { phoneShown, recordOf, type StaffRecord } from '#domains/org/record/service.ts'
import type { Actor, UnitPlace } from '#platform/access.ts'
import type { Db } from '#platform/db.ts'
import type { OutputOf, ParsedInputOf } from '#platform/endpoint.ts'
import { newId } from '#platform/id.ts'
import { maskedPhone } from '#platform/masked.ts'
import { sharesOf } from '#platform/privacy/erase.ts'
import { holdings, privacyPack } from '#platform/privacy/pack.ts'
import { add, inStatement, inTransaction, record, type Tx } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import { type Keys, seal, open as unseal } from '#platform/sealed.ts'
import type * as contract from './contract.ts'
import type { CategoryView, RequestView, ShownView, What } from './contract.ts'
import { requestText } from './rules.ts'
import * as store from './store.ts'

const page = 50
/** The most that a copy takes of one table, and of matters, each of which is looked at as on the screen. */
const copyAtMost = 2_000
const mattersAtMost = 500

export const privacyKind = 'privacy'

/** What is held about me, by category. */
export async function held(ctx: SignedIn): Promise<OutputOf<typeof contract.getHeld>> {
  const { db, keys, actor } = ctx
  const own = await ownRecord(db, keys, actor)
  return {
    record: recordView(own, own.phone === null ? null : maskedPhone(own.phone)),
    categories: await categoriesOf(db, actor.personId),
    requests: await requestViews(db, keys, await store.requestsOf(db, actor.personId, page)),
  }
}

async function ownRecord(db: Db, keys: Keys, actor: Actor): Promise<StaffRecord> {
  const own = await recordOf(db, keys, actor.personId)
  if (own === null) throw new Refusal('not_found', 'org.person_not_found')
  return own
}

const recordView = ({ name, staffNo, unit, partyStatus }: StaffRecord, phone: string | null) => ({
  ...{ name, staffNo, unitName: unit.name, partyStatus },
  phone,
})

/** The pack in words, with how many rows there are of the person. Households' data is not about employees. */
async function categoriesOf(db: Db, personId: string): Promise<CategoryView[]> {
  const { categories, bases } = privacyPack()
  const rows = new Map((await sharesOf(db, personId)).map((share) => [share.table, share.rows]))
  return Object.entries(categories)
    .map(([key, title]) => ({
      key,
      title,
      holdings: holdings().flatMap(([table, one]) =>
        one.category !== key
          ? []
          : [
              {
                ...{ table, purpose: one.purpose, basis: bases[one.basis]!, openTo: one.openTo, keep: one.keep },
                rows: rows.get(table) ?? null,
              },
            ],
      ),
    }))
    .filter(({ key, holdings: list }) => key !== 'heat_user' && list.length > 0)
}

/** Who was shown my phone. */
export async function shownToMe(
  ctx: SignedIn,
  { after }: ParsedInputOf<typeof contract.listShownToMe>,
): Promise<OutputOf<typeof contract.listShownToMe>> {
  const rows = await shownViews(ctx, after ?? null, page + 1)
  return { rows: rows.slice(0, page), next: rows.length > page ? rows[page - 1]!.id : null }
}

async function shownViews({ db, actor }: SignedIn, before: string | null, limit: number): Promise<ShownView[]> {
  const rows = await phoneShown(db, actor.personId, before, limit)
  return rows.map(({ roles, at, ...row }) => ({
    ...row,
    at: at.toISOString(),
    roles: roles.filter((role) => role !== 'employee'),
  }))
}

/** Requests with what they say, opened, and how their matters stand. */
export async function requestViews(db: Db, keys: Keys, rows: readonly store.RequestRow[]): Promise<RequestView[]> {
  const refs = await matterRefs(
    db,
    rows.map((row) => row.matterId),
  )
  return rows.map(({ id, what, about, sealed, byDesk, at, matterId }) => ({
    ...{ id, what, about, byDesk, at: at.toISOString(), matter: refs.get(matterId)! },
    words: sealed === null ? null : unseal(keys, placeOf(id), sealed),
  }))
}

const placeOf = (row: string) => ({ table: 'privacy_request', column: 'words_sealed', row })

/** My copy. That it was taken is recorded; what is in it is not. */
export async function copy(
  ctx: SignedIn,
  { password }: ParsedInputOf<typeof contract.copyMine>,
): Promise<OutputOf<typeof contract.copyMine>> {
  await proveAgain(ctx, password)
  return inTransaction(ctx, async (tx) => {
    const { keys, actor, tenant, now } = ctx
    const inside = { ...ctx, db: tx.db }
    const own = await ownRecord(tx.db, keys, actor)
    const matters: Record<string, unknown>[] = []
    for (const id of await mattersOf(tx.db, actor.personId, mattersAtMost)) {
      matters.push(await viewMatter(inside, { id }))
    }
    record(tx, { act: 'privacy.copy_taken', subject: { kind: 'person', id: actor.personId } })
    return {
      at: now.toISOString(),
      company: tenant.name,
      person: recordView(own, own.phone),
      shown: await shownViews(inside, null, copyAtMost),
      requests: await requestViews(tx.db, keys, await store.requestsOf(tx.db, actor.personId, copyAtMost)),
      matters,
      rows: await ownRows(tx.db, actor.personId),
      categories: await categoriesOf(tx.db, actor.personId),
    }
  })
}

/** Tables that the copy shows in words of their own. */
const shownApart = ['org_person', 'org_phone_shown', 'privacy_request', 'matters_matter']

async function ownRows(db: Db, personId: string): Promise<Record<string, Record<string, unknown>[]>> {
  const all: Record<string, Record<string, unknown>[]> = {}
  for (const [table, { mine, personal }] of holdings()) {
    const columns = personal.filter((column) => !column.endsWith('_sealed') && column !== 'terms')
    if (mine === null || columns.length === 0 || shownApart.includes(table)) continue
    const rows = await store.rowsOf(db, table, mine, columns, personId, copyAtMost)
    if (rows.length > 0) all[table] = rows
  }
  return all
}

/** Asks about my own data. */
export function ask(
  ctx: SignedIn,
  input: ParsedInputOf<typeof contract.askAboutMine>,
): Promise<OutputOf<typeof contract.askAboutMine>> {
  return inStatement(ctx, (tx) =>
    openRequest(tx, ctx, { ...input, personId: ctx.actor.personId, to: ctx.actor.unit, byDesk: false }),
  )
}

export interface NewAsk {
  readonly what: What
  readonly about: string
  readonly words: string
  readonly personId: string
  /** Where whoever it is about works or worked: the nearest officer receives it. */
  readonly to: UnitPlace
  readonly byDesk: boolean
}

/** Opens the matter of a request; its words lie with the request, sealed, and nowhere else. */
export async function openRequest(tx: Tx, ctx: SignedIn, wish: NewAsk) {
  const about = privacyPack().categories[wish.about]
  if (about === undefined) throw new Refusal('bad_input', 'privacy.about_unknown')
  const opened = await open(tx, {
    kind: privacyKind,
    ...requestText(wish.what, about),
    visibility: 'handlers',
    raiser: ctx.actor,
    to: wish.to,
    fileIds: [],
  })
  const id = newId()
  add(
    tx,
    store.newRequest({
      ...{ id, matterId: opened.id, personId: wish.personId, deskUnitId: opened.deskUnitId },
      ...{ what: wish.what, about: wish.about, byDesk: wish.byDesk, at: ctx.now },
      sealed: seal(ctx.keys, placeOf(id), wish.words),
    }),
  )
  return {
    ...{ matterId: opened.id, number: opened.number, receivedBy: opened.deskName },
    answerBy: answerBy(ctx, kindOf(privacyKind)).toISOString(),
  }
}
