import type { AccountName } from '../ledger/accounts-for.ts'

/** The clients' bank account of a currency. */
export const clientsBank = (currency: string): AccountName => ({ kind: 'bank', code: 'clients', currency })

/** Money on it that is nobody's yet; below zero, what left it and is not claimed yet. */
export const suspense = (currency: string): AccountName => ({ kind: 'suspense', code: 'clients', currency })

/** The card processor: card payments that it has not paid out yet. */
export const cardProcessor = (currency: string): AccountName => ({ kind: 'card', currency })

/** Card payments that pay no order, while they are not given back. */
export const cardSuspense = (currency: string): AccountName => ({ kind: 'suspense', code: 'card', currency })

/**
 * Money on its way to the clients' bank account: `payout` from the card processor, `cover` from the platform, which makes
 * good what the processor kept for itself.
 */
export const onItsWay = (code: 'payout' | 'cover', currency: string): AccountName => ({
  kind: 'internal',
  code,
  currency,
})
