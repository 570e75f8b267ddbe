-- First pages that cost the same whatever lies behind them. A board reads, for each unit, state and kind that it shows, the newest
-- few of one index and merges them; so each index ends in the id, which is the order of the board.
drop index matters_matter_by_place;
drop index matters_matter_by_state;
drop index matters_matter_open;
drop index matters_joiner_by_person;
create index matters_matter_by_unit on matters_matter (at_unit_id, kind, id);
create index matters_matter_by_place on matters_matter (at_unit_id, state, kind, id);
create index matters_matter_by_state on matters_matter (state, kind, id);
create index matters_matter_running on matters_matter (due_at, at_unit_id, state, kind, id) include (paused_since)
  where state in ('received', 'assigned', 'promised');
create index matters_matter_came_back_by_unit on matters_matter (at_unit_id, id) where came_back;
create index matters_matter_with_raiser on matters_matter (raiser_id, id)
  where state in ('waiting', 'answered', 'declined', 'merged');
create index matters_joiner_by_person on matters_joiner (person_id, matter_id);

-- Beside the words each matter is found under its unit and under spans of time: the first 4 and 5 digits of its id (UUIDv7) stand for
-- 50 and 3 days. So a search goes back from span to span and stops at a full page; see src/domains/matters/lists/search-spans.ts.
-- What was just written waits in a list that each search reads through, so it is kept short.
drop index matters_matter_by_terms;
create index matters_matter_by_terms on matters_matter
  using gin (terms, (array[left(id::text, 4), left(id::text, 5)]), (array[at_unit_id])) with (gin_pending_list_limit = 512);
alter index matters_matter_open_terms set (gin_pending_list_limit = 512);

-- How many matters of which state each unit has: summed up, never counted. Each act adds what it changed within its transaction,
-- so that no two wait for each other; the worker draws the rows together.
create table matters_tally (
  unit_id uuid not null,
  state matters_state not null,
  n integer not null
);
insert into matters_tally (unit_id, state, n) select at_unit_id, state, count(*) from matters_matter group by at_unit_id, state;
grant select, insert, delete on matters_tally to nuanqiao_app;
