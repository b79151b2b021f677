import type { Currency } from '../../money/currency.ts'

/**
 * How much of a payout may be set off against what its payee owes back: at most a part of it, and so that at least a floor
 * is left for him. In force from one payday to another, both included.
 */
export type OffsetRule = {
  currency: Currency
  /** Above 0, at most 1. */
  ratio: string
  /** A decimal in the currency, above zero: a payout is never set off away. */
  floor: string
  from: string
  /** Null while no end is known. */
  to: string | null
  /** Who decided it, or where it was read. */
  source: string
}

const FROM_THE_START = { from: '2000-01-01', to: null, source: 'setting of the platform' } as const

/**
 * The platform's setting, which the operator keeps: a change is a new row, and an end on the row before. In a currency that
 * is not here nothing is set off.
 */
export const OFFSET_RULES: readonly OffsetRule[] = [
  { ...FROM_THE_START, currency: 'EUR', ratio: '1/2', floor: '10.00' },
  { ...FROM_THE_START, currency: 'USD', ratio: '1/2', floor: '10.00' },
]

/** The rule for a payday in a currency; undefined: nothing is set off. */
export function offsetRuleOf(
  currency: Currency,
  payday: string,
  rules: readonly OffsetRule[] = OFFSET_RULES,
): OffsetRule | undefined {
  return rules.find(
    rule => rule.currency === currency && rule.from <= payday && (rule.to === null || payday <= rule.to),
  )
}
