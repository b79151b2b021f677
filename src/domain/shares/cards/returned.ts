import type { SubscriptionRow } from '../subscriptions.ts'

/**
 * What of the money that paid an order lies on the account of its investor, if nothing went back of it: all of an order that
 * ended, what an allotted order did not get, and nothing while it waits for its closing. What the investor bore of the costs
 * of his card is used up where he gets anything. Of what was sent in another currency and changed, what he did not get is his
 * own in the currency of the order. Minor units.
 */
export function returnedOf(
  {
    ended,
    amount,
    allottedAmount,
    heldAt,
  }: Pick<SubscriptionRow, 'ended' | 'amount' | 'allottedAmount' | 'heldAt'>,
  paid: bigint,
): bigint {
  if (ended !== null) return paid
  return allottedAmount === null || heldAt !== null ? 0n : amount - allottedAmount
}
