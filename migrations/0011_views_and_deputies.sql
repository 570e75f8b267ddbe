-- Saved views of lists, and deputies (同岗替补) for some days.

-- A view is an address with a name: the filters of a list as they stand in the address of its page.
create domain org_view_list as text constraint view_list_is_known
  check (value in ('board', 'people', 'households'));

create table org_saved_view (
  id uuid primary key,
  person_id uuid not null references org_person (id),
  list org_view_list not null,
  name text not null,
  query text not null,
  -- a shared view is seen by the people of a unit and below; no count of who uses it is kept anywhere
  shared_unit_id uuid references org_unit (id),
  made_at timestamptz not null,
  -- deleted ones can be taken back for a day
  deleted_at timestamptz
);
create index org_saved_view_by_person on org_saved_view (person_id, list);
create index org_saved_view_shared on org_saved_view (shared_unit_id) where shared_unit_id is not null and deleted_at is null;
create unique index org_saved_view_named_once on org_saved_view (person_id, list, name) where deleted_at is null;
grant select, insert, update, delete on org_saved_view to nuanqiao_app;

-- Which view a person's list opens with.
create table org_default_view (
  person_id uuid not null references org_person (id),
  list org_view_list not null,
  view_id uuid not null references org_saved_view (id) on delete cascade,
  primary key (person_id, list)
);
create index org_default_view_by_view on org_default_view (view_id);
grant select, insert, update, delete on org_default_view to nuanqiao_app;

-- A deputy stands in for somebody from one day to another: in one of his roles, or (no grant) in his own work.
create table org_deputy (
  id uuid primary key,
  person_id uuid not null references org_person (id),
  deputy_id uuid not null references org_person (id),
  -- the person's own grant: with it ends what the deputy may do; a role held as a deputy has none
  grant_id uuid references org_role_grant (id),
  from_on date not null,
  until_on date not null,
  named_by uuid not null references org_person (id),
  named_at timestamptz not null,
  ended_at timestamptz,
  constraint nobody_is_his_own_deputy check (deputy_id <> person_id),
  constraint a_deputy_ends_after_he_began check (until_on >= from_on)
);
create index org_deputy_by_person on org_deputy (person_id, until_on) where ended_at is null;
create index org_deputy_by_deputy on org_deputy (deputy_id, until_on) where ended_at is null;
create index org_deputy_by_grant on org_deputy (grant_id) where grant_id is not null;
-- what has been agreed stays as it was; it can only be ended early
grant select, insert, update (ended_at) on org_deputy to nuanqiao_app;
