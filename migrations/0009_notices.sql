-- Escalation by the clock, following, and notices in the product itself.

-- The clock asks what ends soon, whoever has it.
create index matters_matter_to_watch on matters_matter (act_by, id) where state in ('received', 'assigned', 'promised');
-- The weekly digest asks whose matters have been settled lately.
create index matters_matter_settled on matters_matter (state_since) where state = 'settled';

-- Who wants to hear of a matter that is not his. His own affair: shown to nobody else, and no event of the history.
create table matters_follower (
  matter_id uuid not null references matters_matter (id),
  person_id uuid not null references org_person (id),
  at timestamptz not null,
  primary key (matter_id, person_id)
);
create index matters_follower_by_person on matters_follower (person_id);
grant select, insert, delete on matters_follower to nuanqiao_app;

-- A notice names what happened; its words are made when it is read, by what the reader may see then.
create domain channels_relation as text constraint relation_is_known
  check (value in ('own', 'raised', 'joined', 'above', 'assigned', 'follow', 'digest'));

create table channels_notice (
  id uuid primary key,
  -- from a look-up in the same act, and people are never deleted: see the grants in 0002
  person_id uuid not null,
  relation channels_relation not null,
  act text not null,
  -- what opens, and whose event it is: another matter where the outcome comes from the one it was merged into
  matter_id uuid,
  event_of uuid,
  seq integer,
  at timestamptz not null,
  -- not before this instant: quiet hours
  deliver_at timestamptz not null,
  -- the person's own mark; when it was set is not kept
  seen boolean not null default false,
  constraint a_notice_tells_of_an_event check (
    case when relation = 'digest' then num_nonnulls(matter_id, event_of, seq) = 0 else num_nulls(matter_id, event_of, seq) = 0 end
  ),
  constraint delivered_after_it_happened check (deliver_at >= at)
);
-- once each: a notice is written by the act that takes its news from the outbox
create unique index channels_notice_one_digest on channels_notice (person_id, at) where relation = 'digest';
create index channels_notice_by_person on channels_notice (person_id, seen, deliver_at desc, id desc);
create index channels_notice_by_age on channels_notice using brin (at);
grant select, insert, update (seen), delete on channels_notice to nuanqiao_app;

-- What a person has set otherwise than the rule pack; hours of the local day.
create table channels_setting (
  person_id uuid primary key references org_person (id),
  quiet_from integer not null constraint quiet_begins_in_the_evening check (quiet_from between 12 and 23),
  quiet_to integer not null constraint quiet_ends_in_the_morning check (quiet_to between 0 and 12),
  -- also on weekends and holidays
  rest_days boolean not null,
  digest boolean not null
);
grant select, insert, update, delete on channels_setting to nuanqiao_app;
