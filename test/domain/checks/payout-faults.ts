import { newId } from '../../../src/domain/ids.ts'
import { account, entry, type Fault, shift } from './planted-world.ts'

const GOES =
  'A payout goes to whom the money is owed, on an account that he named or that paid, in the currency of its batch or converted into it'
const ANSWERS =
  'The bank answers what was sent to it, only what was not sent is cancelled, and only what was settled comes back'

/** What leaves to the wrong one, alone, twice, or against what the bank says. */
export const PAYOUT_FAULTS: readonly Fault[] = [
  [
    'a payout of somebody else’s money',
    w => `update payout_leg set payee_owner_id = '${w.payouts.quin}' where id = '${w.payouts.paid}'`,
    GOES,
  ],
  [
    'a payout to the account of somebody else',
    w => `update payout_account set owner_id = '${newId()}' where owner_id = '${w.payouts.pat}'`,
    GOES,
  ],
  [
    'a refund of less than was promised',
    w => `update refund set amount = amount + 1 where id = '${w.payouts.refund}'`,
    GOES,
  ],
  [
    'a refund that leaves twice',
    w => `update payout_leg set refund_id = '${w.payouts.refund}' where id = '${w.payouts.paid}'`,
    'A refund is on its way, or has left, once at most',
  ],
  [
    'a batch that nobody approved',
    w => `delete from payout_approval where batch_id = '${w.payouts.batch}'`,
    'A batch is sent after somebody else than who prepared it approved it',
  ],
  [
    'a batch that its preparer approved',
    w => `update payout_approval set approver_id = preparer_id from payout_batch
           where batch_id = payout_batch.id and batch_id = '${w.payouts.batch}'`,
    'A batch is sent after somebody else than who prepared it approved it',
  ],
  [
    'a payout that was cancelled after it was sent',
    w => `update payout_leg_end set how = 'cancelled' where leg_id = '${w.payouts.refused}'`,
    ANSWERS,
  ],
  [
    'a payout that came back and had never left',
    w => `update payout_leg_end set how = 'rejected' where leg_id = '${w.payouts.back}'`,
    ANSWERS,
  ],
  [
    'payouts that are more than the debit of the bank',
    w =>
      `update payout_leg_end set debit_id = (select id from bank_debit limit 1) where leg_id = '${w.payouts.paid}'`,
    'Payouts claim no more of a debit of the bank than it is, and come back as receipts of their amount',
  ],
  [
    'a debit that proves a payout which the bank refused',
    w => `insert into payout_proof (leg_id, debit_id, act_id)
          select '${w.payouts.refused}', id, act_id from bank_debit limit 1`,
    'A movement of the bank proves only a payout that was told as carried out without one',
  ],
  [
    'a payout of which a cent stayed on the account',
    w =>
      shift(entry('payoutPrepared', w.payouts.paid), account('transit'), account('holder', w.payouts.pat), 1),
    'In transit is what was prepared to be paid out and did not end, and nothing else',
  ],
  [
    'a payout that was booked as settled and is not',
    w => `delete from payout_leg_end where leg_id = '${w.payouts.paid}'`,
    'Every entry books a fact that is there',
  ],
]
