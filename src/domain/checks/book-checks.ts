import type { Check } from './check.ts'

/** The books: entries, accounts, money of the clients. */
export const BOOK_CHECKS: readonly Check[] = [
  {
    name: 'Every entry sums to zero in each currency',
    query: `select entry_id, currency, sum(amount) from posting group by entry_id, currency having sum(amount) <> 0`,
  },
  {
    name: 'Every entry has at least two postings, and every posting an entry',
    query: `select coalesce(entry.id, posting.entry_id) as entry, count(posting.entry_id) as postings
              from entry full join posting on posting.entry_id = entry.id
             group by 1 having count(posting.entry_id) < 2 or count(entry.id) = 0`,
  },
  {
    name: 'Every posting is on an account of its own currency',
    query: `select posting.entry_id, posting.line from posting
              left join account on account.id = posting.account_id and account.currency = posting.currency
             where account.id is null`,
  },
  {
    // Suspense may be, by what the bank took without a payout of ours: what it holds is checked below.
    name: 'No account of a client is overdrawn',
    query: `select account.id, kind, sum(amount) from account join posting on posting.account_id = account.id
             where kind in ('holder', 'subscriber', 'issuer', 'partner', 'revenue', 'transit', 'unclaimed')
             group by account.id having sum(amount) > 0`,
  },
  {
    // What the house is short of on exchange is owed again for a converted payout that came back: it lies in that currency.
    // What reversals could not take back lies on the revenue accounts again, and is owed to us by those who have it.
    name: "The clients' bank and card accounts, and what is to be recovered, cover what clients are owed",
    query: `select currency, there, owed from (
              select account.currency,
                     coalesce(sum(amount) filter (where kind in ('bank', 'card', 'internal', 'recoverable')), 0)
                     + greatest(coalesce(sum(amount) filter (where kind = 'exchange'), 0), 0) as there,
                     -coalesce(sum(amount) filter (where kind in ('holder', 'subscriber', 'issuer', 'partner', 'revenue',
                                                                  'suspense', 'transit', 'unclaimed')), 0) as owed
                from account join posting on posting.account_id = account.id
               group by account.currency) as of_clients
             where there < owed`,
  },
  {
    name: 'Suspense holds exactly the receipts that nobody claimed, less the debits',
    query: `select currency, sum(unclaimed) as receipts, sum(booked) as booked from (
              select currency, amount as unclaimed, 0 as booked from receipt
               where not exists (select from receipt_claim where receipt_id = receipt.id)
              union all
              select currency, -amount, 0 from bank_debit
              union all
              select currency, leg.amount, 0 from payout_leg_end
                join payout_leg as leg on leg.id = leg_id join payout_batch on payout_batch.id = batch_id
               where debit_id is not null
              union all
              select currency, leg.amount, 0 from payout_proof
                join payout_leg as leg on leg.id = leg_id join payout_batch on payout_batch.id = batch_id
              union all
              select currency, amount, 0 from money_change join bank_debit on id = debit_id
              union all
              select account.currency, 0, -amount from account join posting on posting.account_id = account.id
               where kind = 'suspense' and code = 'clients') as both_sides
             group by currency having sum(unclaimed) <> sum(booked)`,
  },
  {
    name: 'A checkpoint equals the sum of the postings it stands for',
    query: `select checkpoint.account_id, balance, sum(amount) from checkpoint
              left join posting on posting.account_id = checkpoint.account_id and xid < before_xid
             group by checkpoint.account_id having balance <> coalesce(sum(amount), 0)`,
  },
  {
    name: 'Every entry books a fact that is there',
    query: `select entry.id, kind, fact_id from entry where not case
              when kind in ('receiptRecorded', 'receiptClaimed') then exists (select from receipt where id = fact_id)
              when kind = 'bankDebited' then exists (select from bank_debit where id = fact_id)
              when kind = 'orderPaidFromBalance' then
                exists (select from subscription_payment where subscription_id = fact_id and receipt_id is null and card_payment_id is null)
              when kind = 'orderWithdrawn' then
                exists (select from subscription_end where subscription_id = fact_id and how = 'withdrawn')
              when kind = 'orderLapsed' then
                exists (select from subscription_end where subscription_id = fact_id and how = 'lapsed')
              when kind = 'serviceInvoiced' then exists (select from invoice where id = fact_id and kind = 'service')
              when kind = 'invoiceCredited' then exists (select from invoice where id = fact_id and kind = 'creditNote')
              when kind = 'moneyChanged' then exists (select from money_change where debit_id = fact_id)
              when kind = 'revenueConverted' then exists (select from report_conversion where report_id = fact_id)
              when kind = 'orderConverted' then exists (select from subscription_payment as payment
                join receipt_hold as hold using (receipt_id) where payment.subscription_id = fact_id and target_id = fact_id)
              when kind = 'orderConvertedBack' then exists (select from order_changed_back where subscription_id = fact_id)
              when kind = 'revenueDistributed' then exists (select from distribution where id = fact_id)
              when kind = 'levyWithheldLate' then exists (select from levy_release where id = fact_id)
              when kind = 'recovered' then exists (select from recovery where distribution_id = fact_id)
              when kind = 'runReversed' then exists (select from run_reversal where request_id = fact_id)
              when kind = 'lineReversed' then exists (select from line_reversal where request_id = fact_id)
              when kind = 'shortfallBooked' then exists (select from shortfall where cause_id = fact_id)
              when kind = 'payoutPrepared' then exists (select from payout_leg where id = fact_id)
              when kind in ('payoutCancelled', 'payoutRejected', 'payoutSettled') then exists (
                select from payout_leg_end where leg_id = fact_id and kind = 'payout' || initcap(how))
              when kind = 'payoutProved' then exists (select from payout_proof where leg_id = fact_id)
              when kind = 'payoutReturned' then
                exists (select from payout_return where leg_id = fact_id and receipt_id is null)
              when kind = 'offsetTaken' then exists (select from payout_offset where id = fact_id)
              when kind = 'offsetReturned' then exists (select from payout_offset_return where offset_id = fact_id)
              when kind = 'cardPaid' then exists (select from card_payment where id = fact_id)
              when kind = 'paymentRefunded' then
                exists (select from refund where id = fact_id and card_payment_id is not null)
              when kind = 'refundFailed' then exists (select from card_refund_failure where refund_id = fact_id)
              when kind = 'chargedBack' then exists (select from card_dispute where id = fact_id)
              when kind = 'chargebackWon' then exists (select from card_dispute_win where dispute_id = fact_id)
              when kind = 'cardsSettled' then exists (select from card_settlement where id = fact_id)
              when kind in ('historyReceived', 'historyPaid') then
                exists (select from imported_run where distribution_id = fact_id)
              else exists (select from offering_closure where id = fact_id) end`,
  },
]
