import type { EntityManager } from '@mikro-orm/postgresql'
import { returnCredits } from '../../payments/answers/return-credits.ts'
import { settleDebits } from '../../payments/answers/settle-debits.ts'
import type { WrittenMoney } from '../../payments/bank/write-money.ts'
import { payOrders } from './pay-orders.ts'

/**
 * Books what money that the bank told is for: a receipt pays the order that its reference names or is a payout that came
 * back; a debit settles the payouts it carried out.
 */
export async function bookMeant(
  em: EntityManager,
  written: readonly WrittenMoney[],
  now: Date,
): Promise<void> {
  const credits = written.filter(each => each.amount > 0n)
  // Money that a bank sends back pays no order, whatever is written on it.
  const [arrived, cameBack] = [
    credits.filter(each => each.returned === null),
    credits.filter(each => each.returned !== null),
  ]
  await payOrders(em, arrived, now)
  const debits = written.filter(each => each.amount < 0n)
  await settleDebits(em, debits, now)
  await returnCredits(em, cameBack, now)
}
