-- Directives: what a unit above asks of units below, with its purpose, its day and the minutes it costs each of them.

-- A matter can hold another: while it is open, the clock of that one stands still. Late is what is due and not paused.
alter table matters_matter
  add column paused_since timestamptz,
  drop constraint somebody_must_act_by,
  add constraint somebody_must_act_by
    check (state not in ('received', 'assigned', 'promised') or (due_at is not null and (act_by is not null or paused_since is not null)));

create table matters_hold (
  matter_id uuid not null references matters_matter (id),
  by_matter_id uuid not null references matters_matter (id),
  primary key (matter_id, by_matter_id),
  constraint not_held_by_itself check (matter_id <> by_matter_id)
);
create index matters_hold_by on matters_hold (by_matter_id);
grant select, insert on matters_hold to nuanqiao_app;

create domain directives_minutes as integer constraint minutes_are_asked check (value between 1 and 10000);
create domain directives_about as text constraint about_is_known check (value in ('question', 'does_not_fit'));
create domain directives_decision as text constraint decision_is_known check (value in ('explained', 'changed', 'withdrawn'));

create table directives_directive (
  id uuid primary key,
  title text not null,
  text text not null,
  purpose text not null,
  due_on date not null,
  -- asked of each unit
  minutes directives_minutes not null,
  -- from the session that issued it
  issuer_id uuid not null,
  issuing_unit_id uuid not null references org_unit (id),
  issued_at timestamptz not null,
  recalled_at timestamptz,
  recall_reason text,
  constraint recalled_means_reason check ((recalled_at is null) = (recall_reason is null))
);
create index directives_directive_by_unit on directives_directive (issuing_unit_id, id);
create index directives_directive_by_issuer on directives_directive (issuer_id);
grant select, insert on directives_directive to nuanqiao_app;
grant update (recalled_at, recall_reason) on directives_directive to nuanqiao_app;

-- Each receiving unit has a matter of its own. Day and minutes are those that hold for this unit now.
create table directives_unit (
  directive_id uuid not null references directives_directive (id),
  unit_id uuid not null references org_unit (id),
  matter_id uuid not null unique references matters_matter (id),
  minutes directives_minutes not null,
  due_on date not null,
  issued_at timestamptz not null,
  -- when it ceased to be asked of this unit
  ended_at timestamptz,
  primary key (directive_id, unit_id)
);
-- how many minutes were asked of a unit in a month
create index directives_unit_asked on directives_unit (unit_id, issued_at);
create index directives_unit_received on directives_unit (unit_id, directive_id);
grant select, insert on directives_unit to nuanqiao_app;
grant update (minutes, due_on, ended_at) on directives_unit to nuanqiao_app;

-- What a directive asks for in data, found again before it is asked for a second time.
create table directives_item (
  id uuid primary key,
  directive_id uuid not null references directives_directive (id),
  position integer not null,
  what text not null,
  why text not null,
  due_on date not null,
  -- why what the company holds already does not do; null where nothing like it was found
  held_not_enough text,
  issued_at timestamptz not null,
  terms tsvector not null,
  constraint one_item_a_place unique (directive_id, position)
);
create index directives_item_by_terms on directives_item using gin (terms);
grant select, insert on directives_item to nuanqiao_app;

-- An objection's state is its matter's; here stand which directive it is about, and what was decided each time.
create table directives_objection (
  matter_id uuid primary key references matters_matter (id),
  directive_id uuid not null references directives_directive (id),
  unit_id uuid not null references org_unit (id),
  about directives_about not null,
  decision directives_decision
);
create index directives_objection_by_directive on directives_objection (directive_id, unit_id);
grant select, insert on directives_objection to nuanqiao_app;
grant update (decision) on directives_objection to nuanqiao_app;
