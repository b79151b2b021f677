import type { AccountAmounts } from './account-amounts.ts'

/**
 * The amounts of an account as a file writes them: its balance, dividends, interest, what came back of what had been paid
 * in, and all else under one code. Nothing below zero is written, nor what was withheld.
 */
function toldAmounts({ balance, dividend, interest, redeemed, royalty, other }: AccountAmounts): bigint[] {
  return [balance, dividend, interest, redeemed, royalty + other].map(each => (each > 0n ? each : 0n))
}

/** Whether a file says the same of the money of two. */
export function sameMoneyTold(one: AccountAmounts, another: AccountAmounts): boolean {
  const now = toldAmounts(another)
  return toldAmounts(one).every((amount, place) => amount === now[place])
}
