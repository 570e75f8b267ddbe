/** The sequencer of the audit log on a real PostgreSQL: each committed entry gets one place, in order, and the root is signed. */
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { auditKeys, openWorld, type World } from '../../../test/world/world.ts'
import { someActs } from '../factory.ts'
import { newId } from '../id.ts'
import { leafOf, sequence } from './audit.ts'
import { type AuditSigner, auditSigner, findCheckpoints, readVerifierKey } from './checkpoint.ts'
import { verifyAudit } from './verify-audit.ts'

let world: World
let owner: pg.Client
let signer: AuditSigner
beforeAll(async () => {
  world = await openWorld()
  signer = auditSigner(auditKeys, 'main')
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  await owner.query('set search_path to main')
})
afterAll(async () => {
  await owner.end()
  await world.close()
})
beforeEach(async () => {
  await owner.query('truncate platform_audit_checkpoint, platform_audit_leaf, platform_audit_entry cascade')
})

const minuteFromNow = (): Date => new Date(Date.now() + 61_000)
const acts = (n: number): Promise<void> => someActs(world.ctxOfNobody(), n)
const run = (): ReturnType<typeof sequence> => sequence(world.db, signer, new Date())
const rowsOf = async (table: string): Promise<number> =>
  (await owner.query(`select count(*)::int as n from ${table}`)).rows[0].n
/** Another entry like the first, with this id. */
const copyEntry = async (id: string): Promise<string> => {
  await owner.query(
    `insert into platform_audit_entry select $1, at, actor_id, act, subject_kind, subject_id, request_id, change_hash
       from platform_audit_entry order by id limit 1`,
    [id],
  )
  return id
}

describe('the sequencer', () => {
  test('gives committed entries their places in the order of ids and signs the root', async () => {
    await acts(5)
    const { size, added, note } = await run()
    expect([size, added]).toEqual([5, 5])
    const { rows } = await owner.query('select entry_id from platform_audit_leaf order by position')
    const ids = rows.map((row: { entry_id: string }) => row.entry_id)
    expect(ids).toEqual([...ids].sort())
    const [checkpoint] = findCheckpoints(note!, readVerifierKey(signer.verifierKey))
    expect(checkpoint).toMatchObject({ origin: 'nuanqiao/main', size: 5, signed: true })
  })

  test('does nothing where nothing was done, and says the newest checkpoint again', async () => {
    expect(await run()).toEqual({ size: 0, added: 0, note: null })
    await acts(1)
    const { note } = await run()
    expect(await run()).toEqual({ size: 1, added: 0, note })
  })

  test('leaves out what is not committed, and places it once it is, behind what was placed meanwhile', async () => {
    await acts(1)
    await owner.query('begin')
    const slow = await copyEntry(newId())
    await acts(1)
    expect((await run()).size).toBe(2)
    await owner.query('commit')
    expect((await run()).size).toBe(3)
    const { rows } = await owner.query('select position from platform_audit_leaf where entry_id = $1', [slow])
    expect(rows).toEqual([{ position: 2 }])
  })

  test('gives each entry one place when several run at once', async () => {
    await acts(30)
    const runs = await Promise.all([run(), run(), run(), run()])
    expect(runs.map((one) => one.added).sort((a, b) => a - b)).toEqual([0, 0, 0, 30])
    expect(await rowsOf('platform_audit_leaf')).toBe(30)
  })

  test('keeps companies apart: each has a tree and a name of its own', async () => {
    await acts(2)
    await someActs(world.ctxOfNobody(world.other), 3)
    expect((await run()).size).toBe(2)
    const theirs = auditSigner(auditKeys, 'other')
    expect((await sequence(world.other.db, theirs, new Date())).size).toBe(3)
    expect(theirs.verifierKey).not.toBe(signer.verifierKey)
  })

  test('places an entry that waited over a minute and logs that as an error', async () => {
    const lines = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    await acts(1)
    await sequence(world.db, signer, minuteFromNow())
    const said = lines.mock.calls.map(([line]) => String(line)).join('')
    lines.mockRestore()
    expect(said).toContain('"audit_entry_late"')
    expect(await rowsOf('platform_audit_leaf')).toBe(1)
  })

  test('does not read the history: an entry far behind the last checkpoint is found by a longer look only', async () => {
    await acts(3)
    await run()
    await copyEntry('01900000-0000-7000-8000-000000000001')
    expect((await run()).added).toBe(0)
    const lines = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    expect((await sequence(world.db, signer, new Date(), Date.now())).added).toBe(1)
    lines.mockRestore()
  })

  test('stops rather than sign a tree that no longer fits its checkpoint', async () => {
    await acts(3)
    await run()
    await owner.query('delete from platform_audit_leaf where position = 2')
    await acts(1)
    await expect(run()).rejects.toThrow('run verify-audit')
  })

  test('takes thousands of entries in one run', async () => {
    await acts(1)
    await owner.query(`insert into platform_audit_entry
      select overlay(id::text placing lpad(to_hex(n), 12, '0') from 25)::uuid, at, actor_id, act, subject_kind, subject_id, request_id, change_hash
        from platform_audit_entry, generate_series(1, 12000) n`)
    expect((await run()).size).toBe(12_001)
    const report = await verifyAudit(world.db, { publicKey: signer.verifierKey, now: minuteFromNow() })
    expect(report).toEqual({ ok: true, size: 12_001, problems: [] })
  })
})

test('the leaf of an entry stays what it is: a new program verifies an old log', () => {
  const leaf = leafOf({
    id: '01900000-0000-7000-8000-000000000001',
    at: '2026-01-15T03:00:00.123456Z',
    actor_id: null,
    act: 'matters.open',
    subject_kind: 'matter',
    subject_id: '01900000-0000-7000-8000-000000000002',
    request_id: 'r-"1"\n暖',
    change_hash: 'ab'.repeat(32),
  })
  expect(leaf.toString('hex')).toBe('9e5d3b63414e8549bc6dec9438f7a176a7f61a4945ad10905fdc046b66c41c1b')
})
