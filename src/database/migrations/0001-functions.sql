-- The act of this transaction: the default of every fact's act_id. Null, and so refused, outside an act.
create function current_act() returns uuid language sql stable as
$$ select nullif(current_setting('tantieme.act', true), '')::uuid $$;

-- Facts are appended, never edited: refuses UPDATE, DELETE and TRUNCATE for everyone, the owner included.
create function refuse_change() returns trigger language plpgsql as
$$ begin
  raise exception '% on % refused: facts are appended, never changed', tg_op, tg_table_name
    using errcode = 'restrict_violation';
end $$;

-- An entry is written by one statement: its postings sum to zero per currency, and it is of this transaction.
create function check_entries() returns trigger language plpgsql as
$$ declare wrong record; begin
  -- Once over what was written: a run writes a million postings.
  select w.entry_id, w.currency, w.amount into wrong
    from (select entry_id, currency, sum(amount) as amount from written group by entry_id, currency) w
    left join entry e on e.id = w.entry_id and e.xid = pg_current_xact_id()
   where w.amount <> 0 or e.id is null order by w.amount = 0 limit 1;
  if wrong.amount <> 0 then
    raise exception 'entry % does not balance: % %', wrong.entry_id, wrong.amount, wrong.currency
      using errcode = 'check_violation', constraint = 'entry_balances';
  end if;
  if found then
    raise exception 'entry % is not of this transaction: it can no longer be extended', wrong.entry_id
      using errcode = 'check_violation', constraint = 'entry_of_this_transaction';
  end if;
  return null;
end $$;
