/** What needs the caller now. It shows no name of a raiser. */
import { unitsById, withVacant } from '#domains/org/service.ts'
import { type Grant, himself, worksFor } from '#platform/access.ts'
import { endOfLocalDay } from '#platform/calendar/calendar.ts'
import type { OutputOf, ParsedInputOf } from '#platform/endpoint.ts'
import type { SignedIn } from '#platform/routes.ts'
import { kindsByRoles } from '../kinds.ts'
import { matterRows } from '../lists/service.ts'
import type { InboxRow, listInbox } from './contract.ts'
import { awaitingRaiser, type Needed, neededBy, type Places } from './store.ts'

const page = 50
/** An inbox longer than this is not read to its end by anybody; the most urgent come first. */
const inboxAtMost = 200

/** What needs the caller now, for himself or as somebody's deputy. A matter stands once, under its most pressing reason. */
export async function inbox(
  ctx: SignedIn,
  { all }: ParsedInputOf<typeof listInbox> = {},
): Promise<OutputOf<typeof listInbox>> {
  const { actor, db } = ctx
  const own = await neededAs(ctx, himself(actor).grants, actor.personId)
  const raised = await awaitingRaiser(db, actor.personId, inboxAtMost)
  const needed: (Needed & { readonly standsInFor?: string })[] = [...own, ...raised]
  for (const [personId, name] of new Map(actor.standsIn?.map((one) => [one.personId, one.name] as const))) {
    const grants = actor.grants.filter((grant) => grant.of === personId)
    const his = await neededAs(ctx, grants, personId)
    const leads = await unitsById(
      db,
      his.map(({ unitId }) => unitId),
    )
    const meant = ({ why, unitId }: Needed) =>
      (why !== 'handle' && why !== 'action') || worksFor(actor, personId, leads.get(unitId)?.path ?? [])
    needed.push(...his.filter(meant).map((item) => ({ ...item, standsInFor: name })))
  }
  const once = [...new Map(needed.toReversed().map((one) => [one.id, one])).values()]
    .sort((a, b) => (a.by?.getTime() ?? Number.MAX_SAFE_INTEGER) - (b.by?.getTime() ?? Number.MAX_SAFE_INTEGER))
    .slice(0, inboxAtMost)
  const first = all === undefined ? once.slice(0, page) : once
  const found = await matterRows(
    ctx,
    db,
    first.map(({ id }) => id),
  )
  const rows = first.flatMap(({ id, why, by, standsInFor = null }) => {
    const row = found.get(id)
    return row === undefined ? [] : [{ ...row, why, by: by?.toISOString() ?? null, standsInFor }]
  })
  const counts: Partial<Record<InboxRow['why'], number>> = {}
  for (const { why } of once) counts[why] = (counts[why] ?? 0) + 1
  return { rows, counts }
}

/** Where one matter is there for two reasons, the one before the other is told. */
const pressing: readonly InboxRow['why'][] = ['extension', 'decide', 'route', 'handle', 'action', 'reply', 'judge']

/** What needs a person with these roles: at his desks, and at those below where nobody sits; in hand; to be carried out. */
async function neededAs(ctx: SignedIn, grants: readonly Grant[], personId: string): Promise<Needed[]> {
  const decides = await placesOf(ctx, grants, 'superiorRoles')
  const routes = await placesOf(ctx, grants, 'deskRoles')
  const needed = await neededBy(ctx.db, personId, { decides, routes }, inboxAtMost)
  return needed
    .map((one) => ({ ...one, by: one.dueOn === null ? one.by : endOfLocalDay(ctx.calendar, one.dueOn) }))
    .sort((a, b) => pressing.indexOf(a.why) - pressing.indexOf(b.why))
}

/** Where somebody with these roles works, and on which kinds: who routes suggestions does not read what is meant for others there. */
async function placesOf(
  ctx: SignedIn,
  grants: readonly Grant[],
  what: 'deskRoles' | 'superiorRoles',
): Promise<Places[]> {
  const places: Places[] = []
  for (const { roles, kinds } of kindsByRoles(what)) {
    const held = grants.filter(({ role }) => roles.includes(role)).map(({ unitId }) => unitId)
    if (held.length === 0) continue
    places.push({ kinds, unitIds: await withVacant(ctx, held, roles) })
  }
  return places
}
