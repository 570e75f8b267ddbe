-- Service: closed is not fixed. Whoever has not said whether it is solved is called; what he says counts, an unanswered call never does.

create domain service_satisfaction as text constraint satisfaction_is_known check (value in ('satisfied', 'fairly', 'dissatisfied'));

create table service_callback (
  id uuid primary key,
  request_id uuid not null references service_request (id),
  -- from the session that called
  by_person uuid not null,
  at timestamptz not null,
  reached boolean not null,
  verdict matters_verdict,
  satisfaction service_satisfaction,
  note text,
  constraint who_was_not_reached_said_nothing check (reached or (verdict is null and satisfaction is null)),
  constraint who_was_reached_was_asked check (not reached or verdict is not null)
);
create index service_callback_by_request on service_callback (request_id, id);
create index service_callback_by_person on service_callback (by_person);
grant select, insert on service_callback to nuanqiao_app;

-- What was answered and is not judged, the longest first, for those who call.
create index matters_matter_answered_outside on matters_matter (kind, state_since, id) where state = 'answered' and raiser_id is null;
