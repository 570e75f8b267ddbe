/**
 * Files people hand in, by id. The same bytes are kept once: in PostgreSQL, so that several processes and one consistent backup see
 * the same, or in a shared folder (see `keepFilesIn`). What no row refers to any more is purged.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Ctx } from '../ctx.ts'
import type { Db } from '../db.ts'
import { newId } from '../id.ts'
import { log } from '../log.ts'
import { inTransaction, record } from '../record.ts'
import { Refusal } from '../refusal.ts'
import { readShared, sweepShared, writeShared } from './files-folder.ts'
import { cleanPicture } from './pictures.ts'

const mostBytes = 10 * 1024 * 1024
const longestName = 200

let sharedFolder: string | null = null
/** Keeps the bytes of files in this folder from now on; null (the default): in PostgreSQL. Said once, by the roof of each process. */
export function keepFilesIn(folder: string | null): void {
  sharedFolder = folder
}

export interface NewFile {
  readonly bytes: Uint8Array
  readonly mediaType: string
  /** As the person's device called it; null if it has no name. */
  readonly name: string | null
  readonly uploaderId: string | null
  readonly now: Date
}
export interface StoredFile {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly name: string | null
}

/** Keeps a file, within the caller's transaction if there is one. Refuses with `platform.file_too_large` above 10 MB. */
export async function keepFile(db: Db, file: NewFile): Promise<{ id: string; sha256: Buffer }> {
  if (file.bytes.byteLength > mostBytes) throw new Refusal('bad_input', 'platform.file_too_large')
  if (!db.isTransaction) return db.transaction().execute((tx) => keepFile(tx, file))
  const sha256 = createHash('sha256').update(file.bytes).digest()
  const schema = await lockFiles(db, 'shared')
  if (sharedFolder !== null) await writeShared(sharedFolder, schema, sha256.toString('hex'), file.bytes)
  await db
    .insertInto('platform_blob')
    .values({
      sha256,
      size: file.bytes.byteLength,
      bytes:
        sharedFolder === null ? Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength) : null,
    })
    .onConflict((on) => on.column('sha256').doNothing())
    .execute()
  const id = newId()
  await db
    .insertInto('platform_file')
    .values({
      id,
      sha256,
      media_type: file.mediaType,
      uploader_id: file.uploaderId,
      name: file.name === null ? null : plainName(file.name),
      at: file.now,
    })
    .execute()
  return { id, sha256 }
}

/** The last part of a path, without control characters or broken ones. */
function plainName(name: string): string {
  const last = Buffer.from(name).toString().split(/[/\\]/).at(-1)!
  return [...last.replaceAll(/\p{Cc}/gu, '')].slice(0, longestName).join('')
}

