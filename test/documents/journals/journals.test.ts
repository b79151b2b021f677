import { describe, expect, test } from '@jest/globals'
import { accountPath } from '../../../src/documents/journals/account-path.ts'
import type { JournalAccount, JournalItem } from '../../../src/documents/journals/journal-item.ts'
import { writeBeancount } from '../../../src/documents/journals/write-beancount.ts'
import { writeLedger } from '../../../src/documents/journals/write-ledger.ts'

const account = (given: Partial<JournalAccount>): JournalAccount => {
  return { number: '512100', kind: 'bank', ownerId: null, scopeId: null, code: '', currency: 'EUR', ...given }
}
const BANK = account({ code: 'clients' })
const ANN = account({ number: '467200', kind: 'holder', ownerId: '0190abcd-0000-7000-8000-00000000000a' })

const ITEMS: JournalItem[] = [
  { item: 'currency', currency: 'EUR', since: '2025-01-15' },
  { item: 'currency', currency: 'JPY', since: '2025-01-15' },
  { item: 'account', account: BANK, since: '2025-01-15' },
  { item: 'account', account: ANN, since: '2025-01-15' },
  ...[BANK, ANN].map((each, index): JournalItem => {
    const amount = index === 0 ? 1050n : -1050n
    const ids = { entryId: 'e1', factId: 'f1', what: 'receiptClaimed' }
    return { item: 'posting', day: '2025-01-15', ...ids, account: each, amount }
  }),
  { item: 'balance', day: '2025-01-31', account: BANK, amount: 1050n },
  { item: 'balance', day: '2025-01-31', account: ANN, amount: -1050n },
]

async function* streamed(items: JournalItem[]): AsyncGenerator<JournalItem> {
  yield* items
}

const written = async (write: typeof writeLedger) => (await Array.fromAsync(write(streamed(ITEMS)))).join('')

test('a journal for hledger and ledger declares what it names and asserts what is there at the end of a month', async () => {
  expect(await written(writeLedger)).toBe(`\
; The books by day. Positive amounts are debits. Accounts are named by number, kind and ids.

commodity EUR
    format 1000.00 EUR
commodity JPY
account Assets:512100-bank:C-clients:EUR
account Liabilities:467200-holder:P-0190ABCD-0000-7000-8000-00000000000A:EUR

2025-01-15 * (e1) receiptClaimed f1
    Assets:512100-bank:C-clients:EUR  10.50 EUR
    Liabilities:467200-holder:P-0190ABCD-0000-7000-8000-00000000000A:EUR  -10.50 EUR

2025-01-31 * Balances at the end of 2025-01-31
    Assets:512100-bank:C-clients:EUR  0.00 EUR = 10.50 EUR
    Liabilities:467200-holder:P-0190ABCD-0000-7000-8000-00000000000A:EUR  0.00 EUR = -10.50 EUR
`)
})

test('a journal for beancount asserts it at the first instant of the next day, to the cent', async () => {
  expect(await written(writeBeancount)).toBe(`\
option "title" "The books"

option "operating_currency" "EUR"
2025-01-15 commodity EUR
option "operating_currency" "JPY"
2025-01-15 commodity JPY
2025-01-15 open Assets:512100-bank:C-clients:EUR EUR
2025-01-15 open Liabilities:467200-holder:P-0190ABCD-0000-7000-8000-00000000000A:EUR EUR

2025-01-15 * "receiptClaimed" ^f1
  entry: "e1"
  Assets:512100-bank:C-clients:EUR  10.50 EUR
  Liabilities:467200-holder:P-0190ABCD-0000-7000-8000-00000000000A:EUR  -10.50 EUR

2025-02-01 balance Assets:512100-bank:C-clients:EUR  10.50 ~ 0 EUR
2025-02-01 balance Liabilities:467200-holder:P-0190ABCD-0000-7000-8000-00000000000A:EUR  -10.50 ~ 0 EUR
`)
})

describe('the name of an account', () => {
  test('stands under the root of its class', () => {
    const root = (number: string) => accountPath(account({ number })).split(':')[0]
    expect(['411000', '442200', '512200', '627000', '706000', '890000'].map(root)).toEqual([
      'Assets',
      'Liabilities',
      'Assets',
      'Expenses',
      'Income',
      'Equity',
    ])
    expect(() => root('210000')).toThrow('The number 210000')
  })

  test('tells codes, owners and purposes apart, however they are written', () => {
    const id = '0190abcd-0000-7000-8000-00000000000a'
    const names = [
      account({ code: 'a.b' }),
      account({ code: 'a-b' }),
      account({ code: 'a2eb' }),
      account({ code: 'a-2e-b' }),
      account({ ownerId: id }),
      account({ scopeId: id }),
      account({ currency: 'USD' }),
    ].map(accountPath)
    expect(new Set(names).size).toBe(7)
    expect(names[0]).toBe('Assets:512100-bank:C-a-2e-b:EUR')
  })
})
