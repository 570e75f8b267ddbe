/** The audit log on a real PostgreSQL: each way in which the owner of the database could tamper with it is found and named. */
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { auditKeys, openWorld, type World } from '../../../test/world/world.ts'
import { keysFrom, someActs } from '../factory.ts'
import { type LeafEntry, leafColumns, leafOf, sequence } from './audit.ts'
import { type AuditSigner, auditSigner, signCheckpoint } from './checkpoint.ts'
import { append, type Edge, rootOf } from './merkle.ts'
import { type AuditProblemKind, type AuditReport, verifyAudit } from './verify-audit.ts'

let world: World
let owner: pg.Client
let signer: AuditSigner
beforeAll(async () => {
  world = await openWorld()
  signer = auditSigner(auditKeys, 'main')
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  // who owns the server can switch the foreign keys off as well
  await owner.query('set search_path to main; set session_replication_role to replica')
})
afterAll(async () => {
  await owner.end()
  await world.close()
})
beforeEach(async () => {
  await owner.query(
    'truncate platform_audit_checkpoint, platform_audit_leaf, platform_audit_salt, platform_audit_entry',
  )
})

const minuteFromNow = (): Date => new Date(Date.now() + 61_000)
const verify = (checkpoint?: string): Promise<AuditReport> =>
  verifyAudit(world.db, {
    publicKey: signer.verifierKey,
    now: minuteFromNow(),
    language: 'en',
    ...(checkpoint === undefined ? {} : { checkpoint }),
  })
const kinds = async (checkpoint?: string): Promise<AuditProblemKind[]> =>
  (await verify(checkpoint)).problems.map((problem) => problem.kind)
/** Three checkpoints: of 4, 7 and 10 entries. The text of a checkpoint file that kept them all. */
const aLog = async (): Promise<string> => {
  let file = ''
  for (const n of [4, 3, 3]) {
    await someActs(world.ctxOfNobody(), n)
    file += `${(await sequence(world.db, signer, new Date())).note}\n`
  }
  return file
}
const entryAt = async (position: number): Promise<string> => (await leafAt(position)).entry_id

describe('verification', () => {
  test('finds nothing in a log that nobody touched, with and without the file', async () => {
    const file = await aLog()
    expect(await verify()).toEqual({ ok: true, size: 10, problems: [] })
    expect(await verify(file)).toEqual({ ok: true, size: 10, problems: [] })
  })

  test.each([
    ['the act', `act = 'matters.close'`],
    ['the person', `actor_id = gen_random_uuid()`],
    ['the instant by a microsecond', `at = at + interval '1 microsecond'`],
    ['the subject', `subject_id = gen_random_uuid()`],
    ['the request', `request_id = 'r-2'`],
    ['the hash of the change', `change_hash = sha256('another')`],
  ])('names the first entry in which %s was changed', async (_what, change) => {
    await aLog()
    const entryId = await entryAt(5)
    await owner.query(`update platform_audit_entry set ${change} where id = $1`, [entryId])
    const { ok, problems } = await verify()
    expect(ok).toBe(false)
    expect(problems).toEqual([
      { kind: 'entry_changed', position: 5, entryId, message: expect.stringContaining('Entry 5 was changed') },
    ])
  })

  test('finds an entry changed together with its leaf, between which checkpoints it lies', async () => {
    await aLog()
    await rewriteEntry(5)
    const { problems } = await verify()
    expect(problems).toEqual([
      { kind: 'leaf_changed', position: 4, message: expect.stringContaining('Between 4 and 6') },
    ])
  })

  test('finds a whole history rewritten with its roots, because nobody else can sign', async () => {
    const file = await aLog()
    await rewriteEntry(5)
    await rewriteCheckpoints(auditSigner(keysFrom(Buffer.alloc(32, 8)), 'main'))
    expect(await kinds()).toContain('checkpoint_forged')
    expect(await kinds(file)).toContain('forked')
  })

  test('finds a history rewritten by one who holds the signing key, with the file only', async () => {
    const file = await aLog()
    await rewriteEntry(5)
    await rewriteCheckpoints(signer)
    expect(await kinds()).toEqual([])
    expect(await kinds(file)).toEqual(['forked'])
  })

  test('finds a removed entry', async () => {
    await aLog()
    const entryId = await entryAt(6)
    await owner.query('delete from platform_audit_entry where id = $1', [entryId])
    expect((await verify()).problems).toMatchObject([{ kind: 'entry_removed', position: 6, entryId }])
  })

  test('finds an entry removed together with its leaf, in the middle', async () => {
    await aLog()
    await remove(6, 6)
    expect((await verify()).problems).toMatchObject([{ kind: 'gap', position: 6 }])
  })

  test('finds the last entries removed together with their leaves', async () => {
    await aLog()
    await remove(8, 9)
    const { problems } = await verify()
    expect(problems).toMatchObject([{ kind: 'leaf_removed', position: 8 }])
    expect(problems[0]?.message).toContain('Leaves 8 to 9 were removed')
  })

  test('finds everything removed', async () => {
    await aLog()
    await remove(0, 9)
    expect(await kinds()).toEqual(['leaf_removed'])
  })

  test('finds two entries that changed places', async () => {
    await aLog()
    const [a, b] = [await leafAt(1), await leafAt(2)]
    await owner.query('delete from platform_audit_leaf where position in (1, 2)')
    await owner.query('insert into platform_audit_leaf values (1, $1, $2), (2, $3, $4)', [
      b.entry_id,
      b.leaf_hash,
      a.entry_id,
      a.leaf_hash,
    ])
    expect((await verify()).problems).toMatchObject([{ kind: 'leaf_changed', position: 0 }])
  })

  test('finds an entry inserted past the program', async () => {
    await aLog()
    await insertEntry()
    expect(await kinds()).toEqual(['leaf_missing'])
  })

  test('lets an entry of the last minute wait for its leaf', async () => {
    await aLog()
    await someActs(world.ctxOfNobody(), 1)
    const report = await verifyAudit(world.db, { publicKey: signer.verifierKey, now: new Date() })
    expect(report.problems).toEqual([])
  })

  test('finds an entry inserted together with a leaf', async () => {
    await aLog()
    const id = await insertEntry()
    await owner.query(`insert into platform_audit_leaf values (10, $1, $2)`, [id, await hashOfEntry(id)])
    expect((await verify()).problems).toMatchObject([{ kind: 'leaf_unsigned', position: 10 }])
  })

  test('finds a database set back to an earlier state, with the file only', async () => {
    const file = await aLog()
    await setBack(7)
    expect(await kinds()).toEqual([])
    const { problems } = await verify(file)
    expect(problems).toMatchObject([{ kind: 'rolled_back', position: 7 }])
    expect(problems[0]?.message).toContain('the file proves 10 entries, 7 are left')
  })

  test('finds a database set back that has grown again beyond the file', async () => {
    const file = await aLog()
    await setBack(7)
    await someActs(world.ctxOfNobody(), 3)
    await sequence(world.db, signer, new Date())
    await someActs(world.ctxOfNobody(), 2)
    await sequence(world.db, signer, new Date())
    expect(await kinds()).toEqual([])
    expect(await kinds(file)).toEqual(['forked'])
  })

  test('finds checkpoints that were put into other rows or changed', async () => {
    await aLog()
    await owner.query(
      `update platform_audit_checkpoint set note = (select note from platform_audit_checkpoint where size = 4) where size = 7`,
    )
    expect((await verify()).problems).toMatchObject([{ kind: 'checkpoint_forged', position: 7 }])
    await owner.query(`update platform_audit_checkpoint set edge = sha256('x') where size = 4`)
    expect((await verify()).problems[0]).toMatchObject({ kind: 'checkpoint_forged', position: 4 })
  })

  test('does not believe a file that another key signed, that was changed, or that holds nothing', async () => {
    const file = await aLog()
    const stranger = auditSigner(keysFrom(Buffer.alloc(32, 9)), 'main')
    expect(await kinds(signCheckpoint(stranger, 10, Buffer.alloc(32)))).toEqual(['file_forged'])
    expect(await kinds(file.replace('\n7\n', '\n6\n'))).toEqual(['file_forged'])
    expect(await kinds('nothing at all')).toEqual(['file_empty'])
  })

  test('says what it found in Chinese as well', async () => {
    await aLog()
    await remove(8, 9)
    const report = await verifyAudit(world.db, { publicKey: signer.verifierKey, now: minuteFromNow() })
    expect(report.problems[0]?.message).toContain('第 8 至 9 条被删除')
  })
})