/** A file, or null if there is none of this id. Who may see it is the caller's question. Throws Error if its bytes were changed. */
export async function readFile(db: Db, id: string): Promise<StoredFile | null> {
  const row = await db
    .selectFrom('platform_file as f')
    .innerJoin('platform_blob as b', 'b.sha256', 'f.sha256')
    .select(['f.media_type', 'f.name', 'b.sha256', 'b.bytes'])
    .select(sql<string>`current_schema()`.as('schema'))
    .where('f.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return null
  const hex = row.sha256.toString('hex')
  const bytes = row.bytes ?? (sharedFolder === null ? null : await readShared(sharedFolder, row.schema, hex))
  if (bytes === null) {
    log('error', 'file_without_bytes', { file: id, sharedFolder: sharedFolder !== null })
    return null
  }
  if (!createHash('sha256').update(bytes).digest().equals(row.sha256)) throw new Error(`file ${id} was changed`)
  return { bytes, mediaType: row.media_type, name: row.name }
}

/** Says which of these file ids some row of the program still refers to. */
export type IsReferenced = (db: Db, ids: readonly string[]) => Promise<ReadonlySet<string>>

const chunk = 1_000

/** Removes files kept before `olderThan` that nothing refers to, and the bytes that no file is made of. Returns how many files went. */
export async function purgeOrphans(db: Db, olderThan: Date, isReferenced: IsReferenced): Promise<number> {
  let gone = 0
  for (let after: string | undefined = '00000000-0000-0000-0000-000000000000'; after !== undefined; ) {
    const from: string = after
    after = await db.transaction().execute(async (tx) => {
      await lockFiles(tx, 'exclusive')
      const rows = await tx
        .selectFrom('platform_file')
        .select('id')
        .where('id', '>', from)
        .where('at', '<', olderThan)
        .orderBy('id')
        .limit(chunk)
        .execute()
      const ids = rows.map((row) => row.id)
      const kept = await isReferenced(tx, ids)
      gone += await removeFiles(
        tx,
        ids.filter((id) => !kept.has(id)),
      )
      return ids.at(-1)
    })
  }
  if (sharedFolder !== null) await sweepFolder(db, sharedFolder, olderThan)
  return gone
}

/**
 * Within the caller's transaction: deletes what a person handed in and nothing refers to; what is in use stays without saying whose it
 * is. Returns how many went or were emptied.
 */
export async function forgetFilesOf(tx: Db, uploaderId: string, isReferenced: IsReferenced): Promise<number> {
  await lockFiles(tx, 'exclusive')
  const own = await tx.selectFrom('platform_file').select('id').where('uploader_id', '=', uploaderId).execute()
  const ids = own.map((row) => row.id)
  const kept = await isReferenced(tx, ids)
  await removeFiles(
    tx,
    ids.filter((id) => !kept.has(id)),
  )
  await tx
    .updateTable('platform_file')
    .set({ uploader_id: null, name: null })
    .where('uploader_id', '=', uploaderId)
    .execute()
  return ids.length
}

async function removeFiles(tx: Db, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const rows = await tx
    .deleteFrom('platform_file')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .returning('sha256')
    .execute()
  await sql`
    delete from platform_blob b where sha256 = any(${rows.map((row) => row.sha256)}::bytea[])
       and not exists (select 1 from platform_file f where f.sha256 = b.sha256)`.execute(tx)
  return rows.length
}

/** Also finds the bytes that were written for a transaction which then failed. */
async function sweepFolder(db: Db, folder: string, olderThan: Date): Promise<void> {
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db)
  await sweepShared(folder, rows[0]!.schema, olderThan, (found, remove) =>
    db.transaction().execute(async (tx) => {
      await lockFiles(tx, 'exclusive')
      const known = await tx
        .selectFrom('platform_blob')
        .select('sha256')
        .where('sha256', '=', sql<Buffer>`any(${found.map((hex) => Buffer.from(hex, 'hex'))}::bytea[])`)
        .execute()
      const kept = new Set(known.map((row) => row.sha256.toString('hex')))
      await remove(found.filter((hex) => !kept.has(hex)))
    }),
  )
}

/** Keepers share the lock to the end of their transaction; a purge has it alone, so it never takes what is just being kept. */
async function lockFiles(tx: Db, how: 'shared' | 'exclusive'): Promise<string> {
  const lock = sql.raw(how === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock')
  const { rows } = await sql<{ schema: string }>`
    select current_schema() as schema, ${lock}(hashtext('nuanqiao.files'), hashtext(current_schema()))`.execute(tx)
  return rows[0]!.schema
}

/** The verb of every endpoint that takes a picture: made harmless before the transaction begins, kept and recorded as `act`. */
export async function pictureUpload(ctx: Ctx, act: string): Promise<{ fileId: string }> {
  const picture = await cleanPicture(ctx.bytes ?? new Uint8Array())
  return inTransaction(ctx, async (tx) => {
    const { id, sha256 } = await keepFile(tx.db, {
      bytes: picture.bytes,
      mediaType: picture.mediaType,
      name: null,
      uploaderId: ctx.actor?.personId ?? null,
      now: ctx.now,
    })
    record(tx, { act, subject: { kind: 'file', id }, change: { sha256: sha256.toString('hex') } })
    return { fileId: id }
  })
}
