/**
 * Whoever is erased is nowhere any more: a whole logical dump of his company is searched for everything that was his, and what is found
 * lies in the exceptions that the officer was shown, and nowhere else.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { sequence } from '#platform/audit/audit.ts'
import { auditSigner } from '#platform/audit/checkpoint.ts'
import { verifyAudit } from '#platform/audit/verify-audit.ts'
import { takeBackup } from '#platform/backup/backup.ts'
import { restoreBackup } from '#platform/backup/restore.ts'
import { openPool } from '#platform/db.ts'
import { keepFile } from '#platform/files/files.ts'
import { newId } from '#platform/id.ts'
import { purposeKeys } from '#platform/keys/purpose-keys.ts'
import { masterWrapper } from '#platform/keys/wrapper.ts'
import { erasePerson as eraseRows } from '#platform/privacy/erase.ts'
import { eraseAgain, keepErasureList, readErasureList } from '#platform/privacy/erasure-list.ts'
import { inTransaction, record } from '#platform/record.ts'
import { open, seal } from '#platform/sealed.ts'
import { rememberDevice } from '#platform/sign-in/device.ts'
import { getMatter } from '../src/domains/matters/contract.ts'
import { phone as showPhone } from '../src/domains/org/people/service.ts'
import { setPhone } from '../src/domains/org/service.ts'
import { correct, erase, plan } from '../src/domains/privacy/officer/service.ts'
import { ask } from '../src/domains/privacy/service.ts'
import { openHomes } from '../src/homes.ts'
import { appUrl } from '../src/platform/migrate.ts'
import { anAccount } from './access/proofs.ts'
import type { Stage } from './access/stage.ts'
import { migrationsFolder, openEmptyDatabase } from './world/database.ts'
import { exportOf } from './world/export.ts'
import { type Loop, openLoop } from './world/loop.ts'
import { aPerson } from './world/people.ts'
import { openWorld, type World } from './world/world.ts'

const phone = '13945670123'
const words = '我的手机号写错了，末四位应为 4321'
const reasonWithName = '联系钱立春核对夜班安排'

let world: World
let loop: Loop
let officer: Loop['people']['raiser']
let personId: string
let staffNo: string
let matterId: string
let folder: string
/** The dump before, by table. */
let before: Record<string, string>
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
  folder = await mkdtemp(join(tmpdir(), 'erasure-'))
  officer = await aPerson(world.db, { unit: loop.units.company, name: '人事谷雨', roles: ['hr'] })
  ;({ personId, staffNo } = loop.people.raiser)
  await liveALittle()
  before = await exportOf(world.ownerUrl)
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await world.close()
})

const someFile = async (text: string) => {
  const file = { bytes: Buffer.from(text), mediaType: 'image/png', name: `${text}.png`, uploaderId: personId }
  return (await keepFile(world.db, { ...file, now: world.now() })).id
}

/** Everything that the product may come to know of somebody. */
async function liveALittle(): Promise<void> {
  const { db, keys } = world
  await setPhone(db, keys, personId, phone)
  await db.updateTable('org_person').set({ party_status: 'member' }).where('id', '=', personId).execute()
  const post = {
    id: newId(),
    person_id: personId,
    unit_id: loop.units.station.id,
    title: '热网运行工',
    since: '2019-07-01',
  }
  await db.insertInto('org_post').values(post).execute()
  await anAccount({ world } as unknown as Stage, personId, 'used')
  await db
    .insertInto('platform_recovery_code')
    .values({ person_id: personId, code_hash: Buffer.alloc(32, 5) })
    .execute()
  await rememberDevice(db, personId, null, world.now(), world.now())
  await world.signIn(personId)
  await db
    .insertInto('platform_limit')
    .values({ name: `${personId}/password/elsewhere`, n: 2, since: world.now() })
    .execute()
  matterId = await loop.raise({ pictures: [await someFile('热水器照片')] })
  await loop.lead(matterId, 'assign', 'join', 'answer')
  await someFile('没有用上的私人照片')
  const actor = loop.people.raiser
  const once = { key: newId(), route: 'x', inputHash: 'x', keepReply: true }
  await ask(await world.ctxFor(actor, { once }), { what: 'correction', about: 'staff', words })
  // a reply to somebody else, kept for a repeated request, names him
  const reply = { ...once, key: newId() }
  await inTransaction(await world.ctxFor(officer, { once: reply }), async (tx) => {
    record(tx, { act: 'test.read', subject: { kind: 'person', id: personId }, change: { name: actor.name } })
    return { id: personId, name: actor.name, staffNo }
  })
  await showPhone(await world.ctxFor(officer), { id: personId, reason: reasonWithName })
  // a roster file that somebody has not yet decided on names him as well
  const id = newId()
  const preview = { table: 'org_roster_import', column: 'preview_sealed', row: id }
  const file = { file_name: 'roster.csv', file_sha256: Buffer.alloc(32), absent_leave: false, counts: '{}' }
  await db
    .insertInto('org_roster_import')
    .values({
      ...file,
      id,
      by_person: null,
      state: 'checked',
      total_rows: 1,
      created_at: world.now(),
      preview_sealed: seal(keys, preview, actor.name),
    })
    .execute()
}

