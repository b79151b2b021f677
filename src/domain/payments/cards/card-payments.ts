import type { EntityManager } from '@mikro-orm/postgresql'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import type { SuspenseReason } from '../receipt.ts'
import { refuse } from '../refusals.ts'
import type { CostBearer } from './card-quote.ts'

/** What an investor was shown before he paid by card. Minor units. */
export type CardIntentRow = {
  id: string
  processorReference: string
  subscriptionId: string
  amount: bigint
  cost: bigint
  bearer: CostBearer
  currency: Currency
}

/** A card payment, why it lies in suspense if it does, and how much of it went back, by refunds and in all. Minor units. */
export type CardPaymentRow = {
  id: string
  processorReference: string
  amount: bigint
  currency: Currency
  paidAt: Date
  suspenseReason: SuspenseReason | null
  refunded: bigint
  taken: bigint
}

/** What these orders were asked for by card, the latest first. */
export function cardIntents(em: EntityManager, subscriptionId: string): Promise<CardIntentRow[]> {
  return intents(em).where('subscriptionId', '=', subscriptionId).orderBy('id', 'desc').execute() as Promise<
    CardIntentRow[]
  >
}

/** What was asked for under the processor's name. */
export function cardIntentNamed(
  em: EntityManager,
  processorReference: string,
): Promise<CardIntentRow | undefined> {
  return intents(em).where('processorReference', '=', processorReference).executeTakeFirst() as Promise<
    CardIntentRow | undefined
  >
}

/** The card payments with these ids, those that exist. */
export function cardPayments(em: EntityManager, ids: readonly string[]): Promise<CardPaymentRow[]> {
  return payments(em).where('cardPayment.id', 'in', ids).execute() as Promise<CardPaymentRow[]>
}

/** The card payment with this id, which a fact refers to. */
export async function cardPaymentWithId(em: EntityManager, id: string): Promise<CardPaymentRow> {
  return (await payments(em).where('cardPayment.id', '=', id).executeTakeFirstOrThrow()) as CardPaymentRow
}

/** A page of the card payments that pay no order and have not all gone back, by id. */
export function cardSuspensePage(em: EntityManager, slice: Slice): Promise<CardPaymentRow[]> {
  const { within, order, limit } = keyset(['card_payment.id'], slice)
  return payments(em)
    .where('reason', 'is not', null)
    .where(({ eb, fn, val }) => eb(fn.coalesce('taken', val(0n)), '<', eb.ref('amount')))
    .where(within)
    .orderBy(order)
    .limit(limit)
    .execute() as Promise<CardPaymentRow[]>
}

/** The card payment under the processor's name. */
export function cardPaymentNamed(
  em: EntityManager,
  processorReference: string,
): Promise<CardPaymentRow | undefined> {
  return payments(em).where('processorReference', '=', processorReference).executeTakeFirst() as Promise<
    CardPaymentRow | undefined
  >
}

/** The same. Refuses CARD_PAYMENT_UNKNOWN. */
export async function cardPaymentOf(em: EntityManager, processorReference: string): Promise<CardPaymentRow> {
  const found = await cardPaymentNamed(em, processorReference)
  if (found === undefined) throw refuse.CARD_PAYMENT_UNKNOWN({ reference: processorReference })
  return found
}

function intents(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('cardIntent')
    .select(['id', 'processorReference', 'subscriptionId', 'amount', 'cost', 'bearer', 'currency'])
}

function payments(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('cardPayment')
    .leftJoin('cardSuspense', 'cardSuspense.cardPaymentId', 'cardPayment.id')
    .leftJoin('paymentTaken', 'paymentTaken.paymentId', 'cardPayment.id')
    .select(({ fn, val }) => [
      'cardPayment.id',
      'processorReference',
      'amount',
      'currency',
      'paidAt',
      'reason as suspenseReason',
      fn.coalesce('refunded', val(0n)).as('refunded'),
      fn.coalesce('taken', val(0n)).as('taken'),
    ])
}
