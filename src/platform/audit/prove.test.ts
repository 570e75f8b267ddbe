/** The proof itself is proven: every way of tampering is found in a log that is whole, and the log is left as it was. */
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditKeys, openWorld, type World } from '../../../test/world/world.ts'
import { openPool, tenantDb } from '../db.ts'
import { someActs } from '../factory.ts'
import { sequence } from './audit.ts'
import { auditSigner } from './checkpoint.ts'
import { proveAudit, tamperings } from './prove.ts'
import { verifyAudit } from './verify-audit.ts'

let world: World
let pool: pg.Pool
beforeAll(async () => {
  world = await openWorld()
  pool = openPool(world.ownerUrl, 2)
})
afterAll(async () => {
  await pool.end()
  await world.close()
})

test('each way of altering the log is found, the place is named, and nothing of it stays', async () => {
  const signer = auditSigner(auditKeys, 'main')
  let file = ''
  for (const n of [5, 4, 6]) {
    await someActs(world.ctxOfNobody(), n)
    file += `${(await sequence(world.db, signer, new Date())).note}\n`
  }
  const options = { publicKey: signer.verifierKey, checkpoint: file, now: new Date(Date.now() + 61_000) }
  const owned = tenantDb(pool, 'main')
  const proofs = await proveAudit(owned, options)
  expect(proofs.map(({ way }) => way)).toEqual(tamperings)
  expect(proofs.filter(({ named }) => named === null)).toEqual([])
  expect(await verifyAudit(world.db, options)).toEqual({ ok: true, size: 15, problems: [] })
})

test('seen failing: without a file kept elsewhere a log that was set back is not found', async () => {
  const signer = auditSigner(auditKeys, 'main')
  const options = { publicKey: signer.verifierKey, now: new Date(Date.now() + 61_000) }
  const proofs = await proveAudit(tenantDb(pool, 'main'), options)
  expect(proofs.filter(({ named }) => named === null).map(({ way }) => way)).toEqual(['set_back'])
})
