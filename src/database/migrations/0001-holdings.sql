-- The holdings move with the lots, whoever writes them. Holders in order: two that write
-- lots at once never wait crosswise.
create function move_holdings() returns trigger language plpgsql as
$$ begin
  insert into holding (class_id, holder_id, shares, paid_in, account_id)
  select class_id, holder_id, moved.shares, moved.paid_in, account.id
    from (select class_id, holder_id, sum(side.shares)::int as shares, sum(side.paid_in)::bigint as paid_in
            from (select class_id, taker_id as holder_id, shares, paid_in from written
                  union all
                  select class_id, giver_id, -shares, -paid_in from written where giver_id is not null) as side
           group by class_id, holder_id) as moved
    join share_class on share_class.id = class_id
    join project on project.id = project_id
    left join account on account.kind = 'holder' and owner_id = holder_id and account.currency = project.currency
   order by class_id, holder_id
  on conflict (class_id, holder_id) do update
     set shares = holding.shares + excluded.shares, paid_in = holding.paid_in + excluded.paid_in;
  return null;
end $$;

create trigger move_holdings after insert on lot
  referencing new table as written for each statement execute function move_holdings();

-- Who held what of a class just before an instant: what they hold now, less what lots moved since. Who held shares at
-- another time comes with none.
create function held_before(of_class uuid, instant timestamptz)
  returns table (class_id uuid, holder_id uuid, account_id uuid, shares int, paid_in bigint)
  language sql stable as
$$ select now.class_id, now.holder_id, now.account_id, now.shares - coalesce(since.shares, 0)::int,
          now.paid_in - coalesce(since.paid_in, 0)
     from holding as now
     left join (select side.holder_id, sum(side.shares) as shares, sum(side.paid_in)::bigint as paid_in
                  from (select taker_id as holder_id, shares, paid_in from lot
                         where class_id = of_class and occurred_at >= instant
                        union all
                        select giver_id, -shares, -paid_in from lot
                         where class_id = of_class and occurred_at >= instant and giver_id is not null) as side
                 group by side.holder_id) as since on since.holder_id = now.holder_id
    where now.class_id = of_class $$;
