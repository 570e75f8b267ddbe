-- Voice: what people say. A suggestion has no state of its own: its state is its matter's.

create domain voice_about as text constraint about_is_known
  check (value in ('work', 'safety', 'tools', 'welfare', 'management', 'users', 'this_system', 'other'));

create table voice_suggestion (
  id uuid primary key,
  matter_id uuid not null unique references matters_matter (id),
  about voice_about not null,
  anonymous boolean not null default false,
  -- the raiser of the matter, which is written with it
  author_id uuid,
  -- Anonymous means we do not know, not that we do not show.
  constraint anonymous_means_no_author check (anonymous = (author_id is null))
);
grant select, insert on voice_suggestion to nuanqiao_app;
