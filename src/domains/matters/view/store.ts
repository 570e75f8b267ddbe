/** What hangs together with a matter: its parts, what it was split off from, and the same trouble before and after. */
import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { MatterRecord } from '../store.ts'

export type Linked = MatterRecord & {
  readonly link: 'part_of' | 'part' | 'repeat_of' | 'repeated_by'
  readonly by_raiser: boolean
}

export async function linkedTo(db: Db, { id, part_of }: MatterRecord): Promise<Linked[]> {
  const { rows } = await sql<Linked>`
    select 'part_of' as link, false as by_raiser, m.* from matters_matter m where m.id = ${part_of}::uuid
    union all
    select 'part', false, m.* from matters_matter m where m.part_of = ${id}::uuid
    union all
    select 'repeat_of', r.by_raiser, m.* from matters_repeat r join matters_matter m on m.id = r.earlier_id
     where r.matter_id = ${id}::uuid and r.same
    union all
    select 'repeated_by', r.by_raiser, m.* from matters_repeat r join matters_matter m on m.id = r.matter_id
     where r.earlier_id = ${id}::uuid and r.same
     order by number`.execute(db)
  return rows
}
