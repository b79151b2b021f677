import { TAKEN } from './accounts/card-accounts.ts'
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
    name: 'What went back of a payment is its refunds and its disputes that were not won, and no more than was paid',
    query: `select payment_id, payment_taken.paid, said.paid as was, payment_taken.taken, said.taken as went
              from (select coalesce(receipt.id, payment.id) as payment_id,
                           coalesce(receipt.amount, payment.amount) as paid, sum(went.amount) as taken
                      from (select receipt_id, card_payment_id, amount from refund
                            union all
                            select null, card_payment_id, case when dispute_id is null then amount else 0 end
                              from card_dispute left join card_dispute_win on dispute_id = id) as went
                      left join receipt on receipt.id = receipt_id
                      left join card_payment as payment on payment.id = card_payment_id
                     group by 1, 2) as said
              full join payment_taken using (payment_id)
             where (payment_taken.paid, payment_taken.taken) is distinct from (said.paid, said.taken)
                or said.taken > said.paid`,
  },
  {
    name: 'A refund to a bank account goes to the one that paid, from the account of whom it was',
    query: `select refund.id, payee_id, payer_id, refund.party_id, taken_from from refund
              join receipt on receipt.id = refund.receipt_id
              left join receipt_claim as claim on claim.receipt_id = receipt.id
              left join subscription as ordered on ordered.id = target_id and purpose = 'subscription'
              left join subscription_end as ended on ended.subscription_id = ordered.id
             where payee_id is distinct from payer_id or refund.currency <> receipt.currency
                or taken_from <> 'holder' or recoverable <> 0
                or refund.party_id is distinct from
                   case purpose when 'return' then target_id
                                when 'subscription' then case when how is not null then ordered.party_id end end`,
  },
  {
    name: 'What went back of a card payment was taken from where its money lay',
    query: `select fact_id, taken_from, how, recoverable, went from ${TAKEN} as taken
              left join subscription_payment as pays on pays.card_payment_id = taken.card_payment_id
              left join subscription_end as ended on ended.subscription_id = pays.subscription_id
             where recoverable not between 0 and went
                or not case taken_from when 'suspense' then pays.subscription_id is null and recoverable = 0
                                       when 'holder' then how is not null
                                       when 'subscriber' then pays.subscription_id is not null
                                                              and (recoverable = went or coalesce(how, '') = 'chargedBack')
                                       else false end`,
  },
]

const own = "kind in ('bankOwn', 'income', 'charge', 'vat', 'receivable', 'cost', 'rounding')"
/** What clients have with us is owed to them; what is to be recovered, and what is on its way, counts for what is there. */
const clients = `kind in ('bank', 'card', 'internal', 'recoverable', 'suspense', 'subscriber', 'holder', 'issuer',
                          'partner', 'revenue', 'transit', 'unclaimed', 'levy')`

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
    query: `select entry_id, currency, there from (
              select entry_id, currency, sum(moved) over (partition by currency order by entry_id) as there from (
                select entry_id, posting.currency, sum(posting.amount) as moved
                  from posting join account on account.id = account_id where ${clients}
                 group by entry_id, posting.currency) as entry) as moment
             where there < 0`,
  },
]
