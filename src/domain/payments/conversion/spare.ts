import type { EntityManager } from '@mikro-orm/postgresql'
import { balances } from '../../ledger/balances.ts'
import { refuse as refuseRate } from '../../ledger/exchange/refusals.ts'
import type { Currency } from '../../money/currency.ts'
import { formatAmount } from '../../money/money.ts'

/** What the house has to spare on `exchange` by currency; below zero what it is short of. Minor units. */
export async function spareByCurrency(em: EntityManager): Promise<ReadonlyMap<Currency, bigint>> {
  const all = await balances(em, { kind: 'exchange' })
  return new Map(all.map(({ currency, amount }) => [currency as Currency, -amount]))
}

/**
 * Nothing that is changed or converted takes more of a currency than the house had to spare before it. What it is short of
 * since a payout came back may stay, or become less. Refuses EXCHANGE_SHORT.
 */
export async function checkSpare(em: EntityManager, before: ReadonlyMap<Currency, bigint>): Promise<void> {
  for (const [currency, after] of await spareByCurrency(em)) {
    const had = before.get(currency) ?? 0n
    if (after >= 0n || after >= had) continue
    const there = had > 0n ? had : 0n
    const money = (minor: bigint) => formatAmount(minor, currency)
    const missing = there - (had - after)
    throw refuseRate.EXCHANGE_SHORT({
      currency,
      there: money(there),
      taken: money(had - after),
      missing: money(-missing),
    })
  }
}
