import type { ReceiptPurpose } from './receipt.ts'

/** What a receipt was claimed as, in words before the id of its target. */
export const CLAIMED_AS: Record<ReceiptPurpose, string> = {
  subscription: 'for the order',
  revenue: 'as revenue of the project',
  return: 'to be given back to the party',
  payout: 'as paid out by the card processor to the platform',
  returned: 'as what came back of the payout',
  exchange: 'as what came for the debit',
  cover: 'as fees made good by the platform',
}
