/** The verbs of following. The audit log says that a person follows something, not what. */
import { inTransaction, record } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import { findMatter } from '../store.ts'
import { sees } from '../view/service.ts'
import { deleteFollower, insertFollower } from './store.ts'

export function follow(ctx: SignedIn, { id }: { id: string }): Promise<{ following: boolean }> {
  return change(ctx, id, true)
}

export function unfollow(ctx: SignedIn, { id }: { id: string }): Promise<{ following: boolean }> {
  return change(ctx, id, false)
}

function change(ctx: SignedIn, id: string, following: boolean): Promise<{ following: boolean }> {
  const { personId } = ctx.actor
  return inTransaction(ctx, async (tx) => {
    const row = await findMatter(tx.db, id)
    if (row === undefined || !(await sees(ctx.actor, tx.db, row))) throw new Refusal('not_found', 'matters.not_found')
    if (following) await insertFollower(tx.db, id, personId, ctx.now)
    else await deleteFollower(tx.db, id, personId)
    record(tx, {
      act: following ? 'matters.follow' : 'matters.unfollow',
      subject: { kind: 'person', id: personId },
      change: { matterId: id },
    })
    return { following }
  })
}
