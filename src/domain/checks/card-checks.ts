import { GIVEN, TAKEN } from './accounts/card-accounts.ts'
import type { Check } from './check.ts'

/** Card payments, and what went back of any payment. */
export const CARD_CHECKS: readonly Check[] = [
  {
    name: 'A card payment of an order is what its investor was shown, and in time; every other lies in suspense',
    query: `select payment.id, pays.subscription_id, reason from card_payment as payment
              left join card_intent as intent on intent.id = intent_id
              left join subscription_payment as pays on pays.card_payment_id = payment.id
              left join subscription as ordered on ordered.id = pays.subscription_id
              left join card_suspense as suspense on suspense.card_payment_id = payment.id
             where num_nonnulls(pays.subscription_id, reason) <> 1
                or (pays.subscription_id is not null
                    and ((intent.subscription_id, intent.amount, intent.currency, payment.currency,
                          payment.amount - case bearer when 'investor' then cost else 0 end, pays.paid_at)
                         is distinct from (ordered.id, ordered.amount, ordered.currency, ordered.currency,
                                           ordered.amount, payment.paid_at)
                         or payment.paid_at >= payment_due_at))`,
  },
  {
    name: 'What went back of a payment is its refunds that did not fail and its disputes that were not won, and no more was refunded than was paid',
    query: `select payment_id, payment_taken.paid, said.paid as was, payment_taken.refunded, said.refunded as given,
                   payment_taken.taken, said.taken as went
              from (select coalesce(receipt.id, payment.id) as payment_id,
                           coalesce(receipt.amount, payment.amount) as paid, sum(went.refunded) as refunded,
                           sum(went.amount) as taken
                      from (select receipt_id, card_payment_id, counted as refunded, counted as amount
                              from (select refund.*, case when refund_id is null then amount else 0 end as counted
                                      from refund left join card_refund_failure on refund_id = id) as refund
                            union all
                            select null, card_payment_id, 0, case when dispute_id is null then amount else 0 end
                              from card_dispute left join card_dispute_win on dispute_id = id) as went
                      left join receipt on receipt.id = receipt_id
                      left join card_payment as payment on payment.id = card_payment_id
                     group by 1, 2) as said
              full join payment_taken using (payment_id)
             where (payment_taken.paid, payment_taken.refunded, payment_taken.taken)
                   is distinct from (said.paid, said.refunded, said.taken)
                or said.refunded > said.paid`,
  },
  {
    name: 'A refund to a bank account goes to the one that paid, from the account of whom it was',
    query: `select refund.id, payee_id, payer_id, refund.party_id, taken_from from refund
              join receipt on receipt.id = refund.receipt_id
              left join receipt_claim as claim on claim.receipt_id = receipt.id
              left join subscription as ordered on ordered.id = target_id and purpose = 'subscription'
              left join subscription_end as ended on ended.subscription_id = ordered.id
              left join subscription_allotment as got on got.subscription_id = ordered.id
             where payee_id is distinct from payer_id or refund.currency <> receipt.currency
                or taken_from <> 'holder' or recoverable <> 0 or borne <> 0
                or refund.party_id is distinct from
                   case purpose when 'return' then target_id
                                when 'subscription' then case when how is not null or got.amount < ordered.amount
                                                              then ordered.party_id end end`,
  },
  {
    name: 'What went back of a card payment was taken from where its money lay',
    query: `select fact_id, taken_from, how, recoverable, borne, went from ${TAKEN} as taken
              left join subscription_payment as pays on pays.card_payment_id = taken.card_payment_id
              left join subscription as ordered on ordered.id = pays.subscription_id
              left join subscription_end as ended on ended.subscription_id = pays.subscription_id
              left join subscription_allotment as got on got.subscription_id = pays.subscription_id
             where recoverable not between 0 and went or borne not between 0 and went
                or not case taken_from when 'suspense' then pays.subscription_id is null and recoverable = 0
                                       when 'holder' then (how is not null or got.amount < ordered.amount) and borne = 0
                                       when 'subscriber' then pays.subscription_id is not null and borne = 0
                                                              and (recoverable = went or coalesce(how, '') = 'chargedBack')
                                       else false end`,
  },
  {
    name: 'No more went back from the account of an investor than an order that goes on does not use',
    query: `select ordered.id, sum(went.amount) as went, ordered.amount as paid, got.amount as used
              from (select coalesce(receipt_id, card_payment_id) as payment_id, amount - recoverable as amount from refund
                     where taken_from = 'holder' and not exists (select from card_refund_failure where refund_id = refund.id)
                    union all
                    select card_payment_id, amount - recoverable from card_dispute
                     where taken_from = 'holder' and not exists (select from card_dispute_win where dispute_id = card_dispute.id)
                   ) as went
              join subscription_payment as pays on coalesce(pays.receipt_id, pays.card_payment_id) = went.payment_id
              join subscription as ordered on ordered.id = pays.subscription_id
              left join subscription_end as ended on ended.subscription_id = ordered.id
              left join subscription_allotment as got on got.subscription_id = ordered.id
             where how is null
             group by ordered.id, ordered.amount, got.amount
            having sum(went.amount) > ordered.amount - coalesce(got.amount, ordered.amount)`,
  },
  {
    name: 'What the card processor returned of a payment settled no more than was missing of it',
    query: `select card_payment_id, went.recoverable, came.recovered, went.borne, came.relieved
              from (select card_payment_id, sum(recovered) as recovered, sum(relieved) as relieved,
                           bool_or(least(recovered, relieved, came - recovered - relieved) < 0) as is_wrong
                      from ${GIVEN} as given group by 1) as came
              join (select card_payment_id, sum(recoverable) as recoverable, sum(borne) as borne
                      from ${TAKEN} as taken group by 1) as went using (card_payment_id)
             where is_wrong or recovered > recoverable or relieved > borne`,
  },
]

