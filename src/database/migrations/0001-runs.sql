-- What one tier asks for: its ratio or amount and what it is owed, not past its threshold. A tier that takes all up to a
-- threshold asks for all it is still to reach. Nothing is taken yet.
create function recomputed.asking(tier jsonb, place int, course recomputed.course) returns recomputed.tier
language plpgsql stable as
$$ declare
  asks recomputed.tier := row(place, tier ->> 'name', whole(0), whole(0), whole(0), whole(0), null, null, null);
  ratio constant recomputed.fraction := coalesce(read(tier ->> 'takes'), whole(1));
  base constant text := coalesce(tier ->> 'of', 'left');
  amount constant text := coalesce(tier ->> 'perReport', tier ->> 'perUnit');
  counts constant text := coalesce(tier #>> '{upTo,counts}', 'tier');
  wanted recomputed.fraction;
  room recomputed.fraction;
  before distribution_tier;
begin
  asks.prior := paid_by(asks.name, course);
  select * into before from distribution_tier where distribution_id = course.previous_id and name = asks.name;
  wanted := (select coalesce(read(before.owed), whole(0)) + case
           when tier ->> 'perReport' is not null
             then minor_units(amount, course.terms ->> 'currency') * whole(count(distinct report_id))
           when tier ->> 'perUnit' is not null
             then minor_units(amount, course.terms ->> 'currency') * whole(coalesce(sum(units), 0))
           when base = 'left' then ratio * total(open)
           when base = 'source' then ratio * whole(coalesce(sum(net), 0))
           when base = 'turnover' then ratio * whole(coalesce(sum(gross), 0)) end
    from unnest(course.income) as income where may_take(tier, income));
  if tier ->> 'upTo' is not null then
    if tier #>> '{upTo,interest}' is not null then
      asks.accrual := interest(tier #> '{upTo,interest}',
        case when before.accrued_to is not null
             then row(read(before.accrued), read(before.bearing), before.accrued_to)::accrual end,
        asks.prior, capital_open(tier #> '{upTo,interest}', course), course.last_day);
    end if;
    asks.target := target(tier, asks.accrual, course);
    room := greater(whole(0), asks.target - case counts when 'tier' then asks.prior else received(counts, course) end);
    if counts <> 'tier' then
      room := room / (select total(way.ratio) from ways(tier, course) as way where recipient = counts);
    end if;
    -- Where nothing of it reaches whom it counts, the tier has no end.
    wanted := case when room is null then wanted
                   when (wanted).num > 0 and amount is null and base = 'left' and ratio = whole(1) then room
                   else lesser(wanted, room) end;
  end if;
  asks.asked := wanted;
  return asks;
end $$;

-- What was paid in for a class and was not repaid before this run.
create function recomputed.capital_open(interest jsonb, course recomputed.course) returns recomputed.fraction
language plpgsql stable as
$$ begin return (select greater(whole(0), raised(interest ->> 'class', course) - total(read(prior) + read(taken)))
     from (select) as always
     left join distribution_tier on distribution_id = course.previous_id and name = interest ->> 'repaidBy'); end $$;

-- Who is due what of an amount that a tier gets. A class whose holders are all at their cap is due no more than they may
-- still get; the rest is not taken.
create function recomputed.split(tier jsonb, amount recomputed.fraction, course recomputed.course)
returns recomputed.due[]
language plpgsql stable as
$$ begin return (select array_agg(row(recipient, case when room is null then amount * ratio
            else lesser(amount * ratio, greater(whole(0), whole(room) - coalesce(given, whole(0)))) end)::due
            order by place)
     from ways(tier, course)
     left join (select due.recipient, total(due.exact) as given
                  from unnest(course.done) as earlier cross join unnest(earlier.dues) as due
                 group by due.recipient) as given using (recipient)); end $$;

-- The tiers of a run in order. Those next to each other with the same group ask together and, where not enough is left,
-- are served in proportion; what they take leaves each income they may take from in proportion.
create function recomputed.tiers(of_run uuid) returns setof recomputed.tier
language plpgsql stable set search_path = recomputed, public as
$$ declare
  course recomputed.course := opened(of_run);
  side_by_side record;
  asks recomputed.tier[];
  each recomputed.tier;
  terms jsonb;
  served recomputed.fraction;
  gets recomputed.fraction;
  still_open recomputed.fraction;
  wanted recomputed.fraction;
  shrinks_to recomputed.fraction;
begin
  for side_by_side in
    select min(place)::int as first, max(place)::int as last
      from (select place, sum(starts) over (order by place) as nth
              from (select place, case when named = lag(named) over (order by place) then 0 else 1 end as starts
                      from jsonb_array_elements(course.terms -> 'tiers') with ordinality as listed (tier, place)
                     cross join lateral (select tier ->> 'group' as named) as grouped) as marked) as numbered
     group by nth order by nth
  loop
    asks := array(select asking(course.terms -> 'tiers' -> place - 1, place, course)
                    from generate_series(side_by_side.first, side_by_side.last) as place order by place);
    terms := course.terms -> 'tiers' -> side_by_side.first - 1;
    still_open := (select total(open) from unnest(course.income) as income where may_take(terms, income));
    -- Who asks to give back where something is to be had, or the reverse, is not served.
    wanted := (select total(asked) from unnest(asks) where sign((asked).num) = sign((still_open).num));
    served := coalesce(lesser(whole(1), still_open / wanted), whole(0));
    shrinks_to := still_open;
    foreach each in array asks loop
      terms := course.terms -> 'tiers' -> each.place - 1;
      gets := case when sign((each.asked).num) = sign((still_open).num) then each.asked * served else whole(0) end;
      each.dues := split(terms, gets, course);
      each.taken := (select total(exact) from unnest(each.dues));
      each.owed := case when (terms ->> 'accrue')::boolean then each.asked - gets else whole(0) end;
      shrinks_to := shrinks_to - each.taken;
      course.done := course.done || each;
      return next each;
    end loop;
    if shrinks_to <> still_open then
      course.income := array(
        select row(report_id, category, period_end, net, gross, units,
                   case when may_take(terms, income) then open * (shrinks_to / still_open) else open end)::income
          from unnest(course.income) as income);
    end if;
  end loop;
end $$;

-- What each recipient of a run gets of its amount, by what he is due, and the fraction he is still owed. Nobody gets
-- more than all, and a class not more than its holders may still get. The recipient '' is nobody: his carry is the
-- residue.
create function recomputed.recipients(of_run uuid) returns table (recipient text, amount numeric, carry numeric)
language plpgsql stable set search_path = recomputed, public as
$$ declare
  run distribution;
  start_residue numeric;
  parts record;
begin
  select * into run from distribution where id = of_run;
  select residue into start_residue from distribution where id = run.previous_id;
  select array_agg(coalesce(now.recipient, before.recipient) order by place) as who,
         array_agg(coalesce((exact).num * div(all_parts, (exact).den), 0) order by place) as weights,
         array_agg(coalesce(before.carry, 0)::numeric order by place) as carries,
         array_agg(coalesce(class.room, run.amount + coalesce(above, 0)) order by place) as most,
         array_agg(owed order by place) as adjusted
    into parts
    from (select part.*, sum(case when part.owed > 0 then div(part.owed, 1000000000000000000) + 1 end) over () as above
            from (select part.recipient, read(part.exact) as exact,
                         common_multiple((read(part.exact)).den) over () as all_parts,
                         rounded_down((read(part.adjusted)).num * 1000000000000000000, (read(part.adjusted)).den) as owed
                    from distribution_recipient as part where distribution_id = of_run) as part) as now
    full join (select part.recipient, part.carry from distribution_recipient as part
                where distribution_id = run.previous_id) as before on before.recipient = now.recipient
   cross join lateral (select coalesce(now.recipient, before.recipient) collate "C" as place) as ordered
    left join classes(of_run) as class on class.recipient = ordered.place;
  return query
  select coalesce(parts.who[place], ''), part.amount, part.carry
    from hand_out(run.amount, coalesce(start_residue, 0), parts.weights, parts.carries, parts.most,
                  'carry', parts.adjusted) as part;
end $$;

-- What each holder gets of the pool of his class, and the fraction he is still owed. The holder null is nobody: his carry
-- is the residue.
create function recomputed.lines(of_run uuid)
returns table (class_id uuid, holder_id uuid, weight numeric, gross numeric, carry numeric)
language plpgsql stable set search_path = recomputed, public set enable_nestloop = on as
$$ declare pool record; parts record; begin
  for pool in
    select now.class_id, now.amount,
           coalesce(before.residue, 0) + (select coalesce(sum(back.carry), 0) from taken_back(of_run) as back
                                           where back.class_id = now.class_id) as residue,
           coalesce(terms ->> 'rounding', 'carry') as method
      from distribution_pool as now
      join distribution as run on run.id = now.distribution_id join contract on contract.id = contract_id
      left join distribution_pool as before
        on before.distribution_id = run.previous_id and before.class_id = now.class_id
     where now.distribution_id = of_run
  loop
    select array_agg(holder.holder_id order by holder.holder_id) as who,
           array_agg(holder.weight order by holder.holder_id) as weights,
           array_agg(holder.carry order by holder.holder_id) as carries,
           array_agg(most order by holder.holder_id) as most,
           array_agg(adjusted order by holder.holder_id) as adjusted
      into parts from holders(of_run) as holder where holder.class_id = pool.class_id;
    return query
    select pool.class_id, holder.who, holder.weight, part.amount, part.carry
      from hand_out(pool.amount, pool.residue, parts.weights, parts.carries, parts.most, pool.method,
                    parts.adjusted) as part
      left join unnest(parts.who, parts.weights, parts.adjusted) with ordinality
                as holder (who, weight, adjusted, place) using (place)
     where place = 0 or holder.weight <> 0 or holder.adjusted <> 0;
  end loop;
end $$;
