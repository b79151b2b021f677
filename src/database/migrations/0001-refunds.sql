-- What went back of a payment moves with each refund and dispute, whoever writes it. The check on the row refuses more
-- refunds than was paid; two that go at once wait for each other at the row. What the holders of cards dispute besides is
-- no decision of ours, and not bounded.
create function take_from_payment() returns trigger language plpgsql as
$$ begin
  insert into payment_taken (payment_id, paid, refunded, taken)
  select payment_id, coalesce((select amount from receipt where id = payment_id),
                              (select amount from card_payment where id = payment_id)),
         case tg_table_name when 'refund' then sum(went.amount)::bigint else 0 end, sum(went.amount)::bigint
    from (select coalesce((to_jsonb(written) ->> 'receipt_id')::uuid, card_payment_id) as payment_id, amount
            from written) as went
   group by payment_id order by payment_id
  on conflict (payment_id) do update
     set refunded = payment_taken.refunded + excluded.refunded, taken = payment_taken.taken + excluded.taken;
  return null;
end $$;

create trigger take_from_payment after insert on refund
  referencing new table as written for each statement execute function take_from_payment();
create trigger take_from_payment after insert on card_dispute
  referencing new table as written for each statement execute function take_from_payment();

-- A dispute that was won gives back what it took.
create function give_to_payment() returns trigger language plpgsql as
$$ begin
  update payment_taken set taken = taken - won.amount
    from (select card_payment_id, sum(amount) as amount from written join card_dispute on id = dispute_id
           group by card_payment_id) as won
   where payment_id = won.card_payment_id;
  return null;
end $$;

create trigger give_to_payment after insert on card_dispute_win
  referencing new table as written for each statement execute function give_to_payment();

-- So does a refund that failed.
create function give_back_refund() returns trigger language plpgsql as
$$ begin
  update payment_taken set refunded = refunded - failed.amount, taken = taken - failed.amount
    from (select card_payment_id, sum(amount) as amount from written join refund on id = refund_id
           group by card_payment_id) as failed
   where payment_id = failed.card_payment_id;
  return null;
end $$;

create trigger give_back_refund after insert on card_refund_failure
  referencing new table as written for each statement execute function give_back_refund();
