import { NOTHING } from '../../ids.ts'
import type { JournalCode } from '../../ledger/closing/journals.ts'
import { ACCOUNT_KINDS, type AccountKind } from '../../ledger/kinds.ts'
import { BOOK_CURRENCY, type Currency } from '../../money/currency.ts'
import { inEuros, type OwnLine } from './in-euros.ts'
import type { OtherOpenings } from './other-openings.ts'

/** A posting of a numbered entry; days as 2008-12-31, minor units of EUR, positive = debit. */
export type FiscalRow = {
  journal: JournalCode
  journalName: string
  number: number
  day: string
  account: { number: string; kind: string; ownerId: string | null; scopeId: string | null; code: string }
  factId: string | null
  what: string
  amount: bigint
  /** The same in the currency of the account, where that is another. */
  other: { amount: bigint; currency: Currency } | null
  validOn: string
}

/**
 * What a year is read as: 0 what an account in euros opened with (`account` null: what earlier years came to), 1 the place of
 * those in other currencies, 2 a line of an entry. Minor units of its currency.
 */
export type FiscalLine = Omit<FiscalRow, 'account' | 'other'> &
  OwnLine & {
    part: 0 | 1 | 2
    account: { kind: AccountKind; ownerId: string | null; scopeId: string | null; code: string } | null
  }

/** What was there before the year in other currencies, and the kinds of account that begin each year at nothing. */
export type Before = OtherOpenings & { ofTheYear: readonly string[] }

type Account = FiscalRow['account']

/** The account that carries forward what earlier years came to (plan comptable général, 110). */
const CARRIED_FORWARD: Account = {
  ...{ number: '110000', kind: 'carriedForward', ownerId: null, scopeId: null, code: '' },
}
const EXCHANGE: Account = {
  ...{ number: ACCOUNT_KINDS.exchange.number, kind: 'exchange', ownerId: null, scopeId: null, code: '' },
}

/** The rows of a year in euros, in the order of its lines. Holds one line at a time, and what was before the year. */
export async function* fiscalRows(
  lines: AsyncIterable<FiscalLine>,
  before: Before,
): AsyncGenerator<FiscalRow> {
  const euros = inEuros()
  let last: FiscalLine | null = null
  for await (const line of lines) {
    if (line.part === 1) {
      yield* openingsOf(line, before)
      continue
    }
    if (last !== null && entryOf(last) !== entryOf(line)) yield* restOf(last, euros.rest())
    const amount = line.part === 0 ? line.amount : euros.next(line)
    yield rowOf(line, line.account === null ? CARRIED_FORWARD : numbered(line.account), amount)
    last = line.part === 0 ? null : line
  }
  if (last !== null) yield* restOf(last, euros.rest())
}

const entryOf = ({ journal, number }: { journal: JournalCode; number: number }) => `${journal} ${number}`

const numbered = (account: { kind: AccountKind } & Omit<Account, 'number'>): Account => {
  const { kind, ownerId, scopeId, code } = account
  return { number: ACCOUNT_KINDS[kind].number, kind, ownerId, scopeId, code }
}

function rowOf(line: FiscalLine, account: Account, amount: bigint): FiscalRow {
  const { journal, journalName, number, day, factId, what, validOn, currency } = line
  const other = currency === BOOK_CURRENCY ? null : { amount: line.amount, currency }
  return { journal, journalName, number, day, account, factId, what, amount, other, validOn }
}

/** What rounding left of an entry. */
function* restOf(line: FiscalLine, rest: bigint): Generator<FiscalRow> {
  if (rest !== 0n) yield { ...rowOf(line, EXCHANGE, rest), other: null }
}

function* openingsOf(line: FiscalLine, { accounts, rests, ofTheYear }: Before): Generator<FiscalRow> {
  let carried = 0n
  for (const { euros, amount, currency, ...account } of accounts) {
    if (ofTheYear.includes(account.kind)) {
      carried += euros
      continue
    }
    const [ownerId, scopeId] = [orNull(account.ownerId), orNull(account.scopeId)]
    yield rowOf({ ...line, amount, currency }, numbered({ ...account, ownerId, scopeId }), euros)
  }
  if (carried !== 0n) yield rowOf(line, CARRIED_FORWARD, carried)
  yield* restOf(line, rests)
}

const orNull = (id: string) => (id === NOTHING ? null : id)
