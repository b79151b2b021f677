import { beforeAll, describe, expect, test } from '@jest/globals'
import type { JournalItem } from '../../../../src/documents/journals/journal-item.ts'
import { writeBeancount } from '../../../../src/documents/journals/write-beancount.ts'
import { writeLedger } from '../../../../src/documents/journals/write-ledger.ts'
import { trialBalance } from '../../../../src/domain/ledger/trial-balance.ts'
import type { Currency } from '../../../../src/domain/money/currency.ts'
import { parseAmount } from '../../../../src/domain/money/money.ts'
import { journal } from '../../../../src/domain/reports/journals/journal.ts'
import { BOOKKEEPERS, type Bookkeeper, type Sum, testBy } from '../../../support/bookkeepers.ts'
import { booksOf } from '../../../support/books.ts'
import { useDatabase } from '../../../support/database.ts'
import { generateMonths } from '../../../support/generated-books.ts'

const WRITERS = { ledger: writeLedger, beancount: writeBeancount }
const database = useDatabase({ checked: false })
const { run } = booksOf(database)

beforeAll(() => run(em => generateMonths(em, 2008, 50)))

async function textOf(format: keyof typeof WRITERS, until: string): Promise<string> {
  return database.orm.em.fork().transactional(async em => {
    const items: AsyncIterable<JournalItem> = await journal(em, until)
    return (await Array.fromAsync(WRITERS[format](items))).join('')
  })
}

const LATEST = '2099-12-31'

describe.each(BOOKKEEPERS.map(each => [each.name, each] as const))('%s', (_name, keeper: Bookkeeper) => {
  testBy(keeper, 'accepts 50 generated months and comes to our trial balance', async () => {
    const text = await textOf(keeper.format, LATEST)
    expect(await keeper.judge(text)).toMatchObject({ accepted: true })
    const ours = await trialBalance(database.orm.em.fork())
    const wanted = ours.map(row => [`${row.kind} ${row.currency}`, row.debit - row.credit])
    expect(byKind(await keeper.sums(text))).toEqual(Object.fromEntries(wanted))
  })

  testBy(keeper, 'accepts the books up to a day in the middle of a month', async () => {
    expect(await keeper.judge(await textOf(keeper.format, '2021-05-15'))).toMatchObject({ accepted: true })
  })

  testBy(keeper, 'refuses one cent that was altered', async () => {
    const text = await textOf(keeper.format, LATEST)
    const altered = text.replace(/^ +[A-Z]\S+ {2}-?\d+\.\d\d EUR$/m, line => moved(line, 1n))
    expect(altered).not.toBe(text)
    expect(await keeper.judge(altered)).toMatchObject({ accepted: false })
  })

  testBy(keeper, 'refuses a cent that was altered on both sides of an entry', async () => {
    const text = await textOf(keeper.format, LATEST)
    const altered = text.replace(TWO_POSTINGS, (_all, head, first, second) =>
      [head, moved(first, 1n), moved(second, -1n)].join('\n'),
    )
    expect(altered).not.toBe(text)
    expect(await keeper.judge(altered)).toMatchObject({ accepted: false })
  })

  testBy(keeper, 'refuses a book in which an entry is missing', async () => {
    const text = await textOf(keeper.format, LATEST)
    const blocks = text.split('\n\n')
    const at = blocks.findIndex(block => block.includes('receiptRecorded'))
    expect(await keeper.judge(blocks.toSpliced(at, 1).join('\n\n'))).toMatchObject({ accepted: false })
  })
})

/** An entry of two postings in EUR: what stands above them, and both. */
const TWO_POSTINGS =
  /^(.*receiptRecorded.*(?:\n {2}entry: .*)?)\n( +\S+ {2}-?\d+\.\d\d EUR)\n( +\S+ {2}-?\d+\.\d\d EUR)(?=\n\n)/m

/** A posting with so many cents more. */
function moved(line: string, cents: bigint): string {
  return line.replace(/-?\d+\.\d\d(?= EUR)/, amount => {
    const minor = parseAmount(amount, 'EUR') + cents
    return `${minor < 0n ? '-' : ''}${String(minor < 0n ? -minor : minor)
      .padStart(3, '0')
      .replace(/..$/, '.$&')}`
  })
}

/** Sums by kind of account and currency, in minor units. */
function byKind(sums: readonly Sum[]): Record<string, bigint> {
  const totals: Record<string, bigint> = {}
  for (const { account, currency, amount } of sums) {
    // A program may write a sum of nothing without its currency.
    const own = account.slice(account.lastIndexOf(':') + 1) as Currency
    if (currency !== '' && currency !== own) throw new Error(`${account} has ${amount} ${currency}`)
    const key = `${account.split(':')[1]?.slice('000000-'.length)} ${own}`
    totals[key] = (totals[key] ?? 0n) + parseAmount(amount, own)
  }
  return totals
}

test('the books up to a day hold nothing of the day after', async () => {
  const text = await textOf('ledger', '2020-06-30')
  expect(text).toContain('Balances at the end of 2020-06-30')
  expect(text).not.toContain('2020-07')
  expect(await textOf('ledger', '2019-12-31')).not.toContain('account')
})
