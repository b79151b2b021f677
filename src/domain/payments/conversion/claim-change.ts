import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { refuse as refuseRate } from '../../ledger/exchange/refusals.ts'
import type { Currency } from '../../money/currency.ts'
import { formatAmount } from '../../money/money.ts'
import { debitLeft } from '../bank/debit-left.ts'
import { lockDebit } from '../bank/lock-debit.ts'
import { refuse as refusePayout } from '../payouts/refusals.ts'
import { receiptOf } from '../receipts.ts'
import { claimReceipt } from '../record-receipt.ts'

/** Money of the clients that the bank changed: the debit that left, and the receipts that came for it. */
export type BankChange = { debitId: string; receiptIds: readonly string[] }

/** The debit that was claimed, whole: minor units. */
export type ClaimedChange = { debitId: string; currency: Currency; amount: bigint }

/**
 * Claims a debit and receipts as money that the bank changed: what came lies on `exchange` then. The caller holds the lock of
 * `exchange`, books what left when it has converted what was changed (`bookChange`), and checks at its end that nothing is
 * short. Answers null where it was claimed before: told again it changes nothing.
 * Refuses PAYOUT_DEBIT_UNKNOWN, DEBIT_CLAIMED, RECEIPT_UNKNOWN, RECEIPT_CLAIMED.
 */
export async function claimChange(
  em: EntityManager,
  { debitId, receiptIds }: BankChange,
  now: Date,
): Promise<ClaimedChange | null> {
  const { currency, left, changed } = await lockedDebit(em, debitId)
  if (changed) return null
  await sqlOf(em).insertInto('moneyChange').values({ debitId }).execute()
  for (const receiptId of [...new Set(receiptIds)].sort()) {
    const account = { kind: 'exchange' as const, currency: (await receiptOf(em, receiptId)).currency }
    await claimReceipt(em, { receiptId, purpose: 'exchange', targetId: debitId, account }, now)
  }
  return { debitId, currency, amount: left }
}

async function lockedDebit(em: EntityManager, debitId: string) {
  await lockDebit(em, debitId)
  const debit = await debitLeft(em, debitId)
  if (debit === undefined) throw refusePayout.PAYOUT_DEBIT_UNKNOWN({ id: debitId })
  const before = await sqlOf(em)
    .selectFrom('moneyChange')
    .select('debitId')
    .where('debitId', '=', debitId)
    .executeTakeFirst()
  if (before === undefined && debit.left < debit.amount) {
    const [whole, left] = [debit.amount, debit.left].map(each => formatAmount(each, debit.currency))
    throw refuseRate.DEBIT_CLAIMED({ id: debitId, whole: whole ?? '', left: left ?? '' })
  }
  return { ...debit, changed: before !== undefined }
}
