import type { EntityManager } from '@mikro-orm/postgresql'
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
