import type { EntityManager } from '@mikro-orm/postgresql'
import { PLATFORM } from '../../ids.ts'
import { lockAccount } from '../../ledger/lock-account.ts'
import { formatAmount } from '../../money/money.ts'
import { onItsWay } from '../clients-money.ts'
import { receiptOf } from '../receipts.ts'
import { claimReceipt } from '../record-receipt.ts'
import { refuse } from '../refusals.ts'

/**
 * Finance claims money in suspense as what was on its way: paid out by the card processor, or made good by the platform.
 * Doing it again changes nothing. Refuses RECEIPT_UNKNOWN, RECEIPT_CLAIMED, NOT_ON_ITS_WAY.
 */
export async function claimTransfer(
  em: EntityManager,
  { receiptId, of }: { receiptId: string; of: 'payout' | 'cover' },
  now: Date,
): Promise<{ receiptId: string }> {
  const receipt = await receiptOf(em, receiptId)
  const { amount, currency, purpose } = receipt
  const account = onItsWay(of, currency)
  const open = await lockAccount(em, account)
  if (purpose === null && amount > open) {
    const [arrived, expected] = [amount, open].map(each => `${formatAmount(each, currency)} ${currency}`)
    throw refuse.NOT_ON_ITS_WAY({ arrived: arrived ?? '', expected: expected ?? '', of })
  }
  await claimReceipt(em, { receiptId, purpose: of, targetId: PLATFORM, account }, now)
  return { receiptId }
}
