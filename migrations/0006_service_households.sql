-- Service: the register of what is heated. Two trees, the address and the network, and the households that hang on both.

create domain service_place_kind as text constraint place_kind_is_known
  check (value in ('estate', 'building', 'entrance'));
create domain service_node_kind as text constraint node_kind_is_known
  check (value in ('source', 'branch', 'exchange_station', 'zone', 'riser'));

-- The address: estate (小区), building (楼栋), entrance (单元). A flat is a household's own line, not a place.
create table service_place (
  id uuid primary key,
  parent_id uuid references service_place (id),
  -- the heating station that looks after it; an estate has none where its buildings belong to several
  station_unit_id uuid references org_unit (id),
  kind service_place_kind not null,
  name text not null,
  path uuid[] not null,
  constraint path_ends_in_the_place_itself check (path[array_upper(path, 1)] = id),
  constraint path_has_the_parent_before_it check (
    (parent_id is null and array_length(path, 1) = 1) or (path[array_upper(path, 1) - 1] = parent_id)
  ),
  constraint estates_and_only_they_stand_alone check ((kind = 'estate') = (parent_id is null)),
  constraint a_building_belongs_to_a_station check (kind <> 'building' or station_unit_id is not null),
  constraint an_entrance_belongs_where_its_building_does check (kind <> 'entrance' or station_unit_id is null),
  -- two alike could not be told apart by whoever gives his address
  constraint named_once_among_its_siblings unique nulls not distinct (parent_id, name)
);
create index service_place_by_path on service_place using gin (path);
grant select, insert, update on service_place to nuanqiao_app;

-- The network: heat source (热源厂), primary branch (一次网支线), exchange station (换热站), zone unit (高/低区机组), riser (立管).
create table service_node (
  id uuid primary key,
  parent_id uuid references service_node (id),
  -- who runs it; what lies below an exchange station is run by whoever runs that
  station_unit_id uuid references org_unit (id),
  kind service_node_kind not null,
  code text not null unique,
  name text not null,
  path uuid[] not null,
  constraint path_ends_in_the_node_itself check (path[array_upper(path, 1)] = id),
  constraint path_has_the_parent_before_it check (
    (parent_id is null and array_length(path, 1) = 1) or (path[array_upper(path, 1) - 1] = parent_id)
  ),
  constraint sources_and_only_they_stand_alone check ((kind = 'source') = (parent_id is null)),
  constraint an_exchange_station_is_run_by_a_station check ((kind = 'exchange_station') = (station_unit_id is not null))
);
create index service_node_by_path on service_node using gin (path);
grant select, insert, update on service_node to nuanqiao_app;

-- A household (热用户): one flat under its customer number. Rows are small, because a company has several hundred thousand.
create table service_household (
  id uuid primary key,
  -- an entrance, or a building without any
  place_id uuid not null references service_place (id),
  -- a riser, or a zone where risers are not known
  node_id uuid not null references service_node (id),
  station_unit_id uuid not null references org_unit (id),
  floor smallint,
  -- bytewise, so that one index gives both the order of lists and what begins with some digits
  customer_no text collate "C" not null unique,
  flat text not null,
  -- square metres that are billed
  heated_area numeric(8, 2) not null constraint heated_area_is_something check (heated_area > 0),
  -- name and phone of the holder, readable only with the master key; the phone is found by keyed fingerprints of the whole
  -- number and of its last four digits, cut to a length that still keeps them apart
  holder_sealed bytea,
  phone_sealed bytea,
  phone_fingerprint bytea constraint phone_fingerprint_is_16_bytes check (length(phone_fingerprint) = 16),
  phone_end_fingerprint bytea constraint phone_end_fingerprint_is_8_bytes check (length(phone_end_fingerprint) = 8),
  -- the lexemes of the address; see src/domains/service/address.ts
  terms tsvector not null,
  constraint phone_is_sealed_and_found_together check (
    (phone_sealed is null) = (phone_fingerprint is null) and (phone_sealed is null) = (phone_end_fingerprint is null)
  ),
  constraint a_flat_stands_once_at_its_place unique (place_id, flat)
);
create index service_household_by_node on service_household (node_id);
create index service_household_by_station on service_household (station_unit_id);
create index service_household_by_phone on service_household (phone_fingerprint);
create index service_household_by_phone_end on service_household (phone_end_fingerprint);
create index service_household_by_terms on service_household using gin (terms);
grant select, insert, update on service_household to nuanqiao_app;

-- Each time somebody was shown a holder's name and phone: whose, by whom, why.
create table service_contact_shown (
  id uuid primary key,
  household_id uuid not null references service_household (id),
  by_person uuid not null references org_person (id),
  reason text not null,
  at timestamptz not null
);
grant select, insert on service_contact_shown to nuanqiao_app;
