-- The company: units as a tree of any depth, people, posts, roles.

create table org_unit (
  id uuid primary key,
  parent_id uuid references org_unit (id),
  code text not null unique,
  name text not null,
  kind text not null,
  path uuid[] not null,
  closed_at timestamptz,
  constraint path_ends_in_the_unit_itself check (path[array_upper(path, 1)] = id),
  constraint path_has_the_parent_before_it check (
    (parent_id is null and array_length(path, 1) = 1) or (path[array_upper(path, 1) - 1] = parent_id)
  )
);
create index org_unit_by_parent on org_unit (parent_id);
create index org_unit_by_path on org_unit using gin (path);
-- Units are closed and people leave; neither is ever deleted. So rows that take their ids from a session or from a look-up in the same
-- act refer to them without a foreign key, whose check would lock the row of a busy unit for each of them.
grant select, insert, update on org_unit to nuanqiao_app;

create domain org_party_status as text constraint party_status_is_known
  check (value in ('none', 'applicant', 'activist', 'target', 'probationary', 'member'));

create table org_person (
  id uuid primary key,
  staff_no text not null unique,
  name text not null,
  unit_id uuid not null references org_unit (id),
  phone_sealed bytea,
  phone_fingerprint bytea,
  party_status org_party_status not null default 'none',
  terms tsvector not null,
  left_on date,
  version integer not null default 1,
  constraint phone_is_sealed_and_found_together check ((phone_sealed is null) = (phone_fingerprint is null))
);
create unique index org_person_one_active_person_a_phone on org_person (phone_fingerprint) where left_on is null;
create index org_person_by_unit on org_person (unit_id) where left_on is null;
create index org_person_by_terms on org_person using gin (terms);
grant select, insert, update on org_person to nuanqiao_app;

create table org_post (
  id uuid primary key,
  person_id uuid not null references org_person (id),
  unit_id uuid not null references org_unit (id),
  title text not null,
  since date not null,
  until date,
  constraint a_post_ends_after_it_began check (until is null or until >= since)
);
create unique index org_post_held_once on org_post (person_id, unit_id, title) where until is null;
create index org_post_by_unit on org_post (unit_id) where until is null;
grant select, insert, update on org_post to nuanqiao_app;

create domain org_grant_source as text constraint grant_source_is_known
  check (value in ('console', 'roster'));

create table org_role_grant (
  id uuid primary key,
  person_id uuid not null references org_person (id),
  role text not null,
  unit_id uuid not null references org_unit (id),
  -- who speaks for this grant: a roster takes back only what a roster gave
  source org_grant_source not null default 'console',
  granted_at timestamptz not null,
  revoked_at timestamptz,
  constraint revoked_after_granted check (revoked_at is null or revoked_at >= granted_at)
);
create unique index org_role_grant_once on org_role_grant (person_id, role, unit_id) where revoked_at is null;
-- Both are held for the whole company and once, so one row a person means: never both.
create unique index org_role_grant_admin_never_audits on org_role_grant (person_id)
  where revoked_at is null and role in ('system_admin', 'auditor');
create index org_role_grant_by_unit on org_role_grant (unit_id, role) where revoked_at is null;
grant select, insert, update on org_role_grant to nuanqiao_app;

-- Each time somebody was shown a phone: whose, by whom, why.
create table org_phone_shown (
  id uuid primary key,
  person_id uuid not null references org_person (id),
  by_person uuid not null references org_person (id),
  reason text not null,
  at timestamptz not null
);
grant select, insert on org_phone_shown to nuanqiao_app;

-- A roster file between preview and confirmation, and afterwards the counts of what it did.
create domain org_roster_state as text constraint roster_state_is_known
  check (value in ('checked', 'refused', 'running', 'done', 'overtaken'));

create table org_roster_import (
  id uuid primary key,
  by_person uuid references org_person (id),
  file_name text not null,
  file_sha256 bytea not null constraint sha256_is_32_bytes check (length(file_sha256) = 32),
  absent_leave boolean not null,
  state org_roster_state not null,
  counts jsonb not null,
  -- what the file says and what it would change, with names and phones: sealed, and forgotten once it is decided or a day old
  preview_sealed bytea,
  done_rows integer not null default 0,
  total_rows integer not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  constraint done_means_finished check ((state = 'done') = (finished_at is not null)),
  constraint done_means_forgotten check (state not in ('done', 'overtaken') or preview_sealed is null)
);
create index org_roster_import_kept on org_roster_import (created_at) where preview_sealed is not null;
grant select, insert, update on org_roster_import to nuanqiao_app;