const leave = () =>
  world.db.updateTable('org_person').set({ left_on: '2026-10-31' }).where('id', '=', personId).execute()

/** Where in a dump a text stands, by table. */
const tablesWith = (dump: Record<string, string>, text: string) =>
  Object.entries(dump).flatMap(([table, rows]) => (table.startsWith('main.') && rows.includes(text) ? [table] : []))

/** Everything sealed in the tenant that our keys open. */
async function opened(): Promise<string[]> {
  const client = new pg.Client({ connectionString: world.ownerUrl })
  await client.connect()
  const texts: string[] = []
  try {
    const columns = [
      ['org_person', 'phone_sealed', 'id'],
      ['platform_account', 'totp_sealed', 'person_id'],
      ['org_roster_import', 'preview_sealed', 'id'],
      ['privacy_request', 'words_sealed', 'id'],
    ] as const
    for (const [table, column, row] of columns) {
      const { rows } = await client.query(
        `select ${row} as id, ${column} as sealed from main.${table} where ${column} is not null`,
      )
      for (const { id, sealed } of rows) texts.push(open(world.keys, { table, column, row: id }, sealed))
    }
  } finally {
    await client.end()
  }
  return texts
}

test('before, everything that was put in is found in the dump, so that finding nothing afterwards means something', async () => {
  const { name } = loop.people.raiser
  expect(tablesWith(before, name)).toEqual(
    expect.arrayContaining(['main.org_person', 'main.platform_once', 'main.org_phone_shown']),
  )
  expect(tablesWith(before, staffNo)).toEqual(['main.org_person', 'main.platform_once'])
  expect(tablesWith(before, '热网运行工')).toEqual(['main.org_post'])
  expect(tablesWith(before, '没有用上的私人照片')).toEqual(['main.platform_file'])
  expect(await opened()).toEqual(expect.arrayContaining([phone, words, name]))
  for (const table of ['platform_account', 'platform_device', 'platform_session', 'platform_recovery_code'])
    expect([table, before[`main.${table}`]?.includes(personId)]).toEqual([table, true])
})

