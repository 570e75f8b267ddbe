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

-- How many matters of which state each unit has: summed up, but for those that wait at a desk, which are counted. Each act adds what it changed within its transaction,
-- so that no two wait for each other; the worker draws the rows together.
create table matters_tally (
  unit_id uuid not null,
  state matters_state not null,
  n integer not null
);
insert into matters_tally (unit_id, state, n) select at_unit_id, state, count(*) from matters_matter where state <> 'received' group by at_unit_id, state;
grant select, insert, delete on matters_tally to nuanqiao_app;

-- Ten checks of a matter are read from the catalogue and planned anew with every row that is written: a tenth of each raise. The same
-- ten behind one function are planned once a connection; what is broken is still called by its name.
create function matters_is_whole(
  id uuid, state text, owner_id uuid, lead_unit_id uuid, due_at timestamptz, act_by timestamptz, paused_since timestamptz,
  extension text, decider_unit_id uuid, answer_kind text, answer_text text, promised_on date, policy_rule text, verdict text,
  merged_into uuid, part_of uuid
) returns boolean language plpgsql immutable as $$
declare
  broken text := case
    when state in ('received', 'assigned', 'promised') and (due_at is null or (act_by is null and paused_since is null))
      then 'somebody_must_act_by'
    when state in ('assigned', 'waiting', 'promised') and (owner_id is null or lead_unit_id is null) then 'assigned_means_owned'
    when state = 'answered' and (answer_kind is null or answer_text is null) then 'answered_means_answer'
    when state = 'promised' and promised_on is null then 'promised_means_date'
    when state = 'merged' and merged_into is null then 'merged_means_into'
    when state = 'settled' and verdict is null then 'settled_means_verdict'
    when answer_kind = 'policy' and policy_rule is null then 'policy_names_its_rule'
    when (extension is not distinct from 'asked') <> (decider_unit_id is not null) then 'asked_means_decider'
    when merged_into = id then 'not_merged_into_itself'
    when part_of = id then 'no_part_of_itself'
  end;
begin
  if broken is null then return true; end if;
  raise check_violation using message = format('matters_matter: %s', broken), constraint = broken;
end
$$;
revoke all on function matters_is_whole from public;
grant execute on function matters_is_whole to nuanqiao_app;
alter table matters_matter
  drop constraint somebody_must_act_by,
  drop constraint assigned_means_owned,
  drop constraint answered_means_answer,
  drop constraint promised_means_date,
  drop constraint merged_means_into,
  drop constraint settled_means_verdict,
  drop constraint policy_names_its_rule,
  drop constraint asked_means_decider,
  drop constraint not_merged_into_itself,
  drop constraint no_part_of_itself,
  add constraint a_matter_is_whole check (matters_is_whole(
    id, state, owner_id, lead_unit_id, due_at, act_by, paused_since, extension, decider_unit_id, answer_kind, answer_text,
    promised_on, policy_rule, verdict, merged_into, part_of));

-- An event and a suggestion are written with their matter, or with its row held; nobody has the right to delete matters.
alter table matters_event drop constraint matters_event_matter_id_fkey;
alter table voice_suggestion drop constraint voice_suggestion_matter_id_fkey;
