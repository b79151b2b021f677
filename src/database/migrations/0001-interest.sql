-- Interest of a tier up to a day: what has run up in all, and the unpaid part of it that bears interest itself.
create type recomputed.accrual as (
  accrued recomputed.fraction, bearing recomputed.fraction, accrued_to date
);

-- The time between two days in years (ISDA 2006, section 4.16). Under actual/actual each calendar year has its own
-- length.
create function recomputed.years(from_day date, to_day date, day_count text) returns recomputed.fraction
language plpgsql immutable strict set search_path = recomputed, public as
$$ begin return (select case day_count
     when 'actual/365' then fraction(to_day - from_day, 365)
     when 'actual/360' then fraction(to_day - from_day, 360)
     when '30E/360' then fraction(
       360 * (extract(year from to_day) - extract(year from from_day))
       + 30 * (extract(month from to_day) - extract(month from from_day))
       + least(extract(day from to_day), 30) - least(extract(day from from_day), 30), 360)
     when 'actual/actual' then (
       select total(fraction(least(to_day, next_year) - greatest(from_day, new_year), next_year - new_year))
         from generate_series(extract(year from from_day)::int, extract(year from to_day)::int) as year
        cross join make_date(year, 1, 1) as new_year cross join make_date(year + 1, 1, 1) as next_year
        where least(to_day, next_year) > greatest(from_day, new_year))
   end); end $$;

-- The days after one and up to another at which interest is reckoned up, and whether it is added to what bears interest
-- then: the dates of the contract, and the last day.
create function recomputed.reckoning_days(interest jsonb, after_day date, last_day date)
returns table (day date, compounds boolean)
language plpgsql stable set search_path = recomputed, public as
$$ #variable_conflict use_column
begin
  return query
  with rhythm as (
     select (interest ->> 'from')::date as start, last_day - (interest ->> 'from')::date as days,
            case interest ->> 'compounds' when 'yearly' then 12 when 'quarterly' then 3
                                         when 'monthly' then 1 end as months
   ), date_of_contract as (
     select (start + make_interval(months => months * n))::date as day
       from rhythm cross join generate_series(1, days / 28 / months + 1) as n
   )
   select day, true from date_of_contract where day > after_day and day <= last_day
   union all
   select last_day, false where last_day > after_day and last_day not in (select day from date_of_contract)
   order by 1;
end $$;

-- Lets interest run on; called by recomputed.tiers, whose search path it shares. What was paid covers interest that
-- bears none yet first.
create function recomputed.interest(
  interest jsonb, so_far recomputed.accrual, paid recomputed.fraction, capital recomputed.fraction, last_day date
) returns recomputed.accrual
language plpgsql stable as
$$ declare
  rate constant recomputed.fraction := read(interest ->> 'rate');
  accrued recomputed.fraction := coalesce((so_far).accrued, whole(0));
  bearing recomputed.fraction := lesser(coalesce((so_far).bearing, whole(0)), accrued - paid);
  accrued_to date := coalesce((so_far).accrued_to, (interest ->> 'from')::date);
  reckoned record;
begin
  for reckoned in select * from reckoning_days(interest, accrued_to, last_day) loop
    accrued := accrued + (capital + bearing) * rate * years(accrued_to, reckoned.day, interest ->> 'dayCount');
    accrued_to := reckoned.day;
    if reckoned.compounds then bearing := accrued - paid; end if;
  end loop;
  return row(accrued, bearing, accrued_to);
end $$;
