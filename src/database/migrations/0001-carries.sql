-- A run reads a million holders and the carries of the run before. With all that it asks in their keys it reads the keys
-- alone, in the order of holders, and not the rows, which are up to four times as long. The entities cannot say so.
alter table dividend
  drop constraint dividend_pkey,
  add primary key (distribution_id, class_id, holder_id) include (carry);
alter table holding
  drop constraint holding_pkey,
  add primary key (class_id, holder_id) include (shares, paid_in, account_id);
