import { PLATFORM, TAX_OFFICE } from '../../ids.ts'
import type { Check } from '../check.ts'

/** What leaves: to whom, by how many people, and what became of it. */
export const PAYOUT_CHECKS: readonly Check[] = [
  {
    name: 'A payout goes to whom the money is owed, on an account that he named or that paid, in the currency of its batch or converted into it',
    query: `select leg.id, account.kind, leg.payee_owner_id from payout_leg as leg
              join payout_batch as batch on batch.id = batch_id
              join account on account.id = leg.account_id
              left join payout_account as named on named.id = payout_account_id
              left join payout_conversion as conversion on conversion.leg_id = leg.id
              left join refund on refund.id = refund_id
             where leg.payee_owner_id <> case account.kind when 'levy' then '${TAX_OFFICE}'::uuid
                                              when 'bankOwn' then '${PLATFORM}'::uuid else account.owner_id end
                or named.owner_id <> leg.payee_owner_id or account.currency <> coalesce(conversion.currency, batch.currency)
                or (refund_id is not null and (
                      (refund.payee_id is distinct from leg.payee_id and not exists (
                         select from bank_details as payer where payer.id = refund.payee_id and payer.iban = named.iban))
                    or refund.amount <> leg.amount or refund.party_id is distinct from leg.payee_owner_id))
                or (refund_id is null and leg.payee_id is not null and not exists (
                      select from receipt
                        left join receipt_claim as claim on claim.receipt_id = receipt.id and purpose = 'return'
                        left join subscription_payment as pays on pays.receipt_id = receipt.id
                        left join subscription on subscription.id = pays.subscription_id
                       where payer_id = leg.payee_id
                         and leg.payee_owner_id in (claim.target_id, subscription.party_id)))`,
  },
  {
    name: 'A refund is on its way, or has left, once at most',
    query: `select refund_id from payout_leg as leg left join payout_leg_end as ended on ended.leg_id = leg.id
             where refund_id is not null and coalesce(how, 'settled') = 'settled'
               and not exists (select from payout_return as back where back.leg_id = leg.id)
             group by refund_id having count(*) > 1`,
  },
  {
    name: 'A batch is sent after somebody else than who prepared it approved it',
    query: `select sending.batch_id from payout_sending as sending
              join payout_batch as batch on batch.id = batch_id
             where not exists (select from payout_approval as approval
                                where approval.batch_id = batch.id and approver_id <> preparer_id
                                  and approved_at <= sent_at)
            union all
            select batch_id from payout_approval join payout_batch on payout_batch.id = batch_id
             where approver_id = preparer_id`,
  },
  {
    name: 'The bank answers what was sent to it, only what was not sent is cancelled, and only what was settled comes back',
    query: `select ended.leg_id, how from payout_leg_end as ended
              join payout_leg as leg on leg.id = leg_id
              left join payout_sending as sending on sending.batch_id = leg.batch_id
             where case how when 'cancelled' then sent_at < ended_at else sending.batch_id is null end
            union all
            select back.leg_id, how from payout_return as back
              left join payout_leg_end as ended on ended.leg_id = back.leg_id
             where how is distinct from 'settled'`,
  },
  {
    name: 'Payouts claim no more of a debit of the bank than it is, and come back as receipts of their amount',
    query: `select debit.id, debit.amount, sum(leg.amount) as claimed
              from (select leg_id, debit_id from payout_leg_end union all select leg_id, debit_id from payout_proof) as carried
              join payout_leg as leg on leg.id = leg_id
              join bank_debit as debit on debit.id = debit_id
             group by debit.id having sum(leg.amount) > debit.amount
            union all
            select leg.id, leg.amount, receipt.amount from payout_return as back
              join payout_leg as leg on leg.id = back.leg_id join receipt on receipt.id = back.receipt_id
              left join receipt_claim as claim
                on claim.receipt_id = receipt.id and purpose = 'returned' and target_id = leg.id
             where receipt.amount <> leg.amount or claim.receipt_id is null`,
  },
  {
    name: 'A movement of the bank proves only a payout that was told as carried out without one',
    query: `select proof.leg_id, how, ended.debit_id, debit.currency from payout_proof as proof
              join bank_debit as debit on debit.id = proof.debit_id
              join payout_leg as leg on leg.id = proof.leg_id join payout_batch as batch on batch.id = batch_id
              left join payout_leg_end as ended on ended.leg_id = proof.leg_id
             where how is distinct from 'settled' or ended.debit_id is not null or debit.currency <> batch.currency`,
  },
]
