import { exact, parseRatio, round } from '../../money/fraction.ts'
import { parseAmount } from '../../money/money.ts'
import type { OffsetRule } from './offset-rules.ts'

/**
 * What is set off against a payout of `gross` when so much is owed back: all of it, but no more than the part of the payout
 * that the rule gives (rounded down), and so that the floor is left. Minor units.
 */
export function offsetOf(gross: bigint, owed: bigint, rule: OffsetRule | undefined): bigint {
  if (rule === undefined) return 0n
  const byRatio = round(parseRatio(rule.ratio).mul(exact(gross)), 'down')
  const byFloor = gross - parseAmount(rule.floor, rule.currency)
  const most = byRatio < byFloor ? byRatio : byFloor
  const offset = owed < most ? owed : most
  return offset > 0n ? offset : 0n
}
