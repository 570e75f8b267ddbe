-- The ground floor: accounts, sessions, files, audit, outbox, repeated requests, limits.
-- Append-only is held by grants: the application's role gets no UPDATE or DELETE on what must stay.

-- What was done. No personal text: the change is a salted hash, and deleting the salt forgets it.
create table platform_audit_entry (
  id uuid primary key,
  at timestamptz not null,
  actor_id uuid,
  act text not null,
  subject_kind text not null,
  subject_id uuid not null,
  request_id text not null,
  change_hash bytea not null constraint change_hash_is_sha256 check (length(change_hash) = 32)
);
grant select, insert on platform_audit_entry to nuanqiao_app;

create table platform_audit_salt (
  -- written with its entry by one statement; without it the hash of a change can no longer be opened
  entry_id uuid primary key,
  salt bytea not null
);
grant select, insert, delete on platform_audit_salt to nuanqiao_app;

-- The place of each entry in the Merkle tree (RFC 6962), given by one sequencer after commit.
create table platform_audit_leaf (
  position bigint primary key constraint positions_start_at_zero check (position >= 0),
  -- no foreign key: entries cannot be deleted by the program, and verify-audit finds a leaf without its entry
  entry_id uuid not null unique,
  leaf_hash bytea not null constraint leaf_hash_is_sha256 check (length(leaf_hash) = 32)
);
grant select, insert on platform_audit_leaf to nuanqiao_app;

-- A signed statement about the tree at one size; `edge` is what the next leaf is appended to.
create table platform_audit_checkpoint (
  size bigint primary key constraint a_checkpoint_covers_something check (size > 0),
  at timestamptz not null,
  root_hash bytea not null constraint root_hash_is_sha256 check (length(root_hash) = 32),
  edge bytea not null constraint edge_is_whole_hashes check (length(edge) > 0 and length(edge) % 32 = 0),
  note text not null
);
grant select, insert on platform_audit_checkpoint to nuanqiao_app;

-- News that has been committed and not yet been told. Rows leave once told.
create table platform_outbox (
  id uuid primary key,
  act text not null,
  subject_kind text not null,
  subject_id uuid not null,
  tell json not null
);
-- update only because "for update skip locked" asks for it
grant select, insert, update (id), delete on platform_outbox to nuanqiao_app;

-- When each recurring job last ran.
create table platform_recurring (
  name text primary key,
  last_run timestamptz not null
);
grant select, insert, update on platform_recurring to nuanqiao_app;

-- A request number and what was answered to it.
create table platform_once (
  person_id uuid not null,
  key uuid not null,
  route text not null,
  input_hash text not null,
  -- as it was sent, byte for byte
  reply json,
  at timestamptz not null,
  primary key (person_id, key)
);
grant select, insert, delete on platform_once to nuanqiao_app;

-- Files, content-addressed: the same bytes are kept once, here or (bytes absent) in the shared folder under the same hash.
create table platform_blob (
  sha256 bytea primary key constraint sha256_is_32_bytes check (length(sha256) = 32),
  size integer not null constraint at_most_ten_megabytes check (size between 0 and 10485760),
  bytes bytea,
  constraint size_is_the_length_of_the_bytes check (length(bytes) = size)
);
grant select, insert, delete on platform_blob to nuanqiao_app;

create table platform_file (
  id uuid primary key,
  sha256 bytea not null references platform_blob (sha256),
  media_type text not null,
  uploader_id uuid,
  name text,
  at timestamptz not null
);
create index platform_file_by_blob on platform_file (sha256);
grant select, insert, delete on platform_file to nuanqiao_app;

-- How a person proves who he is. Absent row: the person cannot sign in (yet).
create table platform_account (
  person_id uuid primary key,
  password_hash text,
  password_set_at timestamptz,
  activation_hash bytea,
  activation_until timestamptz,
  totp_sealed bytea,
  -- offered to the person and not yet proven by a first code
  totp_offered_sealed bytea,
  totp_last_step bigint,
  constraint a_password_has_its_day check ((password_hash is null) = (password_set_at is null)),
  constraint activation_has_an_end check ((activation_hash is null) = (activation_until is null))
);
grant select, insert, update on platform_account to nuanqiao_app;

create table platform_recovery_code (
  person_id uuid not null references platform_account (person_id),
  code_hash bytea not null,
  primary key (person_id, code_hash)
);
grant select, insert, delete on platform_recovery_code to nuanqiao_app;

-- A lost second factor is taken off by two administrators: one asks, another confirms.
create table platform_second_factor_loss (
  id uuid primary key,
  person_id uuid not null references platform_account (person_id),
  asked_by uuid not null,
  asked_at timestamptz not null,
  until timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  constraint nobody_asks_for_himself check (asked_by <> person_id),
  constraint another_confirms check (confirmed_by <> asked_by and confirmed_by <> person_id),
  constraint confirmed_by_somebody check ((confirmed_by is null) = (confirmed_at is null))
);
create unique index platform_second_factor_loss_one_open on platform_second_factor_loss (person_id)
  where confirmed_at is null;
grant select, insert, update on platform_second_factor_loss to nuanqiao_app;

-- A device on which the person has signed in before: a stranger's wrong guesses elsewhere do not lock it out.
-- One browser keeps one secret, also when several people use it.
create table platform_device (
  id uuid primary key,
  person_id uuid not null,
  secret_hash bytea not null constraint secret_hash_is_sha256 check (length(secret_hash) = 32),
  second_factor_at timestamptz,
  until timestamptz not null,
  constraint platform_device_known_once unique (secret_hash, person_id)
);
create index platform_device_by_person on platform_device (person_id);
grant select, insert, update, delete on platform_device to nuanqiao_app;

-- Sessions. No trace of use: `idle_until` is when it ends by itself, not when it was last used.
create domain platform_session_kind as text constraint session_kind_is_known
  check (value in ('normal', 'demo', 'kiosk'));

create table platform_session (
  id uuid primary key,
  token_hash bytea not null unique constraint token_hash_is_sha256 check (length(token_hash) = 32),
  person_id uuid not null,
  kind platform_session_kind not null,
  device_id uuid,
  agent text not null,
  started_at timestamptz not null,
  second_factor_at timestamptz,
  password_due boolean not null default false,
  idle_minutes integer not null,
  idle_until timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index platform_session_by_person on platform_session (person_id) where ended_at is null;
create index platform_session_by_end on platform_session (expires_at);
grant select, insert, update, delete on platform_session to nuanqiao_app;

-- A wall screen: it reads what holds no personal data. Its code is shown once and becomes its session.
create table platform_kiosk (
  id uuid primary key,
  name text not null,
  unit_id uuid not null,
  made_by uuid not null,
  made_at timestamptz not null,
  code_hash bytea unique,
  code_until timestamptz not null,
  session_id uuid unique,
  ended_at timestamptz,
  constraint a_code_is_used_once check (code_hash is null or session_id is null)
);
grant select, insert, update on platform_kiosk to nuanqiao_app;

-- Wrong guesses and other limits: how many in the window that began at `since`.
create table platform_limit (
  name text primary key,
  n integer not null,
  since timestamptz not null,
  blocked_until timestamptz
);
grant select, insert, update, delete on platform_limit to nuanqiao_app;
