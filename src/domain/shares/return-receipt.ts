import type { EntityManager } from '@mikro-orm/postgresql'
import { profileOf } from '../parties/people/profiles.ts'
import { receiptOf } from '../payments/receipts.ts'
import { claimReceipt } from '../payments/record-receipt.ts'
import { meantBy } from '../payments/reference.ts'
import { refuse } from './refusals.ts'
import { holderAccount } from './shares-accounts.ts'
import { subscriptionMeant } from './subscriptions.ts'

/**
 * Finance gives money in suspense back: it then lies on the account of the party whose order its reference names, or
 * of the party that finance names, as refunds do. Doing it again changes nothing.
 * Refuses RECEIPT_UNKNOWN, RECEIPT_CLAIMED, PARTY_UNKNOWN, RETURN_TO_NOBODY.
 */
export async function returnReceipt(
  em: EntityManager,
  input: { receiptId: string; partyId: string | null },
  now: Date,
): Promise<{ receiptId: string }> {
  const { receiptId } = input
  const { currency, remittance } = await receiptOf(em, receiptId)
  const partyId =
    input.partyId === null ? await ordererOf(em, remittance) : (await profileOf(em, input.partyId)).partyId
  const account = holderAccount(partyId, currency)
  await claimReceipt(em, { receiptId, purpose: 'return', targetId: partyId, account }, now)
  return { receiptId }
}

async function ordererOf(em: EntityManager, remittance: string): Promise<string> {
  const order = await subscriptionMeant(em, meantBy({ text: remittance }))
  if (order === undefined) throw refuse.RETURN_TO_NOBODY({ remittance })
  return order.partyId
}
