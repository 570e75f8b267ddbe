/** The first pages that must not slow down with history, each beside the bare statement that brings the same from the same data. */

export interface Case {
  readonly what: string
  /** The key of a person of the demo, or the wall screen of the whole company. */
  readonly as: 'general-manager' | 'district-head' | 'secretary' | 'hotline' | 'wall'
  readonly path: string
  readonly body?: unknown
  /** `$1` is the person, `$2` the units that he looks at (null for the whole company). */
  readonly bare: string
  /** True where no bar is set: the page opens what is sealed, which the statement does not. */
  readonly free?: true
}

const row = `m.id, m.number, m.kind, m.title, m.state, m.raised_at, m.due_at, m.act_by, m.level, m.extension, m.paused_since,
  m.came_back, u.id as unit_id,
  u.name as unit_name, p.id as owner_id, p.name as owner_name,
  (select count(*) from matters_joiner j where j.matter_id = m.id) as joiners`
const joins = 'join org_unit u on u.id = m.at_unit_id left join org_person p on p.id = m.owner_id'

/** `$1` and `$2` are named in every statement, so that all take the same two. */
const asked = '($1::uuid is null or true) and ($2::uuid[] is null or true)'

function board(where: string): string {
  return `select ${row} from matters_matter m ${joins} where ${asked} and ${where} order by m.id desc limit 51`
}
const below = 'm.at_unit_id = any($2::uuid[])'

const tabs = ['received', 'assigned', 'waiting', 'promised', 'answered'] as const
const closed = ['settled', 'declined', 'merged', 'withdrawn'] as const

const counts = (where: string) => `
  select state, count(*), count(*) filter (where state <> 'waiting' and paused_since is null and due_at < now()) as late from matters_matter m
   where ${asked} and state in ('received', 'assigned', 'waiting', 'promised', 'answered') and ${where} group by state`

const inbox = `
  with mine as (
    (select id, act_by as by from matters_matter where decider_unit_id in (select unit_id from desks) order by act_by limit 200)
    union all
    (select id, act_by from matters_matter where state = 'received' and desk_unit_id in (select unit_id from desks) order by act_by limit 200)
    union all
    (select id, act_by from matters_matter where owner_id = $1 and state in ('assigned', 'promised') order by act_by limit 200)
    union all
    (select m.id, m.act_by from matters_action a join matters_matter m on m.id = a.matter_id
      where a.owner_id = $1 and a.done_at is null and m.state in ('assigned', 'waiting', 'promised') order by a.due_on limit 200)
    union all
    (select id, act_by from matters_matter where raiser_id = $1 and state in ('waiting', 'answered', 'declined') order by id desc limit 200))
  select ${row} from mine join matters_matter m on m.id = mine.id ${joins} where ${asked} order by mine.by limit 200`.replace(
  'with mine',
  `with desks as (select unit_id from org_role_grant where person_id = $1 and revoked_at is null and role in ('secretary', 'leader', 'party_affairs')), mine`,
)

export const cases: readonly Case[] = [
  { what: 'inbox of a branch secretary', as: 'secretary', path: '/matters-inbox', bare: inbox },
  { what: 'inbox of a district manager', as: 'district-head', path: '/matters-inbox', bare: inbox },
  {
    what: 'my matters',
    as: 'secretary',
    path: '/matters-mine',
    bare: `select ${row} from matters_matter m ${joins} where ${asked} and m.id in (
             select id from matters_matter where raiser_id = $1 union select matter_id from matters_joiner where person_id = $1)
            order by m.id desc limit 51`,
  },
  { what: 'board of the company, all', as: 'general-manager', path: '/matters-board', bare: board('true') },
  ...tabs.map(
    (state): Case => ({
      what: `board of the company, ${state}`,
      as: 'general-manager',
      path: `/matters-board?state=${state}`,
      bare: board(`m.state = '${state}'`),
    }),
  ),
  {
    what: 'board of the company, closed',
    as: 'general-manager',
    path: `/matters-board?${closed.map((state) => `state=${state}`).join('&')}`,
    bare: board(`m.state in (${closed.map((state) => `'${state}'`).join(', ')})`),
  },
  {
    what: 'board of the company, late',
    as: 'general-manager',
    path: '/matters-board?late=true',
    bare: board(`m.due_at < now() and m.paused_since is null and m.state in ('received', 'assigned', 'promised')`),
  },
  {
    what: 'board of the company, one kind',
    as: 'general-manager',
    path: '/matters-board?kind=suggestion',
    bare: board(`m.kind = 'suggestion'`),
  },
  { what: 'board of a district, all', as: 'district-head', path: '/matters-board', bare: board(below) },
  {
    what: 'board of a district, declined',
    as: 'district-head',
    path: '/matters-board?state=declined',
    bare: board(`m.state = 'declined' and ${below}`),
  },
  { what: 'board of a station, all', as: 'secretary', path: '/matters-board', bare: board(below) },
  {
    what: 'board of a station, answered',
    as: 'secretary',
    path: '/matters-board?state=answered',
    bare: board(`m.state = 'answered' and ${below}`),
  },
  {
    what: 'board of a station, late',
    as: 'secretary',
    path: '/matters-board?late=true',
    bare: board(
      `m.due_at < now() and m.paused_since is null and m.state in ('received', 'assigned', 'promised') and ${below}`,
    ),
  },
  { what: 'numbers of the company', as: 'general-manager', path: '/matters-board/counts', bare: counts('true') },
  { what: 'numbers of a station', as: 'secretary', path: '/matters-board/counts', bare: counts(below) },
  { what: 'numbers on a wall screen', as: 'wall', path: '/matters-wall', bare: counts('true') },
  {
    what: 'what reads alike',
    as: 'secretary',
    path: `/matters-similar?text=${encodeURIComponent('3号换热站的阀门一直漏水，报修以后没有回音')}`,
    bare: `select ${row} from matters_matter m ${joins}
            where ${asked} and m.visibility = 'company' and m.state in ('received', 'assigned', 'waiting', 'promised', 'answered')
              and m.terms @@ '''报修'' | ''回音'' | ''直漏'''::tsquery
            order by ts_rank(m.terms, '''报修'' | ''回音'' | ''直漏'''::tsquery) desc limit 40`,
  },
  {
    what: 'households by address',
    free: true,
    as: 'hotline',
    path: '/service/households/find',
    body: { q: '示范小区3号楼' },
    bare: `select h.*, p.path, n.path from service_household h join service_place p on p.id = h.place_id
             join service_node n on n.id = h.node_id
            where ${asked} and h.terms @@ '''示范'' & ''楼3'''::tsquery order by h.customer_no limit 51`,
  },
]
