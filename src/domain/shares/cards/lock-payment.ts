import type { EntityManager } from '@mikro-orm/postgresql'
import type { AccountName } from '../../ledger/accounts-for.ts'
import { lockAccount } from '../../ledger/lock-account.ts'
import { lockSpending } from '../../ledger/lock-spending.ts'
import { lockOffering } from '../../offerings/lock-offering.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import { offeringOf } from '../../offerings/offerings.ts'
import { type CardPaymentRow, cardPayments } from '../../payments/cards/card-payments.ts'
import { cardSuspense } from '../../payments/clients-money.ts'
import { holderAccount, recoverableAccount } from '../shares-accounts.ts'
import { type SubscriptionRow, subscriptionOf } from '../subscriptions.ts'
import { orderPaidBy } from './paid-orders.ts'

/**
 * A card payment as it stands, and the order it paid, if it paid one. `own` is the account of its payer, or suspense, with
 * what lies there in minor units; `owed` is where he owes the project what was not there.
 */
export type LockedPayment = {
  payment: CardPaymentRow
  order: SubscriptionRow | undefined
  own: AccountName
  there: bigint
  owed: AccountName | null
}

/**
 * What the processor tells of one payment goes one after the other from here on, and nothing else moves what it is decided
 * by. Locks are taken in the order of the whole house: project, offering, spending, account.
 */
export async function lockPayment(em: EntityManager, before: CardPaymentRow): Promise<LockedPayment> {
  const { id, currency } = before
  const paid = await orderPaidBy(em, id)
  const owed = paid === undefined ? null : await lockOrder(em, paid)
  await lockSpending(em, 'shared')
  const own = paid === undefined ? cardSuspense(currency) : holderAccount(paid.partyId, currency)
  const there = await lockAccount(em, own)
  const [payment = before] = await cardPayments(em, [id])
  const order = paid && (await subscriptionOf(em, paid.id))
  return { payment, order, own, there, owed }
}

async function lockOrder(em: EntityManager, { offeringId, partyId, currency }: SubscriptionRow) {
  const { projectId } = await offeringOf(em, offeringId)
  await lockProject(em, projectId)
  await lockOffering(em, offeringId)
  return recoverableAccount(partyId, projectId, currency)
}
