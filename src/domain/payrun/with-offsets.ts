import type { Currency } from '../money/currency.ts'
import { parseAmount } from '../money/money.ts'
import { offsetOf } from '../payments/offsets/offset-of.ts'
import { type OffsetRule, offsetRuleOf } from '../payments/offsets/offset-rules.ts'
import type { OpenDebt } from '../payments/offsets/open-debts.ts'
import type { LineOffset, RunLine } from './run-line.ts'

/** What a payee owes back and may be set off: his open debts, oldest first, without so much that is held otherwise. */
export type Owing = { debts: readonly OpenDebt[]; kept: bigint }

/** By which name the debts of a payee in a currency are found. */
export const owingKey = (ownerId: string, currency: Currency) => `${ownerId} ${currency}`

/**
 * The same lines, where what leaves is less by what its payee owes back, the oldest debt first and each debt once: a refund
 * goes back whole. `owing`: by payee and currency.
 */
export function withOffsets(
  lines: readonly RunLine[],
  owing: ReadonlyMap<string, Owing>,
  payday: string,
): RunLine[] {
  const left = new Map([...owing].map(([key, { debts, kept }]) => [key, withoutKept(debts, kept)]))
  return lines.map(line => {
    const debts = left.get(owingKey(line.payeeOwnerId, line.currency))
    const rule = offsetRuleOf(line.currency, payday)
    if (line.code !== 'READY' || debts === undefined || rule === undefined) return line
    const owed = debts.reduce((sum, debt) => sum + debt.amount, 0n)
    const offsets = splitOffset(offsetOf(line.amount, owed, rule), debts, rule)
    return { ...line, amount: line.amount - sumOf(offsets), offsets }
  })
}

/** What is set off against a line together. */
export const sumOf = (offsets: readonly { amount: bigint }[]): bigint =>
  offsets.reduce((sum, each) => sum + each.amount, 0n)

/** Debts of which so much is held otherwise, the youngest first. */
function withoutKept(debts: readonly OpenDebt[], kept: bigint): OpenDebt[] {
  let held = kept
  return debts
    .toReversed()
    .map(debt => {
      const less = held < debt.amount ? held : debt.amount
      held -= less
      return { ...debt, amount: debt.amount - less }
    })
    .toReversed()
}

/** Takes an amount from the debts, and says of which it took what. */
function splitOffset(
  amount: bigint,
  debts: OpenDebt[],
  { ratio, floor, currency }: OffsetRule,
): LineOffset[] {
  let left = amount
  return debts.flatMap(debt => {
    const taken = left < debt.amount ? left : debt.amount
    left -= taken
    debt.amount -= taken
    const { accountId, projectId, entryId } = debt
    return taken === 0n
      ? []
      : [
          {
            accountId,
            projectId,
            debtEntryId: entryId,
            amount: taken,
            ratio,
            floor: parseAmount(floor, currency),
          },
        ]
  })
}
