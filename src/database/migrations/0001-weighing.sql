-- What each holder of a class weighs in a run, and what was paid in for the shares he holds at its record date.
-- A share counts for a day when it is held at that day's end, in the project's zone. Shares held for fewer days than the
-- contract asks weigh nothing: what a holder has held throughout is the least he held at any of those days' ends.
create function recomputed.holdings(of_run uuid)
returns table (class_id uuid, holder_id uuid, weight numeric, paid_in numeric)
language plpgsql stable set search_path = recomputed, public set enable_nestloop = on as
$$ #variable_conflict use_column
begin
  return query
  with run as (
    select record_date, run.project_id, time_zone, coalesce(terms #>> '{weights,by}', 'recordDate') as weighs_by,
           record_date - (terms #>> '{weights,minimumDays}')::int + 1 as held_since
      from distribution as run join project on project.id = run.project_id join contract on contract.id = contract_id
     where run.id = of_run
  ), side as (
    select lot.class_id, taker_id as holder_id, shares, lot.paid_in, occurred_at from lot
    union all
    select lot.class_id, giver_id, -shares, -lot.paid_in, occurred_at from lot where giver_id is not null
  ), change as (
    select side.class_id, side.holder_id, (occurred_at at time zone time_zone)::date as day,
           sum(side.shares) as shares, sum(side.paid_in) as paid_in
      from run join share_class as class using (project_id) join side on side.class_id = class.id
     group by 1, 2, 3
  ), balance as (
    select change.class_id, change.holder_id, day, change.paid_in,
           sum(change.shares) over holding as held, coalesce(lead(day) over holding, record_date + 1) as next_day
      from change cross join run where day <= record_date
    window holding as (partition by change.class_id, change.holder_id order by day)
  ), kept as (
    select balance.*, case when held_since <= record_date then
             case when min(day) over mine > held_since then 0
                  else min(held) filter (where next_day > held_since) over mine end end as throughout
      from balance cross join run
    window mine as (partition by balance.class_id, balance.holder_id)
  )
  select kept.class_id, kept.holder_id,
         sum(least(held, throughout) * case weighs_by when 'shareDays' then days_reported(of_run, day, next_day)
                                            else (next_day > record_date)::int end),
         sum(kept.paid_in)
    from kept cross join run group by kept.class_id, kept.holder_id;
end $$;

-- How many days of the periods of a run lie from one day to just before another.
create function recomputed.days_reported(of_run uuid, from_day date, to_day date) returns bigint
language sql stable return (
  select coalesce(sum(greatest(least(period_end + 1, to_day) - greatest(period_start, from_day), 0)), 0)
    from public.distribution_report join public.revenue_report as report on report.id = report_id
   where distribution_id = of_run);

-- The runs before a run, each the one that the next started from.
create function recomputed.runs_before(of_run uuid) returns setof uuid
language sql stable begin atomic
  with recursive earlier as (
    select previous_id as id from public.distribution where id = of_run
    union all
    select previous_id from public.distribution join earlier using (id)
  )
  select id from earlier where id is not null;
end;

-- What lines that were taken back since the run before had moved of their holders' carries: this run starts without it.
create function recomputed.taken_back(of_run uuid) returns table (class_id uuid, holder_id uuid, carry numeric)
language plpgsql stable set search_path = recomputed, public as
$$ begin
  return query
  select back.class_id, back.holder_id, back.carry_back::numeric
    from distribution as run
    left join distribution as before on before.id = run.previous_id
    join share_class as class on class.project_id = run.project_id
    join line_reversal as back on back.class_id = class.id
   where run.id = of_run and back.after_number < run.number and back.after_number >= coalesce(before.number, 0);
end $$;

-- The holders of each class in a run, with whoever had a line in the run before: weight, carry from that run, and the
-- most he may still get (null where the contract has no cap for his class; never more than a bigint holds).
create function recomputed.holders(of_run uuid)
returns table (class_id uuid, holder_id uuid, weight numeric, carry numeric, most numeric, adjusted numeric)
language plpgsql stable set search_path = recomputed, public set enable_nestloop = on as
$$ #variable_conflict use_column
begin
  return query
  with cap as (
    select class.id as class_id, read(cap ->> 'times') as times
      from distribution as run join contract on contract.id = contract_id
     cross join jsonb_array_elements(nullif(terms -> 'caps', 'null')) as cap
      join share_class as class on class.project_id = run.project_id and code = cap ->> 'class'
     where run.id = of_run
  ), got as (
    select line.class_id, line.holder_id, sum(gross) as gross
      from runs_before(of_run) as earlier join dividend as line on line.distribution_id = earlier
     where line.class_id in (select cap.class_id from cap)
       and not exists (select from line_reversal as back join distribution as run on run.id = of_run
                        where back.distribution_id = line.distribution_id and back.class_id = line.class_id
                          and back.holder_id = line.holder_id and back.after_number < run.number)
     group by 1, 2
  ), before as (
    select moved.class_id, moved.holder_id, sum(moved.carry) as carry from (
      select line.class_id, line.holder_id, line.carry::numeric as carry
        from distribution as run join dividend as line on line.distribution_id = run.previous_id
       where run.id = of_run
      union all
      select back.class_id, back.holder_id, -back.carry from taken_back(of_run) as back) as moved
     group by 1, 2
  ), owed as (
    select line.class_id, line.holder_id, line.amount from adjusted_line as line where line.distribution_id = of_run
  )
  select class_id, holder_id, coalesce(held.weight, 0), coalesce(before.carry, 0)::numeric,
         case when times is null then null
              when coalesce(held.weight, 0) = 0 then 0
              else least(greatest(rounded_down(paid_in * (times).num, (times).den) - coalesce(gross, 0), 0),
                         9223372036854775807) end, owed.amount
    from holdings(of_run) as held
    full join before using (class_id, holder_id)
    full join owed using (class_id, holder_id)
    left join got using (class_id, holder_id)
    left join cap using (class_id);
end $$;

-- The classes of a project in a run: shares sold and foreseen, what was paid in for those sold, and the most that the
-- holders together may still get (null where there is no cap).
create type recomputed.class as (
  id uuid, recipient text, sold numeric, foreseen numeric, raised numeric, room numeric
);
create function recomputed.classes(of_run uuid) returns setof recomputed.class
language plpgsql stable set search_path = recomputed, public set enable_nestloop = on as
$$ #variable_conflict use_column
begin
  return query
  with issued as (
    select class_id, sum(lot.shares) as sold, sum(paid_in) as raised
      from distribution as run join project on project.id = run.project_id
      join share_class as class on class.project_id = run.project_id
      join lot on class_id = class.id and giver_id is null
     where run.id = of_run and (occurred_at at time zone time_zone)::date <= record_date
     group by class_id
  )
  select class.id, 'class:' || code, coalesce(sold, 0)::numeric, class.shares::numeric, coalesce(raised, 0),
         case when terms -> 'caps' @> jsonb_build_array(jsonb_build_object('class', code)) then
           (select least(coalesce(sum(most), 0), 9223372036854775807) from holders(of_run) as holder where holder.class_id = class.id) end
    from distribution as run join contract on contract.id = contract_id
    join share_class as class on class.project_id = run.project_id
    left join issued on class_id = class.id
   where run.id = of_run;
end $$;
