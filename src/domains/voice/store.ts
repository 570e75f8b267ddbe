/** Suggestions in the database. */
import type { Db } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import type { About } from './contract.ts'

export async function insertSuggestion(
  db: Db,
  s: { matterId: string; about: About; authorId: string },
): Promise<string> {
  const id = newId()
  await db
    .insertInto('voice_suggestion')
    .values({ id, matter_id: s.matterId, about: s.about, anonymous: false, author_id: s.authorId })
    .execute()
  return id
}
