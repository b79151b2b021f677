import { newId } from '../../src/domain/ids.ts'
import type { House } from './house.ts'
import { type Rights, right, SIGNED_IN, STAFF } from './rights.ts'

/** Who looks at exchange rates. */
export const EXCHANGE_READING: Rights = {
  exchangeRates: [right('exchangeRates(first: 1) { edges { node { rate source } } }', [STAFF, 'ok'])],
}

/** Who tells them, and who pays in another currency. */
export const exchangeRights = ({ ann }: Pick<House, 'ann'>): Rights => ({
  requestPaymentQuote: [
    right(
      `requestPaymentQuote(input: { idempotencyKey: "k", subscriptionId: "${ann.subscription}", currency: "EUR" })`,
      [['ann'], 'QUOTE_NOT_NEEDED'],
      [SIGNED_IN.filter(who => who !== 'ann'), 'SUBSCRIPTION_UNKNOWN'],
    ),
  ],
  recordExchangeRate: [
    right(
      `recordExchangeRate(input: { idempotencyKey: "k", from: "USD", to: "USD", rate: "1", source: "x",
         at: "2010-01-01T00:00:00Z" })`,
      [['finance'], 'RATE_OF_ONE_CURRENCY'],
    ),
  ],
  importExchangeRates: [
    right('importExchangeRates(input: { idempotencyKey: "k", content: "" })', [
      ['finance'],
      'RATE_FILE_UNREADABLE',
    ]),
  ],
  recordMoneyChanged: [
    right(
      `recordMoneyChanged(input: { idempotencyKey: "k", debitId: "BankDebit:${newId()}", receiptIds: [], reportIds: [] })`,
      [['finance'], 'PAYOUT_DEBIT_UNKNOWN'],
    ),
  ],
})
