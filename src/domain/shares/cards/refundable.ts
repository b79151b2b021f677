import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import { accountOf } from '../../parties/payout-accounts/payout-accounts.ts'
import type { TakenFrom } from '../../payments/cards/card-dispute.ts'
import { refuse as refusePayment } from '../../payments/refusals.ts'
import { orderPaidBy } from './paid-orders.ts'
import { returnedOf } from './returned.ts'

/**
 * A payment of which money may go back: what was paid and what is left of it, in minor units: what did not go back before and
 * no order uses; where that lies, and the only destination it has: the bank account `payeeId`, or the card, or the account that the party named.
 */
export type Refundable = {
  id: string
  isCard: boolean
  paid: bigint
  left: bigint
  currency: Currency
  takenFrom: TakenFrom
  partyId: string | null
  payeeId: string | null
}

/**
 * A payment as it may be given back: its order ended, or was allotted less than it paid, or it was given back to a party, or
 * it came by card and paid no order. Refuses PAYMENT_UNKNOWN, PAYMENT_IN_USE, REFUND_TO_NOBODY.
 */
export async function refundableOf(em: EntityManager, paymentId: string): Promise<Refundable> {
  const found = await paymentOf(em, paymentId)
  if (found === undefined) throw refusePayment.PAYMENT_UNKNOWN({ id: paymentId })
  const { returnedTo, inSuspense, taken, ...payment } = found
  const { paid } = payment
  const left = (returned: bigint) => (returned > taken ? returned - taken : 0n)
  if (returnedTo !== null) {
    await refuseToNobody(em, payment, returnedTo)
    return { ...payment, left: left(paid), takenFrom: 'holder', partyId: returnedTo }
  }
  if (inSuspense) return { ...payment, left: left(paid), takenFrom: 'suspense', partyId: null }
  const order = await orderPaidBy(em, paymentId)
  const returned = order === undefined ? 0n : returnedOf(order, paid)
  if (order === undefined || returned === 0n) throw refusePayment.PAYMENT_IN_USE({ id: paymentId })
  await refuseToNobody(em, payment, order.partyId)
  return { ...payment, left: left(returned), takenFrom: 'holder', partyId: order.partyId }
}

/** Where the bank did not say who paid, it goes to the account that its owner named. */
async function refuseToNobody(
  em: EntityManager,
  { id, isCard, payeeId }: Pick<Refundable, 'id' | 'isCard' | 'payeeId'>,
  partyId: string,
): Promise<void> {
  if (isCard || payeeId !== null || (await accountOf(em, partyId)) !== undefined) return
  throw refusePayment.REFUND_TO_NOBODY({ id })
}

type Payment = Omit<Refundable, 'left' | 'takenFrom' | 'partyId'> & {
  taken: bigint
  returnedTo: string | null
  inSuspense: boolean
}

async function paymentOf(em: EntityManager, id: string): Promise<Payment | undefined> {
  const { rows } = await sql<Payment>`
    select payment.*, coalesce(taken, 0)::bigint as taken
      from (select id, true as "isCard", amount as paid, currency, null::uuid as "payeeId", null::uuid as "returnedTo",
                   exists (select from card_suspense where card_payment_id = card_payment.id) as "inSuspense"
              from card_payment where id = ${id}
            union all
            select id, false, amount, currency, payer_id, target_id, false
              from receipt left join receipt_claim on receipt_id = receipt.id and purpose = 'return'
             where id = ${id}) as payment
      left join payment_taken on payment_id = payment.id`.execute(sqlOf(em))
  return rows[0]
}
