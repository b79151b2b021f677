import type { NewPosting } from './book.ts'
import type { AccountKind } from './kinds.ts'

/** Where the money of clients lies. */
const CLIENTS: readonly AccountKind[] = ['bank', 'card']
/** What the platform earns, spends and owes for itself, and its own bank account. */
const PLATFORMS: readonly AccountKind[] = [
  'bankOwn',
  'income',
  'charge',
  'vat',
  'receivable',
  'cost',
  'rounding',
]

/**
 * The postings of an entry, when it keeps the money of clients apart: an entry that moves it and a cost or an income of the
 * platform must let the platform's own side come to zero, so that its bank account bears what is its own. Only what was
 * earned before, and so lies among the clients' money, may leave to the platform's bank account without more.
 * Throws when it does not: that is a fault of a verb, never of a request.
 */
export function keptApart<Posting extends NewPosting>(postings: readonly Posting[]): readonly Posting[] {
  if (!postings.some(({ account }) => CLIENTS.includes(account.kind))) return postings
  const own = postings.filter(({ account }) => PLATFORMS.includes(account.kind))
  if (own.every(({ account }) => account.kind === 'bankOwn')) return postings
  for (const [currency, inIt] of Map.groupBy(own, ({ account }) => account.currency)) {
    const left = inIt.reduce((sum, { amount }) => sum + amount, 0n)
    if (left !== 0n) {
      const kinds = [...new Set(inIt.map(({ account }) => account.kind))].join(', ')
      throw new Error(
        `The platform's own side (${kinds}) of an entry that moves clients' money comes to ${left} ${currency}`,
      )
    }
  }
  return postings
}
