import type { EntityManager } from '@mikro-orm/postgresql'
import type { Payable } from '../payments/payable.ts'
import { destinationsOf } from '../payrun/destinations.ts'
import { holderPayables } from '../payrun/holder-lines.ts'
import { owingOf } from '../payrun/owing.ts'
import { payeeBalances } from '../payrun/payee-balances.ts'
import { dayOf, PLATFORM_ZONE } from '../time/calendar.ts'

/** What a party has with us by currency, over all projects, and what of it leaves or stays until when and why. */
export async function payablesOf(em: EntityManager, partyId: string, now: Date): Promise<Payable[]> {
  const balances = await payeeBalances(em, partyId)
  if (balances.length === 0) return []
  const destinations = await destinationsOf(em, partyId, now)
  const owing = await owingOf(em, partyId)
  const asked = { partyId, balances, destinations, owing, testedFrom: dayOf(now, PLATFORM_ZONE) }
  return (await holderPayables(em, asked, now)).map(({ payable }) => payable)
}
