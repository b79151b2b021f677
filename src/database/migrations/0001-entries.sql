-- Statement-level with a transition table: a sum checked per row, or deferred, is quadratic.
create trigger check_entries after insert on posting
  referencing new table as written for each statement execute function check_entries();
