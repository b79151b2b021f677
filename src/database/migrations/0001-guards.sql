-- Every table is a fact unless it is named here.
do $$ declare name text; begin
  for name in select tablename from pg_tables where schemaname = current_schema() and tablename not in (
    'checkpoint', 'session', 'one_time_code', 'rate_limit', 'message', 'offering_counter', 'tick', 'mikro_orm_migrations')
  loop
    execute format('create trigger refuse_change before update or delete or truncate on %I
      for each statement execute function refuse_change()', name);
  end loop;
end $$;

-- Statement-level with a transition table: a sum checked per row, or deferred, is quadratic.
create trigger check_entries after insert on posting
  referencing new table as written for each statement execute function check_entries();
