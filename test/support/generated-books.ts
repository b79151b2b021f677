import type { EntityManager } from '@mikro-orm/postgresql'
import { newId } from '../../src/domain/ids.ts'
import type { AccountName } from '../../src/domain/ledger/accounts-for.ts'
import type { NewEntry, NewPosting } from '../../src/domain/ledger/book.ts'
import { bookEach } from '../../src/domain/ledger/book-each.ts'

const CURRENCIES = ['EUR', 'JPY', 'KWD', 'USD'] as const

/** Whole numbers below a limit, the same ones for the same seed. */
export function numbersFrom(seed: number): (below: number) => number {
  let state = BigInt(seed)
  return below => {
    // Knuth's MMIX generator: only its upper half is even enough.
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n
    return Number((state >> 33n) % BigInt(below))
  }
}

/** The accounts that a generated book moves money between, in each currency. */
function accountsOf(next: (below: number) => number): AccountName[] {
  const owned = (kind: AccountName['kind'], count: number) =>
    Array.from({ length: count }, () => ({ kind, ownerId: newId() }))
  const kinds: Omit<AccountName, 'currency'>[] = [
    { kind: 'bank', code: 'clients' },
    { kind: 'card' },
    { kind: 'suspense', code: 'clients' },
    { kind: 'levy', code: 'prélèvement:1' },
    ...owned('holder', 5),
    ...owned('subscriber', 3).map(account => ({ ...account, scopeId: newId() })),
    ...owned('issuer', 2).map(account => ({ ...account, scopeId: newId() })),
    { kind: 'revenue', scopeId: newId() },
  ]
  return kinds.flatMap(account =>
    CURRENCIES.filter((_, index) => index === 0 || next(2) === 0).map(currency => ({ ...account, currency })),
  )
}

/**
 * Books so many months of made-up entries, from January 2020 on: some days have many, some months have few; now and then
 * revenue in another currency is converted.
 */
export async function generateMonths(em: EntityManager, seed: number, months: number): Promise<void> {
  const next = numbersFrom(seed)
  const accounts = accountsOf(next)
  const scopeId = newId()
  const entries = Array.from({ length: months }, (_, month) => [
    ...Array.from({ length: 1 + next(9) }, () => entryOf(accounts, month, next)),
    ...Array.from({ length: next(3) }, () => conversionOf(scopeId, month, next)),
  ])
  await bookEach(em, entries.flat())
}

/** A day of a month, counted from January 2020. */
function dayIn(month: number, next: (below: number) => number): string {
  const first = new Date(Date.UTC(2020, month, 1))
  const days = new Date(Date.UTC(2020, month + 1, 0)).getUTCDate()
  return new Date(first.getTime() + next(days) * 86_400_000).toISOString().slice(0, 10)
}

/** Revenue in another currency becomes revenue in euros, as the bank changed it. */
function conversionOf(
  scopeId: string,
  month: number,
  next: (below: number) => number,
): NewEntry & { postings: NewPosting[] } {
  const currency = CURRENCIES[1 + next(CURRENCIES.length - 1)] as 'USD'
  const [sent, counted] = [BigInt(1 + next(10_000_000)), BigInt(1 + next(10_000_000))]
  return {
    ...{ kind: 'revenueConverted', factId: newId(), bookedOn: dayIn(month, next) },
    postings: [
      { account: { kind: 'revenue', scopeId, currency }, amount: sent },
      { account: { kind: 'exchange', currency }, amount: -sent },
      { account: { kind: 'exchange', currency: 'EUR' }, amount: counted },
      { account: { kind: 'revenue', scopeId, currency: 'EUR' }, amount: -counted },
    ],
  }
}

function entryOf(
  accounts: readonly AccountName[],
  month: number,
  next: (below: number) => number,
): NewEntry & { postings: NewPosting[] } {
  const bookedOn = dayIn(month, next)
  const { currency } = accounts[next(accounts.length)] as AccountName
  const same = accounts.filter(account => account.currency === currency)
  const postings = Array.from({ length: 1 + next(4) }, (): NewPosting => {
    return {
      account: same[next(same.length)] as AccountName,
      amount: BigInt(1 + next(10_000_000) - 3_000_000) || 1n,
    }
  }).filter(posting => posting.amount !== 0n)
  const total = postings.reduce((sum, { amount }) => sum + amount, 0n)
  const balance = total === 0n ? [] : [{ account: same[next(same.length)] as AccountName, amount: -total }]
  return {
    kind: 'receiptRecorded',
    factId: newId(),
    bookedOn,
    postings: [...postings, ...balance],
  }
}
