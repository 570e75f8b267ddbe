/** Suggestions in the database. */
import { type RawBuilder, sql } from 'kysely'
import type { About } from './contract.ts'

/** The row of a suggestion, to be added with the act that raises it. */
export function newSuggestion(s: {
  id: string
  matterId: string
  about: About
  authorId: string
}): RawBuilder<unknown> {
  return sql`
    insert into voice_suggestion (id, matter_id, about, anonymous, author_id)
    values (${s.id}, ${s.matterId}, ${s.about}, false, ${s.authorId})`
}
