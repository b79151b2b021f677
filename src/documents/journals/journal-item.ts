import type { Currency } from '../../domain/money/currency.ts'

/** An account by what names it for ever: its kind and number, whose it is and what for (ids, null for none), a code. */
export type JournalAccount = {
  number: string
  kind: string
  ownerId: string | null
  scopeId: string | null
  code: string
  currency: Currency
}

/**
 * A piece of a journal, in the order in which it is written: the currencies, the accounts with the day of their first
 * posting, then day by day the postings of entry after entry, and at the end of each month what lies on every account that
 * moved in it. Amounts in minor units, positive = debit.
 */
export type JournalItem =
  | { item: 'currency'; currency: Currency; since: string }
  | { item: 'account'; account: JournalAccount; since: string }
  | {
      item: 'posting'
      day: string
      entryId: string
      factId: string
      what: string
      account: JournalAccount
      amount: bigint
    }
  | { item: 'balance'; day: string; account: JournalAccount; amount: bigint }

/** A posting of an entry. */
export type JournalPosting = Extract<JournalItem, { item: 'posting' }>
