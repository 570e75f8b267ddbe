/** The verbs of saved views. */
import { type Actor, himself } from '#platform/access.ts'
import { brokenConstraint, type Db } from '#platform/db.ts'
import type { OutputOf, ParsedInputOf } from '#platform/endpoint.ts'
import { newId } from '#platform/id.ts'
import { inTransaction, record, type Tx } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import { unitsById } from '../service.ts'
import {
  type changeView,
  type deleteView,
  type listViews,
  mostViews,
  type openWithView,
  type restoreView,
  type saveView,
  sharingRoles,
  type ViewList,
} from './contract.ts'
import * as store from './store.ts'

type Views = OutputOf<typeof listViews>

/** The views of a list that the caller finds. */
export function views(ctx: SignedIn, { list }: ParsedInputOf<typeof listViews>): Promise<Views> {
  return viewsOf(ctx, ctx.db, list)
}

export function save(ctx: SignedIn, input: ParsedInputOf<typeof saveView>): Promise<OutputOf<typeof saveView>> {
  const { personId } = ctx.actor
  refuseNumbers(input.list, input.query)
  return inTransaction(ctx, async (tx) => {
    await store.holdViews(tx.db, personId)
    await refuseMore(tx, personId)
    const id = newId()
    await store.insertView(tx.db, { ...input, id, personId }, ctx.now)
    noted(tx, 'view_saved', id)
    return { id, ...(await viewsOf(ctx, tx.db, input.list)) }
  }).catch(refuseSameName)
}

export function change(
  ctx: SignedIn,
  { id, name, query, shareWith }: ParsedInputOf<typeof changeView>,
): Promise<Views> {
  return inTransaction(ctx, async (tx) => {
    const view = await own(tx, id, 'live')
    if (query !== undefined) refuseNumbers(view.list, query)
    if (shareWith && !sharingUnits(ctx.actor).includes(shareWith))
      throw new Refusal('forbidden', 'org.view_not_your_unit')
    await store.updateView(tx.db, id, {
      name: name ?? view.name,
      query: query ?? view.query,
      ...(shareWith === undefined ? {} : { shared_unit_id: shareWith }),
    })
    noted(tx, 'view_changed', id, { shareWith })
    return viewsOf(ctx, tx.db, view.list)
  }).catch(refuseSameName)
}

export function openWith(ctx: SignedIn, { list, id }: ParsedInputOf<typeof openWithView>): Promise<Views> {
  const { personId } = ctx.actor
  return inTransaction(ctx, async (tx) => {
    await store.holdViews(tx.db, personId)
    const { views: found } = await viewsOf(ctx, tx.db, list)
    if (id !== null && !found.some((view) => view.id === id)) throw new Refusal('not_found', 'org.view_not_found')
    await store.setOpening(tx.db, personId, list, id)
    record(tx, { act: 'org.view_opens', subject: { kind: 'person', id: personId }, change: { list, id } })
    return viewsOf(ctx, tx.db, list)
  })
}

export function remove(ctx: SignedIn, { id }: ParsedInputOf<typeof deleteView>): Promise<Views> {
  return inTransaction(ctx, async (tx) => {
    const view = await own(tx, id, 'live')
    await store.updateView(tx.db, id, { deleted_at: ctx.now })
    noted(tx, 'view_deleted', id)
    return viewsOf(ctx, tx.db, view.list)
  })
}

export function restore(ctx: SignedIn, { id }: ParsedInputOf<typeof restoreView>): Promise<Views> {
  return inTransaction(ctx, async (tx) => {
    const view = await own(tx, id, 'deleted')
    await refuseMore(tx, view.personId)
    await store.updateView(tx.db, id, { deleted_at: null })
    noted(tx, 'view_restored', id)
    return viewsOf(ctx, tx.db, view.list)
  }).catch(refuseSameName)
}

function noted(tx: Tx, act: string, id: string, what?: unknown): void {
  record(tx, { act: `org.${act}`, subject: { kind: 'view', id }, change: what })
}

/** A view of the caller himself, which no other act changes until this one is done; others' are as if there were none. */
async function own(tx: Tx, id: string, which: 'live' | 'deleted'): Promise<store.ViewRow> {
  const { personId } = tx.ctx.actor!
  await store.holdViews(tx.db, personId)
  const view = await store.findView(tx.db, id)
  if (view?.personId !== personId || view.deleted !== (which === 'deleted'))
    throw new Refusal('not_found', 'org.view_not_found')
  return view
}

async function refuseMore(tx: Tx, personId: string): Promise<void> {
  if ((await store.countViews(tx.db, personId)) >= mostViews)
    throw new Refusal('conflict', 'org.views_too_many', { most: mostViews })
}

/** A search by phone or number names one household; it is not kept, and it would be of no use tomorrow. */
function refuseNumbers(list: ViewList, query: string): void {
  if (list === 'households' && /\d{4}/.test(new URLSearchParams(query).get('q') ?? ''))
    throw new Refusal('bad_input', 'org.view_of_one_household')
}

function refuseSameName(error: unknown): never {
  if (brokenConstraint(error) === 'org_saved_view_named_once') throw new Refusal('conflict', 'org.view_name_taken')
  throw error
}

/** The units at which the person himself, not as a deputy, holds a role that shares. */
const sharingUnits = (actor: Actor): string[] => [
  ...new Set(
    himself(actor)
      .grants.filter(({ role }) => sharingRoles.includes(role))
      .map(({ unitId }) => unitId),
  ),
]

async function viewsOf({ actor }: SignedIn, db: Db, list: ViewList): Promise<Views> {
  const sharing = sharingUnits(actor)
  const units = await unitsById(db, [...sharing, ...actor.grants.map((grant) => grant.unitId)])
  const reached = [...units.values()].flatMap((unit) => unit.path)
  const rows = await store.viewsFor(db, actor.personId, [...new Set([...actor.unit.path, ...reached])], list)
  const opening = await store.openingOf(db, actor.personId, list)
  return {
    views: rows.map(({ id, name, query, unitId, unitName, personId }) => ({
      id,
      list,
      name,
      query,
      opens: id === opening,
      unit: unitId === null ? null : { id: unitId, name: unitName ?? '' },
      mine: personId === actor.personId,
    })),
    mayShareWith: sharing.map((id) => ({ id, name: units.get(id)!.name })),
  }
}
