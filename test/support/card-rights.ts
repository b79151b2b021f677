import { newId } from '../../src/domain/ids.ts'
import type { House } from './house.ts'
import { ALL, type Rights, right, SIGNED_IN, STAFF } from './rights.ts'

const KEY = 'idempotencyKey: "k"'

/** What can be changed about card payments and refunds, and by whom. The house has no card processor. */
export function cardRights({ receipt, ann }: Pick<House, 'receipt' | 'ann'>): Rights {
  const input = (verb: string, fields: string) => `${verb}(input: { ${KEY}, ${fields} })`
  const unknown = newId()
  const invoice = 'firstDay: "2010-01-01", lastDay: "2010-01-31", amount: { amount: "1", currency: "EUR" }'
  return {
    payByCard: [
      right(input('payByCard', `subscriptionId: "${ann.subscription}"`), [SIGNED_IN, 'CARDS_NOT_CONFIGURED']),
    ],
    refund: [
      right(input('refund', `paymentId: "${receipt}"`), [['finance'], 'PAYMENT_IN_USE']),
      right(input('refund', `paymentId: "CardPayment:${unknown}"`), [['finance'], 'PAYMENT_UNKNOWN']),
      right(input('refund', `paymentId: "Party:${unknown}"`), [['finance'], 'NOT_FOUND']),
    ],
    refundInBulk: [
      right(`refundInBulk(offeringId: "Offering:${unknown}", ${KEY})`, [['finance'], 'OFFERING_UNKNOWN']),
    ],
    recordProcessorInvoice: [
      right(input('recordProcessorInvoice', `number: "", ${invoice}`), [
        ['finance'],
        'INVOICE_NUMBER_MALFORMED',
      ]),
    ],
    claimTransfer: [
      right(`claimTransfer(receiptId: "${receipt}", of: payout, ${KEY})`, [['finance'], 'NOT_ON_ITS_WAY']),
    ],
  }
}

/** What can be read about them, and by whom. */
export const CARD_READING: Rights = {
  clientsMoney: [right('clientsMoney { currencies { owed { amount } } provedAt }', [ALL, 'ok'])],
  cardRates: [right('cardRates { ratio }', [ALL, 'ok'])],
  cardSuspense: [right('cardSuspense { edges { cursor } }', [STAFF, 'ok'])],
  processorInvoices: [right('processorInvoices { edges { cursor } }', [STAFF, 'ok'])],
}
