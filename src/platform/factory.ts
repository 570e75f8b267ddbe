/** What the tests of the ground floor are made of: acts, and an audit log of them. */
import { hkdfSync, randomUUID } from 'node:crypto'
import type { Ctx } from './ctx.ts'
import { newId } from './id.ts'
import { type Act, inTransaction, record } from './record.ts'
import type { Keys } from './sealed.ts'

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

/** Keys without a database, all derived from 32 bytes; version 1 of each column and no other. */
export function keysFrom(seed: Uint8Array): Keys {
  const key = (purpose: string) => Buffer.from(hkdfSync('sha256', seed, '', `nuanqiao/${purpose}`, 32))
  return {
    for: key,
    sealing: (column) => ({ version: 1, key: key(`seal/${column}`) }),
    opening: (column, version) => (version === 1 ? key(`seal/${column}`) : null),
  }
}
