-- A second engine beside the one that makes the runs: it recomputes them from their facts, in SQL alone. It shares no
-- text with the first. Only the checks call it, and nothing is stored in its schema.
create schema recomputed;

-- An exact ratio of two whole numbers in lowest terms, the lower one above zero. 0 divided by nothing is null.
create type recomputed.fraction as (num numeric, den numeric);

create function recomputed.fraction(num numeric, den numeric) returns recomputed.fraction
language plpgsql immutable strict parallel safe as
$$ declare common numeric := gcd(num, den) * sign(den); begin
  if den = 0 then return null; end if;
  return row(div(num, common), div(den, common));
end $$;

create function recomputed.whole(num numeric) returns recomputed.fraction
language sql immutable strict parallel safe return row(num, 1)::recomputed.fraction;

create function recomputed.plus(a recomputed.fraction, b recomputed.fraction) returns recomputed.fraction
language sql immutable strict parallel safe
return recomputed.fraction((a).num * (b).den + (b).num * (a).den, (a).den * (b).den);

create function recomputed.minus(a recomputed.fraction, b recomputed.fraction) returns recomputed.fraction
language sql immutable strict parallel safe
return recomputed.fraction((a).num * (b).den - (b).num * (a).den, (a).den * (b).den);

create function recomputed.times(a recomputed.fraction, b recomputed.fraction) returns recomputed.fraction
language sql immutable strict parallel safe
return recomputed.fraction((a).num * (b).num, (a).den * (b).den);

create function recomputed.over(a recomputed.fraction, b recomputed.fraction) returns recomputed.fraction
language sql immutable strict parallel safe
return recomputed.fraction((a).num * (b).den, (a).den * (b).num);

create operator recomputed.+ (leftarg = recomputed.fraction, rightarg = recomputed.fraction, function = recomputed.plus);
create operator recomputed.- (leftarg = recomputed.fraction, rightarg = recomputed.fraction, function = recomputed.minus);
create operator recomputed.* (leftarg = recomputed.fraction, rightarg = recomputed.fraction, function = recomputed.times);
create operator recomputed./ (leftarg = recomputed.fraction, rightarg = recomputed.fraction, function = recomputed.over);

create function recomputed.lesser(a recomputed.fraction, b recomputed.fraction) returns recomputed.fraction
language sql immutable strict parallel safe
return case when (a).num * (b).den < (b).num * (a).den then a else b end;

create function recomputed.greater(a recomputed.fraction, b recomputed.fraction) returns recomputed.fraction
language sql immutable strict parallel safe
return case when (a).num * (b).den > (b).num * (a).den then a else b end;

create aggregate recomputed.total(recomputed.fraction)
  (sfunc = recomputed.plus, stype = recomputed.fraction, initcond = '(0,1)', parallel = safe);

create aggregate recomputed.common_multiple(numeric)
  (sfunc = lcm, stype = numeric, initcond = '1', parallel = safe);

-- Reads "0.30", "1/3" or "-100000/3".
create function recomputed.read(written text) returns recomputed.fraction
language plpgsql immutable strict parallel safe as
$$ declare
  upper_part numeric := split_part(written, '/', 1);
  lower_part numeric := coalesce(nullif(split_part(written, '/', 2), ''), '1');
  decimals numeric := ('1e' || scale(upper_part))::numeric;
begin
  return recomputed.fraction(trunc(upper_part * decimals), lower_part * decimals);
end $$;

-- An amount of a contract in minor units of its currency (ISO 4217, table A.1: two decimals but for these).
create function recomputed.minor_units(amount text, currency text) returns recomputed.fraction
language sql immutable strict parallel safe
return recomputed.times(recomputed.read(amount), recomputed.whole(
  case when currency in ('BHD', 'JOD', 'KWD', 'OMR', 'TND') then 1000
       when currency in ('ISK', 'JPY', 'KRW', 'XAF', 'XOF') then 1 else 100 end));

-- The greatest whole number that a quotient reaches; the divisor is above zero.
create function recomputed.rounded_down(dividend numeric, divisor numeric) returns numeric
language sql immutable strict parallel safe
return div(dividend, divisor) - case when mod(dividend, divisor) < 0 then 1 else 0 end;
