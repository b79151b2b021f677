-- A run starts from the carries of the run before. With them in the key it reads the key alone, in the order of holders,
-- and not the lines, which are four times as long. The entities cannot say so.
alter table dividend
  drop constraint dividend_pkey,
  add primary key (distribution_id, class_id, holder_id) include (carry);
