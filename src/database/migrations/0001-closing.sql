-- The day on which something is booked that belongs to a day: that day, unless its month is closed; then the day of the
-- act, in the platform's zone. Corrections are dated today. Whoever closes a month waits until those who asked have
-- committed, and they, when he came first, find the month closed: number 2008000200 is of this one lock.
create function open_book_day(day date) returns date language plpgsql as
$$ declare open_from date; today date; begin
  perform pg_advisory_xact_lock_shared(2008000200);
  select (max(month) + interval '1 month')::date into open_from from month_closing;
  if open_from is null or day >= open_from then return day; end if;
  select (occurred_at at time zone 'Europe/Paris')::date into today from act where id = current_act();
  -- An act may be of the last instants of a month and find it closed.
  return greatest(open_from, today);
end $$;

-- A closed month takes no more entries, whoever writes them.
create function refuse_closed_month() returns trigger language plpgsql as
$$ declare late record; begin
  perform pg_advisory_xact_lock_shared(2008000200);
  select id, booked_on into late from written
   where booked_on < (select max(month) + interval '1 month' from month_closing) limit 1;
  if found then
    raise exception 'entry % of % refused: that month is closed', late.id, late.booked_on
      using errcode = 'check_violation', constraint = 'entry_of_open_month';
  end if;
  return null;
end $$;
create trigger refuse_closed_month after insert on entry
  referencing new table as written for each statement execute function refuse_closed_month();
