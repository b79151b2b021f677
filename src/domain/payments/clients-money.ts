import type { AccountName } from '../ledger/accounts-for.ts'

/** The clients' bank account of a currency. */
export const clientsBank = (currency: string): AccountName => ({ kind: 'bank', code: 'clients', currency })

/** Money on it that is nobody's yet; below zero, what left it and is not claimed yet. */
export const suspense = (currency: string): AccountName => ({ kind: 'suspense', code: 'clients', currency })
