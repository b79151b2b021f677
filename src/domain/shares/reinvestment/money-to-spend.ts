import { exact, parseRatio, round } from '../../money/fraction.ts'

/**
 * What a rule may spend, in minor units. `net`: credited by the distribution; `free`: what lies on the account and is not held;
 * `used`: what rules of the investor have spent in the month.
 */
export type Spendable = { ratio: string; mostPerMonth: bigint; net: bigint; free: bigint; used: bigint }

/** The part of the net, rounded down, but no more than what is free, nor than what the month still has; never below zero. */
export function moneyToSpend({ ratio, mostPerMonth, net, free, used }: Spendable): bigint {
  const part = round(exact(net).mul(parseRatio(ratio)), 'down')
  const least = [part, free, mostPerMonth - used].reduce((a, b) => (a < b ? a : b))
  return least > 0n ? least : 0n
}
