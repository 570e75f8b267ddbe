-- Insight: the public ledger asks which promises were made in a span of days, and reads the histories of those matters only.
-- The events that make a promise: raising, opening again, and an answer that names a day.
create index matters_event_promises on matters_event (at, matter_id)
  where act = 'raise' or (act = 'judge' and data ->> 'reopens' = 'true') or (act = 'answer' and data ->> 'kind' = 'by_date');
