/** Pictures: kept until a matter takes them, and shown to those who may see it. */
import { brokenConstraint, type Db } from '#platform/db.ts'
import type { ParsedInputOf } from '#platform/endpoint.ts'
import { pictureUpload, readFile } from '#platform/files/files.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import type { addPicture, getPicture } from '../contract.ts'
import { kindOf } from '../kinds.ts'
import { relationsOf, surroundingsOf } from '../standing/service.ts'
import { findMatter, matterOf } from '../store.ts'
import { mustSee } from '../view/service.ts'
import { freshFilesOf, hasPicture } from './store.ts'

/** Keeps one picture, cleaned of metadata, until a matter takes it. */
export function takePicture(ctx: SignedIn, _input: ParsedInputOf<typeof addPicture>): Promise<{ fileId: string }> {
  return pictureUpload(ctx, 'matters.add_picture')
}

/** A picture of a matter, for those who may see the matter. */
export async function picture(ctx: SignedIn, input: ParsedInputOf<typeof getPicture>) {
  const row = await findMatter(ctx.db, input.id)
  if (row === undefined) throw new Refusal('not_found', 'matters.not_found')
  mustSee(relationsOf(ctx.actor, kindOf(row.kind), matterOf(row), await surroundingsOf(ctx.db, row)))
  const file = (await hasPicture(ctx.db, input.id, input.fileId)) ? await readFile(ctx.db, input.fileId) : null
  if (file === null) throw new Refusal('not_found', 'platform.file_not_found')
  return file
}

/** Only whoever uploaded a picture hangs it on something, and only once. Null: somebody who is not signed in. */
export async function refuseForeignFiles(db: Db, personId: string | null, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length === 0) return
  const once = [...new Set(fileIds)]
  const fresh = await freshFilesOf(db, personId, once)
  if (fresh.length !== once.length) throw new Refusal('bad_input', 'matters.picture_not_yours')
}

/** For the end of an act that hangs pictures on a matter: two reached for the same picture at once, and one has it. */
export function refuseTaken(error: unknown): never {
  if (brokenConstraint(error) !== 'a_picture_hangs_on_one_matter') throw error
  throw new Refusal('bad_input', 'matters.picture_not_yours')
}
