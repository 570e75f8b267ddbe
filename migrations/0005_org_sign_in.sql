-- Demo entry: the people whom a visitor may enter as, each with a role worth seeing. Empty outside of a demo.
create domain org_demo_home as text constraint home_is_known
  check (value in ('phone', 'console'));

create table org_demo_entry (
  person_id uuid primary key references org_person (id),
  key text not null unique,
  position integer not null unique,
  title_zh text not null,
  title_en text not null,
  hint_zh text not null,
  hint_en text not null,
  home org_demo_home not null
);
grant select, insert, delete on org_demo_entry to nuanqiao_app;
