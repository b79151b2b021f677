import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { book } from '../../ledger/book.ts'
import { formatAmount } from '../../money/money.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { clientsBank } from '../clients-money.ts'
import { returnOffsets } from '../offsets/return-offsets.ts'
import { receiptOf } from '../receipts.ts'
import { claimReceipt } from '../record-receipt.ts'
import { backTo } from './leg-accounts.ts'
import { type LegRow, legsNamed } from './legs.ts'
import { lockLegs } from './lock-legs.ts'
import { legState } from './payout-states.ts'
import { refuse } from './refusals.ts'
import { settleLegs } from './settle-legs.ts'
import { writeToPayees } from './write-to-payees.ts'

export type Return = {
  endToEndId: string
  /** The code of the bank, such as "AC04". */
  reason: string
  /** The credit as which it came back, when it was recorded: it lies in suspense. */
  receiptId: string | null
}

/**
 * Money that was sent came back: it lies on the account it was paid from again, nothing is sent to that bank account until
 * it is changed or confirmed, and the payee is told. That it came back proves that it had left, so a leg of which nobody
 * had said so is settled first. Told again it changes nothing. Refuses PAYOUT_LEG_UNKNOWN, PAYOUT_LEG_STATE,
 * PAYOUT_REASON_MALFORMED, PAYOUT_RETURN_AMOUNT, RECEIPT_UNKNOWN, RECEIPT_CLAIMED.
 */
export async function returnLeg(
  em: EntityManager,
  { endToEndId, reason, receiptId }: Return,
  now: Date,
): Promise<{ payoutIds: string[] }> {
  const [known] = await legsNamed(em, [endToEndId])
  if (known !== undefined && legState(known) === 'sent') {
    await settleLegs(em, { endToEndIds: [endToEndId], debitId: null }, now)
  }
  const [leg] = await lockLegs(em, [endToEndId], 'returned')
  if (leg === undefined) return { payoutIds: [] }
  const why = reason.trim()
  if (why === '' || why.length > 200) throw refuse.PAYOUT_REASON_MALFORMED({ length: why.length })
  await sqlOf(em)
    .insertInto('payoutReturn')
    .values({ legId: leg.id, reason: why, receiptId, returnedAt: now })
    .execute()
  if (receiptId !== null) await claim(em, leg, receiptId, now)
  else {
    await book(em, { kind: 'payoutReturned', factId: leg.id, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
      { account: clientsBank(leg.currency), amount: leg.amount },
      ...backTo(leg),
    ])
  }
  await returnOffsets(em, [leg.id], dayOf(now, PLATFORM_ZONE))
  await writeToPayees(em, [leg], now)
  return { payoutIds: [leg.id] }
}

async function claim(em: EntityManager, leg: LegRow, receiptId: string, now: Date): Promise<void> {
  const { amount, currency } = await receiptOf(em, receiptId)
  if (amount !== leg.amount || currency !== leg.currency) {
    throw refuse.PAYOUT_RETURN_AMOUNT({
      leg: `${formatAmount(leg.amount, leg.currency)} ${leg.currency}`,
      receipt: `${formatAmount(amount, currency)} ${currency}`,
    })
  }
  await claimReceipt(em, { receiptId, purpose: 'returned', targetId: leg.id, currency, to: backTo(leg) }, now)
}
