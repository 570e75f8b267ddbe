-- Service: what heat users ask for. A request is a matter and has no state of its own; here lie its facts: what is wrong, at which
-- flat, who can be called. Whoever reported it acts by a receipt, of which only the hash is kept.

create domain service_trouble as text constraint trouble_is_known check (value in
  ('no_heat', 'too_cold', 'leak', 'noise', 'valve', 'bill', 'stop_heating', 'restart_heating', 'temperature_test', 'praise',
   'suggestion', 'other'));
-- how it came to us: by the person himself, or taken down by somebody of the company
-- how the person wants to hear of it; null: by his receipt alone
create domain service_reach as text constraint reach_is_known check (value in ('phone', 'landline', 'letter'));
create domain service_channel as text constraint channel_is_known check (value in ('web', 'hotline', 'desk'));

create table service_request (
  id uuid primary key,
  matter_id uuid not null unique references matters_matter (id),
  trouble service_trouble not null,
  channel service_channel not null,
  -- an entrance, a building, or an estate that one station looks after
  place_id uuid not null references service_place (id),
  -- as it was given; null where it is not about one flat
  flat text,
  -- null where the register has no such flat
  household_id uuid references service_household (id),
  -- degrees Celsius in the room, as the person measured it
  measured numeric(4, 1) constraint a_room_has_such_temperatures check (measured between -30 and 50),
  -- when somebody is at home, in his words
  at_home text,
  -- who can be called: readable only with the master key, found by keyed fingerprints
  reporter_sealed bytea,
  phone_sealed bytea,
  phone_fingerprint bytea constraint phone_fingerprint_is_16_bytes check (length(phone_fingerprint) = 16),
  phone_end_fingerprint bytea constraint phone_end_fingerprint_is_8_bytes check (length(phone_end_fingerprint) = 8),
  reach_by service_reach,
  receipt_hash bytea not null constraint a_receipt_belongs_to_one_request unique,
  -- from the session that took it down; null: the person himself
  taken_by uuid,
  -- what he said when he withdrew it: somebody had asked him to
  urged boolean,
  at timestamptz not null,
  constraint receipt_hash_is_32_bytes check (length(receipt_hash) = 32),
  constraint phone_is_sealed_and_found_together check (
    (phone_sealed is null) = (phone_fingerprint is null) and (phone_sealed is null) = (phone_end_fingerprint is null)
  )
);
create index service_request_by_household on service_request (household_id, id) where household_id is not null;
create index service_request_by_place on service_request (place_id, id);
create index service_request_by_phone on service_request (phone_fingerprint) where phone_fingerprint is not null;
create index service_request_by_phone_end on service_request (phone_end_fingerprint) where phone_end_fingerprint is not null;
grant select, insert, update on service_request to nuanqiao_app;

-- That something was reported from a network or with a phone, by keyed fingerprints, to hold off a flood: nothing leads from here to
-- a report, and a day later it is gone.
create table service_report_count (
  id uuid primary key,
  print bytea not null,
  at timestamptz not null
);
create index service_report_count_by_print on service_report_count (print, at);
grant select, insert, delete on service_report_count to nuanqiao_app;

-- A contact is that of a household, or of whoever reported something.
alter table service_contact_shown alter column household_id drop not null,
  add column request_id uuid references service_request (id),
  add constraint somebody_s_contact_was_shown check (num_nonnulls(household_id, request_id) = 1);
