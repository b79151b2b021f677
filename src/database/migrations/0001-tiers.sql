-- The functions of this file are called by recomputed.tiers, whose search path they share.

-- What came in for a run, by report and category; `open` is what the tiers have not taken of it yet.
create type recomputed.income as (
  report_id uuid, category text, period_end date, net numeric, gross numeric, units numeric, open recomputed.fraction
);
create type recomputed.due as (recipient text, exact recomputed.fraction);

-- What a tier asked for and did in a run, in exact minor units, before any rounding.
create type recomputed.tier as (
  place int, name text, prior recomputed.fraction, asked recomputed.fraction, taken recomputed.fraction,
  owed recomputed.fraction, target recomputed.fraction, accrual recomputed.accrual, dues recomputed.due[]
);

-- The lines of reports in the currency of their projects: what was reported, or what its conversion made of it.
create function recomputed.counted_lines()
returns table (report_id uuid, line int, category text, units bigint, gross bigint, deduction bigint)
language sql stable as
$$ select line.report_id, line.line, line.category, line.units,
          case when report.currency = project.currency then line.gross else converted.gross end,
          case when report.currency = project.currency then line.deduction else converted.deduction end
     from public.revenue_line as line join public.revenue_report as report on report.id = line.report_id
     join public.project on project.id = report.project_id
     left join public.converted_line as converted on converted.report_id = line.report_id and converted.line = line.line $$;

-- What a tier is computed with: the run, its contract and classes, and the tiers before it. It grows tier by tier.
create type recomputed.course as (
  run_id uuid, previous_id uuid, last_day date, terms jsonb, classes recomputed.class[], income recomputed.income[],
  done recomputed.tier[]
);

create function recomputed.opened(of_run uuid) returns recomputed.course
language plpgsql stable set enable_nestloop = on as
$$ declare course recomputed.course; begin
  select run.id, previous_id, record_date, terms,
         array(select each from classes(of_run) as each),
         array(select row(report_id, category, period_end, sum(line.gross - line.deduction), sum(line.gross), sum(units),
                          whole(sum(line.gross - line.deduction)))::income
                 from distribution_report join revenue_report as report on report.id = report_id
                 join counted_lines() as line using (report_id) where distribution_id = of_run
                group by report_id, category, period_end),
         array[]::tier[]
    into course from distribution as run join contract on contract.id = contract_id where run.id = of_run;
  return course;
end $$;

-- Whether a tier may take from an income: by its categories, and by the term in which the period must end.
create function recomputed.may_take(tier jsonb, income recomputed.income) returns boolean
language sql immutable return
  (tier ->> 'categories' is null or coalesce(tier -> 'categories' @> to_jsonb((income).category), false))
  and (income).period_end between coalesce((tier ->> 'from')::date, '-infinity')
                              and coalesce((tier ->> 'until')::date, 'infinity');

-- Whom one unit taken by a tier reaches: where the contract gives the part of unsold shares to the issuer, only the
-- part of those sold reaches a class.
create function recomputed.ways(tier jsonb, course recomputed.course)
returns table (place bigint, recipient text, ratio recomputed.fraction, room numeric)
language plpgsql stable as
$$ #variable_conflict use_column
begin
  return query
  with part as (
    select number, part ->> 'to' as recipient, read(part ->> 'ratio') as ratio, room,
           case when course.terms ->> 'unsold' = 'toIssuer' then fraction(sold, foreseen) end as sold
      from jsonb_array_elements(tier -> 'split') with ordinality as named (part, number)
      left join unnest(course.classes) as class on class.recipient = part ->> 'to'
  )
  select number * 2, recipient, ratio * coalesce(sold, whole(1)), room from part
  union all
  select number * 2 + 1, 'issuer', ratio * (whole(1) - sold), null from part where sold <> whole(1)
  order by 1;
end $$;

-- All that a recipient was ever due: in the runs before and by the tiers before.
create function recomputed.received(by_whom text, course recomputed.course) returns recomputed.fraction
language plpgsql stable as
$$ begin return (select total(exact) from (
     select read(received) as exact from distribution_recipient
      where distribution_id = course.previous_id and recipient = by_whom
     union all
     select due.exact from unnest(course.done) as tier cross join unnest(tier.dues) as due
      where due.recipient = by_whom) as each); end $$;

-- All that a tier ever took: in the runs before, and in this one if it was served already.
create function recomputed.paid_by(tier_name text, course recomputed.course) returns recomputed.fraction
language plpgsql stable as
$$ begin return (select total(taken) from (
     select read(prior) + read(taken) as taken from distribution_tier
      where distribution_id = course.previous_id and name = tier_name
     union all
     select taken from unnest(course.done) where name = tier_name) as each); end $$;

create function recomputed.raised(class_code text, course recomputed.course) returns recomputed.fraction
language plpgsql stable as
$$ begin return (
     select total(whole(raised)) from unnest(course.classes) as class where recipient = 'class:' || class_code);
end $$;

-- What a threshold comes to. A catch-up is reached when the recipient has his ratio r of all that the tiers named and
-- this one paid: of P he has R, of each unit of this tier t, so that R + t × C = r × (P + C).
create function recomputed.target(tier jsonb, accrual recomputed.accrual, course recomputed.course)
returns recomputed.fraction
language plpgsql stable as
$$ declare
  limits constant jsonb := tier -> 'upTo';
  catch_up constant jsonb := limits -> 'catchUp';
  ratio constant recomputed.fraction := read(catch_up ->> 'ratio');
  still_due recomputed.fraction;
  of_each_unit recomputed.fraction;
begin
  if catch_up ->> 'to' is null then
    return coalesce(minor_units(limits ->> 'amount', course.terms ->> 'currency'),
                    read(limits #>> '{raised,times}') * raised(limits #>> '{raised,class}', course),
                    (accrual).accrued);
  end if;
  still_due := (
    select total(paid_by(each ->> 'name', course) * (ratio - coalesce(read(part ->> 'ratio'), whole(0))))
      from jsonb_array_elements(course.terms -> 'tiers') as each
      left join jsonb_array_elements(each -> 'split') as part on part -> 'to' = catch_up -> 'to'
     where catch_up -> 'with' @> (each -> 'name'));
  of_each_unit := (
    select read(part ->> 'ratio')
      from jsonb_array_elements(tier -> 'split') as part where part -> 'to' = catch_up -> 'to');
  return greater(whole(0), still_due / (of_each_unit - ratio));
end $$;
