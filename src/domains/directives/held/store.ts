/** Earlier requests for data, found by their words. */
import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'

export interface EarlierItem {
  readonly directiveId: string
  readonly title: string
  readonly what: string
  readonly senderId: string
  readonly issuedAt: Date
}

/** What was asked of any of these units since an instant and shares one of the terms; the newest first, ranked by the caller. */
export async function earlierItems(
  db: Db,
  { unitIds, since, anyOf }: { unitIds: readonly string[]; since: Date; anyOf: string },
): Promise<EarlierItem[]> {
  const { rows } = await sql<EarlierItem>`
    select d.id as "directiveId", d.title, i.what, d.issuing_unit_id as "senderId", d.issued_at as "issuedAt"
      from directives_item i
      join directives_directive d on d.id = i.directive_id
     where i.terms @@ ${anyOf}::tsquery and i.issued_at >= ${since}::timestamptz and d.recalled_at is null
       and exists (select from directives_unit u where u.directive_id = d.id and u.unit_id = any(${unitIds}::uuid[]))
     order by i.issued_at desc, i.id
     limit 40`.execute(db)
  return rows
}
