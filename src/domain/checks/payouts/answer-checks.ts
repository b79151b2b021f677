import type { Check } from '../check.ts'

/** What the bank says of payouts that cannot be booked as it stands. */
export const ANSWER_CHECKS: readonly Check[] = [
  {
    name: 'A return of which the bank told is a credit of the amount of a payout that was sent, and is booked once that has left',
    query: `select told.receipt_id, leg.id, receipt.amount, leg.amount as sent from return_told as told
              join receipt on receipt.id = told.receipt_id
              join payout_leg as leg on leg.id = leg_id
              join payout_batch as batch on batch.id = batch_id
              left join payout_sending as sending on sending.batch_id = batch.id
              left join payout_leg_end as ended on ended.leg_id = leg.id and how = 'settled'
              left join payout_return as back on back.leg_id = leg.id
              left join receipt_claim as claim on claim.receipt_id = receipt.id
             where (receipt.amount, receipt.currency) is distinct from (leg.amount, batch.currency)
                or sending.batch_id is null
                or (ended.leg_id is not null and back.leg_id is null and claim.receipt_id is null)`,
  },
  {
    name: 'A debit is noted as none that settles its payouts when it comes, and it settles none then',
    query: `select debit.id, note.reason from debit_note as note join bank_debit as debit on debit.id = debit_id
             where note.act_id <> debit.act_id or debit.reason <> 'NO_PAYOUT'
                or exists (select from payout_leg_end as ended
                            where ended.debit_id = debit.id and ended.act_id = note.act_id)
                or exists (select from payout_proof as proof
                            where proof.debit_id = debit.id and proof.act_id = note.act_id)`,
  },
]
