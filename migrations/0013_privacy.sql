-- Privacy: data keys of sealed fields, requests about one's own data, the list of who was erased, and what may be purged.

-- Keys of sealed fields, fingerprints and secrets: random, one a purpose and version, each wrapped by the master key, which is
-- not here. `sealing_from` lies ahead of a new version, so that every process can open by it before any seals by it.
create table platform_key (
  purpose text not null,
  version integer not null constraint versions_fit_two_bytes check (version between 1 and 65535),
  wrapped bytea not null,
  -- which master key wraps it: a short print of that key, not a secret
  wrapped_by text not null,
  sealing_from timestamptz not null,
  primary key (purpose, version)
);
grant select, insert, update, delete on platform_key to nuanqiao_app;

create domain privacy_what as text constraint what_is_known
  check (value in ('correction', 'erasure', 'explanation'));

-- What somebody asks about his own data. Its course is its matter's; its words lie here, sealed, and go with an erasure.
create table privacy_request (
  id uuid primary key,
  matter_id uuid not null unique references matters_matter (id),
  person_id uuid not null references org_person (id),
  -- the unit whose officers handle it
  desk_unit_id uuid not null,
  what privacy_what not null,
  -- which of his data, in the words of the rule pack's categories
  about text not null,
  words_sealed bytea,
  -- entered for him, who asked on paper or by telephone
  by_desk boolean not null,
  at timestamptz not null
);
create index privacy_request_by_person on privacy_request (person_id);
create index privacy_request_by_desk on privacy_request (desk_unit_id, id);
grant select, insert, update on privacy_request to nuanqiao_app;

-- Who was erased: ids only, kept for good, so that a restore of an older backup erases again.
create table privacy_erasure (
  person_id uuid primary key,
  at timestamptz not null,
  by_person uuid,
  matter_id uuid
);
grant select, insert on privacy_erasure to nuanqiao_app;

-- An erasure empties what says something of a person and leaves the row, to which histories refer by its id.
grant delete on platform_account, platform_second_factor_loss, org_post, org_demo_entry to nuanqiao_app;
grant update (uploader_id, name) on platform_file to nuanqiao_app;
grant update (reply) on platform_once to nuanqiao_app;
grant delete on platform_kiosk, org_roster_import to nuanqiao_app;

-- The program itself cannot delete who was shown a phone or a holder's contact; these take the old rows only, a bounded number at a
-- time, and run in the owner's name. Six months is the least that the law asks of such a log.
create function privacy_purge_phone_shown(before timestamptz, most integer) returns integer
  language sql security definer set search_path from current as $$
    with gone as (
      delete from org_phone_shown where id in (
        select id from org_phone_shown where at < least(before, now() - interval '183 days') limit most
      ) returning 1
    ) select count(*)::integer from gone
  $$;
create function privacy_purge_contact_shown(before timestamptz, most integer) returns integer
  language sql security definer set search_path from current as $$
    with gone as (
      delete from service_contact_shown where id in (
        select id from service_contact_shown where at < least(before, now() - interval '183 days') limit most
      ) returning 1
    ) select count(*)::integer from gone
  $$;
revoke all on function privacy_purge_phone_shown(timestamptz, integer), privacy_purge_contact_shown(timestamptz, integer) from public;
grant execute on function privacy_purge_phone_shown(timestamptz, integer), privacy_purge_contact_shown(timestamptz, integer)
  to nuanqiao_app;
create index org_phone_shown_by_person on org_phone_shown (person_id);
create index service_contact_shown_by_person on service_contact_shown (by_person);
create index platform_file_by_uploader on platform_file (uploader_id) where uploader_id is not null;
-- what somebody handled, also after it is closed
create index matters_matter_by_owner on matters_matter (owner_id, id) where owner_id is not null;
create index matters_action_by_person on matters_action (owner_id);
