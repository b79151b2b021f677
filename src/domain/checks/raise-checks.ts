import type { Check } from './check.ts'

/** The raise: orders, their money, the register. */
export const RAISE_CHECKS: readonly Check[] = [
  {
    name: 'The counter of an offering equals the shares of its orders, and never passes what is offered',
    query: `select counter.offering_id, taken, offered, coalesce(sum(shares), 0) as ordered
              from offering_counter as counter
              left join subscription on subscription.offering_id = counter.offering_id
                   and not exists (select from subscription_end where subscription_id = subscription.id)
             group by counter.offering_id
            having taken <> coalesce(sum(shares), 0) or taken > offered`,
  },
  {
    name: 'The offered shares of a counter are those of the terms',
    query: `select offering_id, offered, shares from offering_counter join offering_terms using (offering_id)
             where offered <> shares
               and version = (select max(version) from offering_terms as latest
                               where latest.offering_id = offering_counter.offering_id)`,
  },
  {
    name: 'An order owes its shares times the price of its terms',
    query: `select subscription.id from subscription
              join offering_terms as terms
                on terms.offering_id = subscription.offering_id and terms.version = terms_version
             where amount <> subscription.shares * share_price`,
  },
  {
    name: 'A payment is the receipt of exactly what the order owes',
    query: `select subscription_id from subscription_payment
              join subscription on subscription.id = subscription_id
              join receipt on receipt.id = receipt_id
              left join receipt_claim as claim on claim.receipt_id = receipt.id and target_id = subscription_id
             where receipt.amount <> subscription.amount or receipt.currency <> subscription.currency
                or claim.receipt_id is null`,
  },
  {
    name: 'Subscriber accounts hold exactly the paid orders that are neither allotted nor ended',
    query: `select party_id, offering_id, sum(ordered) as ordered, sum(booked) as booked from (
              select party_id, offering_id, amount as ordered, 0 as booked
                from subscription join subscription_payment on subscription_id = subscription.id
               where not exists (select from subscription_end as ended where ended.subscription_id = subscription.id)
                 and not exists (select from lot where lot.subscription_id = subscription.id)
              union all
              select owner_id, scope_id, 0, -amount from account join posting on posting.account_id = account.id
               where kind = 'subscriber') as both_sides
             group by party_id, offering_id having sum(ordered) <> sum(booked)`,
  },
  {
    name: 'A funded offering allotted exactly its paid orders, a failed one nothing',
    query: `select closure.offering_id, outcome, shares_allotted, amount_allotted,
                   coalesce(sum(lot.shares), 0) as shares, coalesce(sum(lot.paid_in), 0) as paid_in
              from offering_closure as closure
              left join subscription on subscription.offering_id = closure.offering_id
              left join lot on lot.subscription_id = subscription.id
             group by closure.id
            having shares_allotted <> coalesce(sum(lot.shares), 0)
                or amount_allotted <> coalesce(sum(lot.paid_in), 0)`,
  },
  {
    name: 'No order of a decided offering is left in between',
    query: `select subscription.id from offering_closure join subscription using (offering_id)
             where not exists (select from subscription_end where subscription_id = subscription.id)
               and not exists (select from lot where subscription_id = subscription.id)`,
  },
  {
    name: 'Nobody holds fewer than no shares, and a class never has more than its number',
    query: `select class_id, holder_id, sum(shares) from (
              select class_id, taker_id as holder_id, shares from lot
              union all select class_id, giver_id, -shares from lot where giver_id is not null) as side
             group by class_id, holder_id having sum(shares) < 0
            union all
            select share_class.id, null, sum(lot.shares) from share_class
              join lot on lot.class_id = share_class.id and giver_id is null
             group by share_class.id having sum(lot.shares) > share_class.shares`,
  },
]
