import type { PaymentBatch, PaymentLeg } from '../../../src/documents/pain/payment-batch.ts'

export const FRENCH_IBAN = 'FR1420041010050500013M02606'
export const GERMAN_IBAN = 'DE89370400440532013000'

/** A leg of 12.34 EUR that is right in everything but the change. */
export function leg(change: Partial<PaymentLeg> = {}): PaymentLeg {
  return {
    endToEndId: 'E-1',
    amount: 1234n,
    currency: 'EUR',
    name: 'Ann',
    iban: FRENCH_IBAN,
    bic: null,
    address: null,
    remittance: null,
    ...change,
  }
}

/** A batch of one such leg that is right in everything but the change. */
export function batch(change: Partial<PaymentBatch> = {}): PaymentBatch {
  return {
    messageId: 'M-1',
    createdAt: new Date('2026-07-30T22:00:00.999Z'),
    initiatingParty: 'Tantième',
    debtor: { name: 'Tantième', iban: 'FR7630006000011234567890189', bic: null, address: null },
    executeOn: '2026-07-31',
    bookedOnce: false,
    purpose: null,
    legs: [leg()],
    ...change,
  }
}
