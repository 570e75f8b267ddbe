-- Matters: one that holds several troubles is split into parts; colleagues co-sign what was declined; a trouble that comes back
-- after closing is linked with the matter it was before.

alter domain matters_state drop constraint state_is_known;
alter domain matters_state add constraint state_is_known check (value in
  ('received', 'assigned', 'waiting', 'promised', 'answered', 'settled', 'declined', 'merged', 'withdrawn', 'split'));

-- the matter that a part was split off from
alter table matters_matter add column part_of uuid references matters_matter (id),
  add constraint no_part_of_itself check (part_of is distinct from id),
  -- whether a person has said that this is an earlier trouble again: kept here for the lists; matters_repeat says which
  add column came_back boolean not null default false;
create index matters_matter_parts on matters_matter (part_of) where part_of is not null;
create index matters_matter_came_back on matters_matter (id) where came_back;
-- what was closed at a place, latest first: where a trouble that came back is looked for
create index matters_matter_closed_at_place on matters_matter (raised_unit_id, state_since)
  where state in ('settled', 'answered', 'declined');

-- Pictures hang on the matter they were taken for; its parts show those that concern them.
create table matters_part_file (
  matter_id uuid not null references matters_matter (id),
  file_id uuid not null references platform_file (id),
  seq integer not null,
  primary key (matter_id, file_id)
);
grant select, insert on matters_part_file to nuanqiao_app;

-- What people said about two matters: the same trouble again, or another one. A guess of the program is never written down.
create table matters_repeat (
  matter_id uuid not null references matters_matter (id),
  earlier_id uuid not null references matters_matter (id),
  same boolean not null,
  -- the raiser himself, or one of those who handle it
  by_raiser boolean not null,
  -- from the session that said it
  by_person uuid not null,
  at timestamptz not null,
  primary key (matter_id, earlier_id),
  constraint no_repeat_of_itself check (matter_id <> earlier_id)
);
create index matters_repeat_by_earlier on matters_repeat (earlier_id);
grant select, insert, update on matters_repeat to nuanqiao_app;

-- What colleagues open again by co-signing is promised anew, as by a verdict; see 0007.
drop index matters_event_promises;
create index matters_event_promises on matters_event (at, matter_id)
  where act = 'raise' or (act in ('judge', 'cosign') and data ->> 'reopens' = 'true') or (act = 'answer' and data ->> 'kind' = 'by_date');
