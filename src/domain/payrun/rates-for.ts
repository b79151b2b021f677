import type { EntityManager } from '@mikro-orm/postgresql'
import { type Pair, type RateRow, rateKnownAt } from '../ledger/exchange/rates.ts'
import { pairKey } from './with-conversions.ts'

/** The stored rates of an instant, by pair: those that are there. */
export async function ratesFor(
  em: EntityManager,
  pairs: readonly Pair[],
  now: Date,
): Promise<Map<string, RateRow>> {
  const rates = new Map<string, RateRow>()
  for (const pair of pairs) {
    const rate = await rateKnownAt(em, pair, now)
    if (rate !== undefined) rates.set(pairKey(pair), rate)
  }
  return rates
}
