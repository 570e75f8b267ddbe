/** What the tests of the ground floor are made of: acts, and an audit log of them. */
import { randomUUID } from 'node:crypto'
import type { Ctx } from './ctx.ts'
import { newId } from './id.ts'
import { type Act, inTransaction, record } from './record.ts'

/** Does one act in a transaction of its own, as any verb would. Returns the id of its subject. */
export function anAct(ctx: Ctx, spec: Partial<Act> = {}): Promise<string> {
  const subject = { kind: 'matter', id: newId() }
  return inTransaction(ctx, async (tx) => {
    record(tx, { act: 'matters.open', subject, change: { n: randomUUID() }, ...spec })
    return subject.id
  })
}

export async function someActs(ctx: Ctx, n: number): Promise<void> {
  for (let i = 0; i < n; i++) await anAct(ctx)
}
