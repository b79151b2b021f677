import type { EntityManager } from '@mikro-orm/postgresql'
import type { EntryKind } from '../ledger/kinds.ts'
import type { Currency } from '../money/currency.ts'
import { openDebts } from '../payments/offsets/open-debts.ts'
import { heldForDisputes } from '../shares/cards/owed-for-cards.ts'
import { type Owing, owingKey } from './with-offsets.ts'

/** What a party, or everybody (null), owes back, by party and currency, and how much of it is held on the accounts anyway. */
export async function owingOf(em: EntityManager, partyId: string | null): Promise<Map<string, Owing>> {
  const held = new Map(
    (await heldForDisputes(em, partyId)).map(row => [
      owingKey(row.partyId, row.currency as Currency),
      row.amount,
    ]),
  )
  const debts = Map.groupBy(await openDebts(em, partyId), debt => owingKey(debt.ownerId, debt.currency))
  return new Map([...debts].map(([key, own]) => [key, { debts: own, kept: held.get(key) ?? 0n }]))
}

/** What of this is missing on the revenue accounts of projects, by currency: what runs gave, took back and did not find again. */
export function shortOf(owing: ReadonlyMap<string, Owing>, currency: Currency): bigint {
  return [...owing.values()]
    .flatMap(({ debts }) => debts)
    .filter(debt => debt.currency === currency && OF_RUNS.includes(debt.kind))
    .reduce((sum, debt) => sum + debt.amount, 0n)
}

/** A run that is taken back takes back what it had recovered, too. */
const OF_RUNS: readonly EntryKind[] = ['shortfallBooked', 'runReversed']
