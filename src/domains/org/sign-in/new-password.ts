/** What a new password may not be, for this person. */
import type { Ctx } from '#platform/ctx.ts'
import type { RefusalCode } from '#platform/refusal.ts'
import { passwordProblem } from '#platform/sign-in/password.ts'
import { loadActor, phoneOfPerson } from '../service.ts'
import { isTooShortFor } from './rules.ts'

/** Why this password will not do for the person, or null. Nobody's password always does: it is worth nothing. */
export async function faultOf(ctx: Ctx, personId: string, password: string): Promise<RefusalCode | null> {
  const actor = await loadActor(ctx.db, personId)
  if (actor === null) return null
  const phone = await phoneOfPerson(ctx.db, ctx.keys, personId)
  const told = [actor.staffNo, actor.name, ctx.tenant.name, '暖桥', 'nuanqiao', ...(phone === null ? [] : [phone])]
  const problem = passwordProblem(password, told)
  if (problem !== null) return problem
  const granted = actor.grants.map((grant) => grant.role)
  return isTooShortFor(granted, password) ? 'sign_in.password_short_for_administrator' : null
}
