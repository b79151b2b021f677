import { decimalsOf } from '../../domain/money/currency.ts'
import { divide } from '../../domain/money/fraction.ts'
import { formatAmount } from '../../domain/money/money.ts'
import type { AccountStatement } from './abroad-data.ts'

/** A payment as it is told: its code in the standard, and its amount in minor units. */
export type ToldPayment = { code: 'CRS501' | 'CRS502' | 'CRS503' | 'CRS504'; amount: bigint }

/**
 * What a statement tells of its payments: dividends, interest, what came back of what had been paid in, and all else.
 * Before levies. Royalties have no code of their own, nor has income of contracts that state no kind. The standard has no
 * payment of nothing, and none below zero.
 */
export function toldPayments({ amounts }: AccountStatement): { told: ToldPayment[]; below: ToldPayment[] } {
  const { dividend, interest, royalty, other, redeemed } = amounts
  const all: ToldPayment[] = [
    { code: 'CRS501', amount: dividend },
    { code: 'CRS502', amount: interest },
    { code: 'CRS503', amount: redeemed },
    { code: 'CRS504', amount: royalty + other },
  ]
  return { told: all.filter(each => each.amount > 0n), below: all.filter(each => each.amount < 0n) }
}

/** What lies on the account as it is told: a debt is told as zero. */
export const toldBalance = ({ amounts }: AccountStatement): bigint =>
  amounts.balance > 0n ? amounts.balance : 0n

/** An amount with the two decimals that the standard asks for in every currency: of three, the last is rounded. */
export function twoDecimals(minor: bigint, currency: AccountStatement['currency']): string {
  const decimals = decimalsOf(currency)
  const cents = decimals > 2 ? divide(minor, 10n ** BigInt(decimals - 2), 'halfUp') : minor
  return decimals < 2 ? `${minor}.00` : formatAmount(cents, 'EUR')
}