const own = "kind in ('bankOwn', 'income', 'charge', 'vat', 'receivable', 'cost', 'rounding')"
/**
 * What clients have with us is owed to them; what is to be recovered, on its way, or was with the platform before,
 * counts for what is there.
 */
const clients = `account.kind in ('bank', 'card', 'internal', 'recoverable', 'suspense', 'subscriber', 'holder', 'issuer',
                          'partner', 'revenue', 'transit', 'unclaimed', 'levy', 'opening')`

/** The money of clients, apart from the platform's. */
export const CLIENTS_MONEY_CHECKS: readonly Check[] = [
  {
    name: 'No entry that moves the money of clients takes a cost of the platform from it',
    query: `select entry_id, posting.currency from posting join account on account.id = account_id
             group by entry_id, posting.currency
            having bool_or(kind in ('bank', 'card')) and bool_or(${own} and kind <> 'bankOwn')
               and sum(posting.amount) filter (where ${own}) <> 0`,
  },
  {
    name: 'At every moment there is what clients are owed: at the bank, at the card processor, on its way, or to be recovered',
    // What a converted payout took is owed again when it comes back: until it is changed back it lies in the other currency.
    query: `select entry_id, currency, there from (
              select entry_id, currency, sum(moved) over moments as there, sum(exchanged) over moments as short,
                     sum(came_back) over moments as came_back from (
                select entry_id, posting.currency, coalesce(sum(posting.amount) filter (where ${clients}), 0) as moved,
                       coalesce(sum(posting.amount) filter (where account.kind = 'exchange'), 0) as exchanged,
                       coalesce(sum(posting.amount) filter (
                         where account.kind = 'exchange' and posting.amount > 0
                           and entry.kind in ('payoutCancelled', 'payoutRejected', 'payoutReturned', 'receiptClaimed')), 0) as came_back
                  from posting join account on account.id = account_id join entry on entry.id = entry_id
                 where ${clients} or account.kind = 'exchange'
                 group by entry_id, posting.currency) as entry
               window moments as (partition by currency order by entry_id)) as moment
             where there + least(greatest(short, 0), came_back) < 0`,
  },
]
