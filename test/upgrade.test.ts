/** An upgrade: the data of the previous release, restored and migrated by the present program, is all there and goes on living. */
import { statSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import type pg from 'pg'
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest'
import { sequence } from '#platform/audit/audit.ts'
import { auditSigner } from '#platform/audit/checkpoint.ts'
import { verifyAudit } from '#platform/audit/verify-audit.ts'
import { restoreBackup } from '#platform/backup/restore.ts'
import type { Ctx } from '#platform/ctx.ts'
import { openPool } from '#platform/db.ts'
import type { Home } from '#platform/http.ts'
import { opensKey } from '#platform/keys/data-keys.ts'
import { purposeKeys } from '#platform/keys/purpose-keys.ts'
import { masterWrapper } from '#platform/keys/wrapper.ts'
import type { SignedIn } from '#platform/routes.ts'
import { act } from '../src/domains/matters/service.ts'
import { view } from '../src/domains/matters/view/service.ts'
import { loadActor } from '../src/domains/org/service.ts'
import { signIn } from '../src/domains/org/sign-in/contract.ts'
import { openHomes } from '../src/homes.ts'
import { openWeb } from '../src/house.ts'
import { migrate } from '../src/platform/migrate.ts'
import {
  backupPath,
  type Facts,
  factsOf,
  factsOfRelease,
  householdsOf,
  makePreviousRelease,
  masterKey,
} from './vectors/previous-release.ts'
import { callOver } from './world/client.ts'
import { migrationsFolder, openEmptyDatabase, type TestDatabase, testTenant } from './world/database.ts'

const wrappers = [masterWrapper(masterKey)]
const signer = auditSigner(purposeKeys(masterKey), 'main')
let database: TestDatabase
let pool: pg.Pool
let home: Home
let facts: Facts
beforeAll(async () => {
  if (process.env.NUANQIAO_NEW_RELEASE === '1') await makePreviousRelease()
  facts = await factsOfRelease()
  database = await openEmptyDatabase()
  const passwords = { app: inject('database').appPassword }
  const wish = { ownerUrl: database.ownerUrl, path: backupPath, passwords, migrations: migrationsFolder, files: null }
  await restoreBackup({
    ...wish,
    keys: { opens: (key) => opensKey(wrappers, key), auditLineOf: () => signer.verifierKey },
  }).catch((error: unknown) => {
    const words =
      'A migration of the previous release was changed. If that release is not out: npm run previous-release'
    throw new Error(words, { cause: error })
  })
  await migrate(database.ownerUrl, migrationsFolder, passwords, testTenant)
  pool = openPool(database.appUrl, 4)
  home = (await openHomes(pool, wrappers))[0]!
})
afterAll(async () => {
  await pool?.end()
  await database?.drop()
})

async function as(personId: string, changes: Partial<Ctx> = {}): Promise<SignedIn> {
  const actor = await loadActor(home.db, personId)
  if (actor === null) throw new Error(`no active person ${personId}`)
  const about = {
    session: null,
    language: 'zh',
    requestId: 'test-upgrade',
    once: null,
    bytes: null,
    client: null,
  } as const
  return { ...home, now: new Date('2026-11-16T09:00:00Z'), ...about, ...changes, actor }
}

test('it is small enough to be read with the source', () => {
  expect(statSync(backupPath).size).toBeLessThan(60_000)
})

test('everybody is there', async () => {
  expect(facts.people).toHaveLength(9)
  for (const { id, name } of facts.people) expect((await as(id)).actor.name).toBe(name)
})

test('each matter has its state, its actions and its whole history', async () => {
  expect(new Set(facts.matters.map(({ state }) => state)).size).toBeGreaterThan(5)
  for (const { seenBy, ...matter } of facts.matters) {
    expect(factsOf(await view(await as(seenBy), { id: matter.id }))).toEqual(matter)
  }
})

test('what was sealed opens', async () => {
  expect(facts.households.length).toBeGreaterThan(3)
  expect(facts.households.some(({ phone }) => phone !== null)).toBe(true)
  expect(await householdsOf(await as(facts.matters[0]!.seenBy))).toEqual(facts.households)
})

test('the audit log is complete against the checkpoint that was kept elsewhere, and goes on from there', async () => {
  const verify = () =>
    verifyAudit(home.db, {
      publicKey: signer.verifierKey,
      checkpoint: facts.checkpoint,
      now: new Date(),
      language: 'en',
    })
  expect(await verify()).toMatchObject({ ok: true, size: facts.entries, problems: [] })
  const open = facts.matters.find(({ state }) => state === 'assigned')!
  const ctx = await as(facts.people.find(({ name }) => name === '郑谷雨')!.id)
  const { seen } = await view(ctx, { id: open.id })
  await act(ctx, {
    id: open.id,
    seen,
    move: { do: 'answer', kind: 'done', text: '加热管已更换，今晚夜班可以用热水。' },
  })
  await sequence(home.db, signer, new Date())
  expect(await verify()).toMatchObject({ ok: true, size: facts.entries + 1 })
})

test('the waiting job still waits', async () => {
  const { rows } = await pool.query(
    `select count(*)::int as n from graphile_worker._private_jobs where payload->>'tenant' = 'main'`,
  )
  expect(rows).toEqual([{ n: 1 }])
})

test('who had a password signs in with it', async () => {
  const app = await openWeb({ homes: [home], databaseUrl: database.appUrl, pool, pages: false, trustedHops: 0 })
  onTestFinished(() => app.close())
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const { login, password } = facts.account
  await callOver(port, signIn, { login, password })
  await expect(callOver(port, signIn, { login, password: `${password}x` })).rejects.toMatchObject({
    code: 'sign_in.wrong',
  })
})