describe('an erasure', () => {
  test('is refused while the person works here, and by whoever would erase himself', async () => {
    const ctx = await world.ctxFor(officer)
    await expect(erase(ctx, { id: personId, staffNo })).rejects.toMatchObject({ code: 'privacy.still_employed' })
    await expect(erase(ctx, { id: officer.personId, staffNo: officer.staffNo })).rejects.toMatchObject({
      code: 'privacy.yourself',
    })
    await leave()
    await expect(erase(ctx, { id: personId, staffNo: 'TEST0' })).rejects.toMatchObject({
      code: 'privacy.staff_no_differs',
    })
    expect((await plan(ctx, { id: personId })).person.name).toBe('钱立春')
  })

  test('does what its plan said: the counts are those of the plan, and the plan names a law for everything that stays', async () => {
    const ctx = await world.ctxFor(officer)
    const shares = (await plan(ctx, { id: personId })).categories.flatMap((category) => category.items)
    const rowsOf = (table: string) => shares.find((share) => share.table === table)
    expect(rowsOf('org_post')).toMatchObject({ how: 'delete', rows: 1 })
    expect(rowsOf('platform_device')).toMatchObject({ how: 'delete', rows: 1 })
    expect(rowsOf('org_person')).toMatchObject({ how: 'empty', rows: 1 })
    expect(rowsOf('matters_matter')).toMatchObject({ how: 'keep', rows: 2 })
    for (const share of shares.filter(({ how }) => how === 'keep'))
      expect([share.table, share.why !== null && share.statute !== null]).toEqual([share.table, true])

    const after = await erase(ctx, { id: personId, staffNo })
    expect(after).toMatchObject({ not: 'erased_already', person: { name: '原职工', phone: null, partyStatus: 'none' } })
    const left = after.categories
      .flatMap((category) => category.items)
      .filter(({ how, rows }) => how === 'delete' && rows !== null)
    expect(left.map(({ table, rows }) => [table, rows])).toEqual(left.map(({ table }) => [table, 0]))
  })

  test('leaves nothing of him in the dump outside of the named exceptions', async () => {
    const dump = await exportOf(world.ownerUrl)
    // the reason that somebody gave, which may name him, stays six months with the log; nothing else does
    expect(tablesWith(dump, '钱立春')).toEqual(['main.org_phone_shown'])
    for (const value of [staffNo, phone, '热网运行工', '没有用上的私人照片', '热水器照片.png', words, '4321'])
      expect([value, tablesWith(dump, value)]).toEqual([value, []])
    const texts = await opened()
    for (const value of [phone, words, '钱立春']) expect(texts).not.toContain(value)
    const lexemes = ['钱立', '立春']
    for (const lexeme of lexemes) expect(tablesWith(dump, `'${lexeme}'`)).toEqual([])
    // his id, which names nobody any more, is where the history needs it, and in no account, device, session or limit
    const byId = tablesWith(dump, personId).map((table) => table.replace('main.', ''))
    expect(byId.sort()).toEqual(
      [
        ...['matters_event', 'matters_matter', 'org_person', 'org_phone_shown', 'platform_audit_entry'],
        ...['platform_once', 'platform_outbox', 'privacy_erasure', 'privacy_request', 'voice_suggestion'],
      ].sort(),
    )
  })

  test('shows a former employee in the history, and keeps the matter and its picture for those who joined', async () => {
    const view = await loop
      .move('joiner', matterId, { do: 'judge', verdict: 'partly', reason: '水温还不够。' })
      .catch(() => null)
    expect(view?.raiser ?? null).toBeNull() // a joiner is not told the name
    const desk = await world.call(getMatter, { id: matterId }, { as: loop.people.superior.personId })
    expect(desk.raiser?.name).toBe('原职工')
    expect(desk.pictures).toHaveLength(1)
    expect(desk.text).toContain('热水器')
  })

  test('deletes the salts of entries about him, so that no hash can be opened, and the audit log stays whole', async () => {
    const { rows } = await world.pool.query(
      `select count(*)::int as n from main.platform_audit_salt s join main.platform_audit_entry e on e.id = s.entry_id
        where (e.actor_id = $1 or e.subject_id = $1) and e.act not like 'privacy.erased%'`,
      [personId],
    )
    expect(rows).toEqual([{ n: 0 }])
    const signer = auditSigner(purposeKeys(Buffer.alloc(32, 3)), 'main')
    await sequence(world.db, signer, new Date())
    const report = await verifyAudit(world.db, { publicKey: signer.verifierKey, now: new Date(), language: 'en' })
    expect(report).toMatchObject({ ok: true, problems: [] })
  })

  test('changes nothing when it is done again, and nothing of him can be corrected any more', async () => {
    const dump = await exportOf(world.ownerUrl)
    expect(await world.db.transaction().execute((tx) => eraseRows(tx, personId))).toEqual({})
    expect(await exportOf(world.ownerUrl)).toEqual(dump)
    const ctx = await world.ctxFor(officer)
    await expect(erase(ctx, { id: personId, staffNo })).rejects.toMatchObject({ code: 'privacy.erased_already' })
    await expect(correct(ctx, { id: personId, name: '钱立春' })).rejects.toMatchObject({
      code: 'privacy.erased_already',
    })
  })
})

describe('a restore of a backup from before', () => {
  test('brings him back until the list of the erased is carried out, which a damaged list cannot pass for', async () => {
    const list = join(folder, 'main.erased')
    expect(await keepErasureList(world.db, list)).toBe(1)
    expect(await keepErasureList(world.db, list)).toBe(0)
    expect(await readErasureList(list)).toEqual([personId])
    expect(await readFile(list, 'utf8')).not.toContain('原职工')

    const old = await openWorld()
    const own = await openLoop(old)
    const id = own.people.raiser.personId
    await writeFile(join(folder, 'other.erased'), `${id}\n`)
    const backup = join(folder, 'old.backup')
    await takeBackup({ ownerUrl: old.ownerUrl, path: backup, tenant: 'main', files: null, product: '0.0.0' })
    await old.close()
    const database = await openEmptyDatabase()
    const { appPassword } = inject('database')
    const wish = { path: backup, passwords: { app: appPassword }, migrations: migrationsFolder, files: null }
    await restoreBackup({ ownerUrl: database.ownerUrl, ...wish })
    expect(tablesWith(await exportOf(database.ownerUrl), '钱立春')).toEqual(['main.org_person'])
    const pool = openPool(appUrl(database.ownerUrl, { app: appPassword }), 2)
    const [home] = await openHomes(pool, [masterWrapper(Buffer.alloc(32, 7))])
    const ctx = world.ctxOfNobody({ tenant: home!.tenant, db: home!.db, keys: home!.keys })
    expect(await eraseAgain(ctx, await readErasureList(join(folder, 'other.erased')))).toBe(1)
    expect(await eraseAgain(ctx, [id])).toBe(0)
    expect(tablesWith(await exportOf(database.ownerUrl), '钱立春')).toEqual([])
    await pool.end()
    await database.drop()

    await writeFile(list, `${personId}\nnonsense\n`)
    await expect(readErasureList(list)).rejects.toThrow('is damaged in line 2')
  })
})
