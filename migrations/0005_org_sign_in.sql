-- Demo entry: the people whom a visitor may enter as, each with a role worth seeing. Empty outside of a demo.
create table org_demo_entry (
  person_id uuid primary key references org_person (id),
  key text not null unique,
  position integer not null unique,
  title_zh text not null,
  title_en text not null,
  hint_zh text not null,
  hint_en text not null,
  home text not null constraint home_is_known check (home in ('phone', 'console'))
);
grant select, insert, delete on org_demo_entry to nuanqiao_app;
