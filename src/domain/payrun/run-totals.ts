import type { Currency } from '../money/currency.ts'
import type { RunLine } from './run-line.ts'
import { fundsOf, isReady, type Pot, spareOf } from './within-funds.ts'

/** A currency in the pay run. Minor units. */
export type RunTotal = {
  currency: Currency
  /** What the books owe to payees in it. */
  liability: bigint
  /** What may leave the bank account to payees who are owed in it, and what all who could be paid of it ask. */
  funds: bigint
  asked: bigint
  /** What the house can give of it for balances in other currencies, and what all of these that could be paid ask. */
  spare: bigint
  spareAsked: bigint
}

/** What there is of a currency, and what the lines of a pay run ask of it. */
export function totalOf(
  lines: readonly RunLine[],
  currency: Currency,
  pot: Pot,
): Omit<RunTotal, 'liability'> {
  const owed = lines.filter(
    line => line.currency === currency && (isReady(line) || line.code === 'FUNDS_MISSING'),
  )
  const into = lines.filter(line => isReady(line) || line.code === 'EXCHANGE_SHORT').map(line => line.becomes)
  return {
    currency,
    funds: fundsOf(pot),
    asked: owed.reduce((sum, line) => sum + line.amount, 0n),
    spare: spareOf(pot),
    spareAsked: into.reduce((sum, each) => sum + (each?.currency === currency ? each.amount : 0n), 0n),
  }
}
