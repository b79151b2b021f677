import type { NewPosting } from '../../ledger/book.ts'
import type { Currency } from '../../money/currency.ts'
import { onItsWay } from '../clients-money.ts'

/**
 * What the card processor takes and the platform bears, in minor units: a cost, which it pays from its own bank account and
 * owes to the clients' until it has arrived there. Below zero: what it bore comes back to it.
 */
export function borneByPlatform(amount: bigint, currency: Currency): NewPosting[] {
  return [
    { account: onItsWay('cover', currency), amount },
    { account: { kind: 'cost', currency }, amount },
    { account: { kind: 'bankOwn', currency }, amount: -amount },
  ]
}
