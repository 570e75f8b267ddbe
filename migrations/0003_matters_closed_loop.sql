-- Matters: whoever raises something gets an owner, a clock, an answer, and the last word on whether it was solved.

-- numbers are taken in blocks of twenty, so that raising a matter needs no trip of its own for one
create sequence matters_number increment by 20;
grant usage on sequence matters_number to nuanqiao_app;

-- Closed sets of words are domains: PostgreSQL reads their checks once a connection, those of a table with each statement.
create domain matters_visibility as text constraint visibility_is_known
  check (value in ('company', 'handlers'));
create domain matters_state as text constraint state_is_known
  check (value in ('received', 'assigned', 'waiting', 'promised', 'answered', 'settled', 'declined', 'merged', 'withdrawn'));
create domain matters_extension as text constraint extension_is_known
  check (value in ('asked', 'granted', 'refused'));
create domain matters_answer_kind as text constraint answer_kind_is_known
  check (value in ('done', 'by_date', 'policy'));
create domain matters_verdict as text constraint verdict_is_known
  check (value in ('solved', 'partly', 'not_solved'));
create domain matters_count as integer constraint counts_up check (value >= 0);

create table matters_matter (
  id uuid primary key,
  number text not null unique,
  kind text not null,
  title text not null,
  text text not null,
  visibility matters_visibility not null,
  state matters_state not null,
  -- who raised it and from where comes from his session, and people and units are never deleted: see the grants in 0002
  raiser_id uuid,
  raised_unit_id uuid not null,
  raised_at timestamptz not null,
  -- whose move it is while nobody owns it
  desk_unit_id uuid not null,
  lead_unit_id uuid references org_unit (id),
  owner_id uuid references org_person (id),
  -- the first unit that took it on stays answerable, whoever works on it now
  answerable_unit_id uuid references org_unit (id),
  level matters_count not null default 0,
  hand_ons matters_count not null default 0,
  must_decide boolean not null default false,
  -- the clocks, as computed from the events; kept here for the indexes only:
  -- by when the raiser is answered, and by when whoever has the next move must make it
  due_at timestamptz,
  act_by timestamptz,
  extension matters_extension,
  extension_until date,
  decider_unit_id uuid references org_unit (id),
  answer_kind matters_answer_kind,
  answer_text text,
  promised_on date,
  policy_rule text,
  merged_into uuid references matters_matter (id),
  verdict matters_verdict,
  terms tsvector not null,
  state_since timestamptz not null,
  events integer not null default 0,
  at_unit_id uuid not null generated always as (coalesce(lead_unit_id, desk_unit_id)) stored,
  constraint assigned_means_owned check (state not in ('assigned', 'waiting', 'promised') or (owner_id is not null and lead_unit_id is not null)),
  constraint answered_means_answer check (state <> 'answered' or (answer_kind is not null and answer_text is not null)),
  constraint promised_means_date check (state <> 'promised' or promised_on is not null),
  constraint policy_names_its_rule check (answer_kind is distinct from 'policy' or policy_rule is not null),
  constraint merged_means_into check (state <> 'merged' or merged_into is not null),
  constraint not_merged_into_itself check (merged_into is distinct from id),
  constraint settled_means_verdict check (state <> 'settled' or verdict is not null),
  constraint asked_means_decider check ((extension is not distinct from 'asked') = (decider_unit_id is not null)),
  constraint somebody_must_act_by check (state not in ('received', 'assigned', 'promised') or (due_at is not null and act_by is not null))
);
create index matters_matter_by_raiser on matters_matter (raiser_id, id);
create index matters_matter_on_desk on matters_matter (desk_unit_id, act_by) where state = 'received';
create index matters_matter_on_owner on matters_matter (owner_id, act_by) where state in ('assigned', 'waiting', 'promised');
create index matters_matter_to_decide on matters_matter (decider_unit_id) where decider_unit_id is not null;
create index matters_matter_open on matters_matter (due_at, id) where state in ('received', 'assigned', 'waiting', 'promised');
create index matters_matter_by_place on matters_matter (at_unit_id, state, id);
create index matters_matter_by_state on matters_matter (state, id);
create index matters_matter_merged on matters_matter (merged_into) where merged_into is not null;
create index matters_matter_by_terms on matters_matter using gin (terms);
create index matters_matter_open_terms on matters_matter using gin (terms)
  where visibility = 'company' and state in ('received', 'assigned', 'waiting', 'promised', 'answered');
grant select, insert, update on matters_matter to nuanqiao_app;

-- The history: complete, in order, never changed.
create table matters_event (
  matter_id uuid not null references matters_matter (id),
  seq integer not null,
  at timestamptz not null,
  act text not null,
  -- from the session that acted
  by_person uuid,
  by_unit uuid,
  relation text not null,
  data jsonb not null,
  primary key (matter_id, seq)
);
grant select, insert on matters_event to nuanqiao_app;

create table matters_assisting (
  matter_id uuid not null references matters_matter (id),
  unit_id uuid not null references org_unit (id),
  primary key (matter_id, unit_id)
);
create index matters_assisting_by_unit on matters_assisting (unit_id);
grant select, insert, delete on matters_assisting to nuanqiao_app;

create table matters_joiner (
  matter_id uuid not null references matters_matter (id),
  person_id uuid not null references org_person (id),
  at timestamptz not null,
  primary key (matter_id, person_id)
);
create index matters_joiner_by_person on matters_joiner (person_id);
grant select, insert, delete on matters_joiner to nuanqiao_app;

create table matters_action (
  id uuid primary key,
  matter_id uuid not null references matters_matter (id),
  text text not null,
  owner_id uuid not null references org_person (id),
  due_on date not null,
  done_at timestamptz,
  done_note text,
  constraint done_means_note check ((done_at is null) = (done_note is null))
);
create index matters_action_by_matter on matters_action (matter_id);
create index matters_action_by_owner on matters_action (owner_id, due_on) where done_at is null;
grant select, insert, update on matters_action to nuanqiao_app;

create table matters_file (
  matter_id uuid not null references matters_matter (id),
  file_id uuid not null references platform_file (id) constraint a_picture_hangs_on_one_matter unique,
  seq integer not null,
  primary key (matter_id, file_id)
);
grant select, insert on matters_file to nuanqiao_app;
