import { divide, exact, ONE, parseRatio, round } from '../../money/fraction.ts'
import { parseAmount } from '../../money/money.ts'
import type { CardRate } from './card-rates.ts'

/** Who bears what a card payment costs. */
export type CostBearer = 'platform' | 'issuer' | 'investor'

/** What paying by card comes to, in minor units: `total` is charged to the card, of which the processor takes `cost`. */
export type CardQuote = { amount: bigint; cost: bigint; total: bigint }

/**
 * What an order costs by card. Where the investor bears the cost, the total is the least of which the processor leaves
 * what the order owes; otherwise he pays what he owes and no more.
 */
export function quoteOf(amount: bigint, bearer: CostBearer, rate: CardRate): CardQuote {
  if (bearer !== 'investor') return { amount, cost: costOf(amount, rate), total: amount }
  const { numerator, denominator } = kept(rate)
  const fixed = parseAmount(rate.fixed, rate.currency)
  // The exact answer, and from there up to the first total that leaves enough once the cost is rounded.
  let total = divide((amount + fixed) * denominator, numerator, 'down') - 1n
  while (total - costOf(total, rate) < amount) total += 1n
  return { amount, cost: total - amount, total }
}

/** What the processor takes of a total, in minor units. */
function costOf(total: bigint, { ratio, fixed, currency }: CardRate): bigint {
  return round(exact(total).mul(parseRatio(ratio)), 'halfUp') + parseAmount(fixed, currency)
}

/** What it leaves of each minor unit, without its fixed amount. */
function kept({ ratio }: CardRate): { numerator: bigint; denominator: bigint } {
  const left = ONE.sub(parseRatio(ratio))
  return { numerator: left.n, denominator: left.d }
}
