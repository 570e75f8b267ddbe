/** Suggestions in the database. */
import { type NewRow, row } from '#platform/rows.ts'
import type { About } from './contract.ts'

/** The row of a suggestion, to be added with the act that raises it. */
export function newSuggestion(s: { id: string; matterId: string; about: About; authorId: string }): NewRow {
  const { id, matterId, about, authorId } = s
  return row('voice_suggestion', { id, matter_id: matterId, about, anonymous: false, author_id: authorId })
}
