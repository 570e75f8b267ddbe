/** The SQL of the inbox: what needs a person, for each reason the most urgent first. */
import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { stateIn } from '../lists/store.ts'
import type { InboxRow } from './contract.ts'

/** Why a matter is in somebody's inbox; `dueOn` is the day of an action, where it is there for one. */
export interface Needed {
  readonly id: string
  readonly unitId: string
  readonly why: InboxRow['why']
  readonly by: Date | null
  readonly dueOn: string | null
}

/** Units, and the kinds of matter that somebody deals with there. */
export interface Places {
  readonly kinds: readonly string[]
  readonly unitIds: readonly string[]
}

/** Where somebody decides on extensions, and where he routes. */
export interface Desks {
  readonly decides: readonly Places[]
  readonly routes: readonly Places[]
}

/** What needs a person's hand, for each reason the most urgent first: what waits at his desks, what he handles, his open actions. */
export async function neededBy(db: Db, personId: string, { decides, routes }: Desks, limit: number): Promise<Needed[]> {
  const at = (unit: 'decider_unit_id' | 'desk_unit_id', { kinds, unitIds }: Places) =>
    sql`${sql.ref(unit)} = any(${unitIds}::uuid[]) and kind = any(${kinds}::text[]) order by act_by limit ${limit}::int`
  const reasons = [
    ...decides.map(
      (places) => sql`
    (select id, at_unit_id as "unitId", 'extension' as why, act_by as by, null::date as "dueOn" from matters_matter
      where ${at('decider_unit_id', places)})`,
    ),
    ...routes.map(
      (places) => sql`
    (select id, at_unit_id as "unitId", case when must_decide then 'decide' else 'route' end as why, act_by as by, null::date as "dueOn"
       from matters_matter where ${stateIn('received')} and ${at('desk_unit_id', places)})`,
    ),
    sql`
    (select id, at_unit_id as "unitId", 'handle' as why, act_by as by, null::date as "dueOn" from matters_matter
      where owner_id = ${personId}::uuid and ${stateIn('assigned', 'promised')}
      order by act_by limit ${limit}::int)`,
    sql`
    (select m.id, m.at_unit_id, 'action', m.act_by, a.due_on from matters_action a join matters_matter m on m.id = a.matter_id
      where a.owner_id = ${personId}::uuid and a.done_at is null and m.${stateIn('assigned', 'waiting', 'promised')}
      order by a.due_on limit ${limit}::int)`,
  ]
  return (await sql<Needed>`${sql.join(reasons, sql` union all `)}`.execute(db)).rows
}

/** What the raiser is to do, newest first: reply to a question, or say whether it is solved. A merged matter has its parent's outcome. */
export async function awaitingRaiser(db: Db, personId: string, limit: number): Promise<Needed[]> {
  const { rows } = await sql<Needed>`
    select m.id, m.at_unit_id as "unitId", case when m.state = 'waiting' then 'reply' else 'judge' end as why, m.act_by as by,
           null::date as "dueOn"
      from matters_matter m
     where m.raiser_id = ${personId}::uuid and m.${stateIn('waiting', 'answered', 'declined', 'merged')}
       and (m.state <> 'merged' or exists (
         select from matters_matter p where p.id = m.merged_into and p.${stateIn('answered', 'settled', 'declined', 'withdrawn')}))
     order by m.id desc limit ${limit}::int`.execute(db)
  return rows
}