interface Leaf {
  entry_id: string
  leaf_hash: Buffer
}
async function leafAt(position: number): Promise<Leaf> {
  return (
    await owner.query<Leaf>('select entry_id, leaf_hash from platform_audit_leaf where position = $1', [position])
  ).rows[0]!
}

/** The hash that the program would give the entry as it now stands. */
async function hashOfEntry(id: string): Promise<Buffer> {
  const { rows } = await sql<LeafEntry>`
    select ${leafColumns} from platform_audit_entry e where e.id = ${id}::uuid`.execute(world.db)
  return leafOf(rows[0]!)
}

async function rewriteEntry(position: number): Promise<void> {
  const id = await entryAt(position)
  await owner.query(`update platform_audit_entry set act = 'matters.close' where id = $1`, [id])
  await owner.query('update platform_audit_leaf set leaf_hash = $2 where entry_id = $1', [id, await hashOfEntry(id)])
}

/** What a thorough forger would do: all checkpoints anew, over the leaves as they now are. */
async function rewriteCheckpoints(as: typeof signer): Promise<void> {
  const { rows } = await owner.query<{ size: string | number }>(
    'select size from platform_audit_checkpoint order by size',
  )
  const leaves = await owner.query<Leaf>('select entry_id, leaf_hash from platform_audit_leaf order by position')
  for (const size of rows.map((row) => Number(row.size))) {
    const edge: Edge = { size: 0, roots: [] }
    for (const leaf of leaves.rows.slice(0, size)) append(edge, leaf.leaf_hash)
    const root = rootOf(edge)
    await owner.query('update platform_audit_checkpoint set root_hash = $2, edge = $3, note = $4 where size = $1', [
      size,
      root,
      Buffer.concat(edge.roots),
      signCheckpoint(as, size, root),
    ])
  }
}

async function remove(from: number, to: number): Promise<void> {
  await owner.query(
    `delete from platform_audit_entry where id in (select entry_id from platform_audit_leaf where position between $1 and $2)`,
    [from, to],
  )
  await owner.query('delete from platform_audit_leaf where position between $1 and $2', [from, to])
}

async function setBack(size: number): Promise<void> {
  await remove(size, 1_000_000)
  await owner.query('delete from platform_audit_checkpoint where size > $1', [size])
}

async function insertEntry(): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(`insert into platform_audit_entry
    select overlay(id::text placing 'ffffffffffff' from 25)::uuid, at, actor_id, 'matters.settle', subject_kind, subject_id, request_id, change_hash
      from platform_audit_entry order by id limit 1 returning id`)
  return rows[0]!.id
}
