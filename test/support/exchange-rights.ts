import { newId } from '../../src/domain/ids.ts'
import { type Rights, right, STAFF } from './rights.ts'

/** Who looks at exchange rates. */
export const EXCHANGE_READING: Rights = {
  exchangeRates: [right('exchangeRates(first: 1) { edges { node { rate source } } }', [STAFF, 'ok'])],
}

/** Who tells them. */
export const EXCHANGE_RIGHTS: Rights = {
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
}
