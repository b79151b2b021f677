import type { EntityManager } from '@mikro-orm/postgresql'
import { book } from '../../ledger/book.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { suspense } from '../clients-money.ts'
import type { ClaimedChange } from './claim-change.ts'

/**
 * Books what left to be changed, after all that came for it or was converted: so at no moment is less there than clients are
 * owed.
 */
export async function bookChange(
  em: EntityManager,
  { debitId, currency, amount }: ClaimedChange,
  now: Date,
): Promise<void> {
  await book(em, { kind: 'moneyChanged', factId: debitId, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    { account: { kind: 'exchange', currency }, amount },
    { account: suspense(currency), amount: -amount },
  ])
}
