import type { EntryKind } from '../ledger/kinds.ts'
import type { Currency } from '../money/currency.ts'
import type { Owing } from './with-offsets.ts'

/** What of this is missing on the revenue accounts of projects, by currency: what runs gave, took back and did not find again. */
export function shortOf(owing: ReadonlyMap<string, Owing>, currency: Currency): bigint {
  return [...owing.values()]
    .flatMap(({ debts }) => debts)
    .filter(debt => debt.currency === currency && OF_RUNS.includes(debt.kind))
    .reduce((sum, debt) => sum + debt.amount, 0n)
}

/** A run that is taken back takes back what it had recovered, too. */
const OF_RUNS: readonly EntryKind[] = ['shortfallBooked', 'runReversed']
