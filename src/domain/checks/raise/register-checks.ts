import type { Check } from '../check.ts'

/** Lots of another platform have no order here: they are what their lines say, which is checked with the imports. */
const IMPORTED = "(select target_id from imported_line where kind = 'lots')"

/** The register: who holds what, and what was paid for it. */
export const REGISTER_CHECKS: readonly Check[] = [
  {
    name: 'Every lot is its order: the same party, class, shares and money, at the moment the offering was funded',
    query: `select lot.id, taker_id, party_id from lot
              left join subscription as ordered on ordered.id = subscription_id
              left join subscription_allotment as got on got.subscription_id = ordered.id
              left join offering on offering.id = offering_id
              left join offering_closure as closure using (offering_id)
             where giver_id is null and lot.id not in ${IMPORTED}
               and (taker_id, lot.class_id, lot.shares, paid_in, occurred_at, outcome)
                   is distinct from (party_id, offering.class_id, got.shares, got.amount, closed_at, 'funded')`,
  },
  {
    name: 'Shares are allotted for orders that were paid and did not end, and moved without one',
    query: `select lot.id from lot
              left join subscription_payment as payment on payment.subscription_id = lot.subscription_id
              left join subscription_end as ended on ended.subscription_id = lot.subscription_id
             where lot.id not in ${IMPORTED}
               and case when giver_id is null then payment.subscription_id is null or how is not null
                        else lot.subscription_id is not null or giver_id = taker_id end`,
  },
  {
    name: 'A funded offering allotted exactly its paid orders, a failed one nothing',
    query: `select closure.offering_id, outcome, shares_allotted, amount_allotted,
                   coalesce(sum(got.shares), 0) as shares, coalesce(sum(got.amount), 0) as paid_in
              from offering_closure as closure
              join offering on offering.id = closure.offering_id
              left join subscription on subscription.offering_id = closure.offering_id
              left join subscription_allotment as got on got.subscription_id = subscription.id
              left join lot on lot.subscription_id = subscription.id
             group by closure.id, offering.class_id
            having shares_allotted <> coalesce(sum(got.shares), 0)
                or amount_allotted <> coalesce(sum(got.amount), 0)
                or count(lot.id) <> case when offering.class_id is null then 0 else count(got.subscription_id) end
                or (outcome = 'failed' and shares_allotted <> 0)`,
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
  {
    name: 'Each holding is what its lots come to, and names the account of its holder in the currency of the class',
    query: `select class_id, holder_id, held.shares, moved.shares as moved, held.paid_in, moved.paid_in as moved_in, account_id
              from holding as held
              full join (select class_id, holder_id, sum(shares) as shares, sum(paid_in) as paid_in
                           from (select class_id, taker_id as holder_id, shares, paid_in from lot
                                 union all select class_id, giver_id, -shares, -paid_in from lot
                                            where giver_id is not null) as side
                          group by class_id, holder_id) as moved using (class_id, holder_id)
              left join account on account.id = account_id
              left join share_class on share_class.id = class_id left join project on project.id = project_id
             where (held.shares, held.paid_in) is distinct from (moved.shares, moved.paid_in)
                or (account_id is not null and (kind, owner_id, account.currency)
                                               is distinct from ('holder', holder_id, project.currency))`,
  },
]
