import type { AccountName } from '../../ledger/accounts-for.ts'
import type { NewPosting } from '../../ledger/book.ts'
import type { LegRow } from './legs.ts'

/** Money that is on its way out: prepared, and not known to have left. */
export const transit = (currency: string): AccountName => ({ kind: 'transit', currency })

/** What takes the money of a leg from an account, in its currency, into another one. Minor units. */
export type Taking = {
  account: AccountName
  amount: bigint
  currency: string
  /** In the currency of the account. */
  taken: bigint
}

/**
 * The postings that take the money of a leg from its account and leave `amount` to be credited in its own currency. What is
 * paid in another currency passes through `exchange`, so that each currency balances by itself.
 */
export function takenFrom({ account, amount, currency, taken }: Taking): NewPosting[] {
  if (account.currency === currency) return [{ account, amount }]
  return [
    { account, amount: taken },
    { account: { kind: 'exchange', currency: account.currency }, amount: -taken },
    { account: { kind: 'exchange', currency }, amount },
  ]
}

/** The opposite: the account has again exactly what a leg took from it, whatever the rate is today. */
export function backTo(leg: LegRow): NewPosting[] {
  const { kind, ownerId, scopeId, code, takenIn } = leg
  const account = { kind, ownerId, scopeId, code, currency: takenIn }
  return takenFrom({ ...leg, account }).map(posting => ({ ...posting, amount: -posting.amount }))
}
