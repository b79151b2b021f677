import type { EntityManager } from '@mikro-orm/postgresql'
import { balanceOf } from '../../ledger/balances.ts'
import { book, type NewEntry } from '../../ledger/book.ts'
import { borneByPlatform } from '../../payments/cards/borne-by-platform.ts'
import { missingOf } from '../../payments/cards/missing.ts'
import { cardProcessor } from '../../payments/clients-money.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import type { LockedPayment } from './lock-payment.ts'

/** What settles what is to be recovered of a payment, and what gives back to the platform what it bore. Minor units. */
export type GivenBack = { recovered: bigint; relieved: bigint }

/**
 * The processor returned money of a payment that it had taken: first it settles what of the payment is still to be recovered
 * or was borne by the platform, whatever took it; the rest lies on the investor's account, or in suspense.
 */
export async function giveBack(
  em: EntityManager,
  {
    locked,
    amount,
    entry,
  }: { locked: LockedPayment; amount: bigint; entry: Pick<NewEntry, 'kind' | 'factId'> },
  now: Date,
): Promise<GivenBack> {
  const { payment, own, owed } = locked
  const { currency } = payment
  const missing = await missingOf(em, payment.id)
  const open = owed === null ? 0n : await balanceOf(em, owed)
  const recovered = least(least(open, missing.recoverable), amount)
  const relieved = least(missing.borne, amount)
  await book(em, { ...entry, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
    { account: cardProcessor(currency), amount },
    { account: own, amount: recovered + relieved - amount },
    ...(owed === null ? [] : [{ account: owed, amount: -recovered }]),
    ...borneByPlatform(-relieved, currency),
  ])
  return { recovered, relieved }
}

const least = (a: bigint, b: bigint) => (a < b ? a : b)
