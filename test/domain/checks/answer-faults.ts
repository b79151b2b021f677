import { readBankNotice } from '../../../src/documents/camt/read-bank-notice.ts'
import { legsOfBatch } from '../../../src/domain/payments/payouts/legs.ts'
import { importBankNotice } from '../../../src/domain/shares/bank/import-bank-notice.ts'
import { paidOut, sentBack } from '../../support/answers.ts'
import { bankNotice } from '../../support/bank-files.ts'
import type { TestDatabase } from '../../support/database.ts'
import { at, worldOf } from '../../support/world.ts'
import type { Fault } from './planted-world.ts'

const DAY = '2026-06-10'

/** The bank sends a payout back of which it has not said that it left, and debits a cent too little for it. */
export async function plantAnswers(
  database: Pick<TestDatabase, 'orm'>,
  { batch, refund }: { batch: string; refund: string },
): Promise<void> {
  const legs = await legsOfBatch(database.orm.em.fork(), batch)
  const name = legs.find(leg => leg.refundId === refund)?.endToEndId ?? ''
  const entries = [sentBack('10.00', 'ANSWER1', name), paidOut('9.99', 'ANSWER2', { name })]
  const said = { id: 'ANSWERS', from: DAY, until: DAY, entries: entries.map(each => ({ ...each, day: DAY })) }
  const notice = { ...readBankNotice(Buffer.from(bankNotice(said))), sha256: 'c' }
  await worldOf(database).run(DAY, em => importBankNotice(em, notice, at(DAY)))
}

const RETURN =
  'A return of which the bank told is a credit of the amount of a payout that was sent, and is booked once that has left'
const NOTED = 'A debit is noted as none that settles its payouts when it comes, and it settles none then'

/** Answers of the bank that were kept otherwise than they were given. */
export const ANSWER_FAULTS: readonly Fault[] = [
  [
    'a return of another amount',
    () => `update receipt set amount = amount + 1 where id in (select receipt_id from return_told)`,
    RETURN,
  ],
  [
    'a return of what was never sent',
    w => `delete from payout_sending where batch_id = '${w.payouts.batch}'`,
    RETURN,
  ],
  [
    'a return that waits although its payout has left',
    () => `insert into payout_leg_end (leg_id, how, reason, ended_at, act_id)
           select leg_id, 'settled', '', now(), act_id from return_told`,
    RETURN,
  ],
  [
    'a debit that was noted later',
    w => `update debit_note set act_id = (select act_id from payout_batch where id = '${w.payouts.batch}')`,
    NOTED,
  ],
  [
    'a debit that was noted and settles a payout all the same',
    w => `update payout_leg_end set debit_id = note.debit_id, act_id = note.act_id from debit_note as note
           where leg_id = '${w.payouts.paid}'`,
    NOTED,
  ],
]
