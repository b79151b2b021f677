import { beforeAll, describe, expect, test } from '@jest/globals'
import type { JournalItem } from '../../../../src/documents/journals/journal-item.ts'
import { writeBeancount } from '../../../../src/documents/journals/write-beancount.ts'
import { writeLedger } from '../../../../src/documents/journals/write-ledger.ts'
import { journal } from '../../../../src/domain/reports/journals/journal.ts'
import { aCentAside, expectAgreement, oneCentMore } from '../../../support/agreeing-books.ts'
import { BOOKKEEPERS, type Bookkeeper, testBy } from '../../../support/bookkeepers.ts'
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
  testBy(
    keeper,
    'accepts 50 generated months and comes to our trial balance, account by account',
    async () => {
      const text = await textOf(keeper.format, LATEST)
      expect(await keeper.judge(text)).toMatchObject({ accepted: true })
      await expectAgreement(database, await keeper.sums(text))
    },
  )

  testBy(keeper, 'accepts the books up to a day in the middle of a month', async () => {
    expect(await keeper.judge(await textOf(keeper.format, '2021-05-15'))).toMatchObject({ accepted: true })
  })

  testBy(keeper, 'refuses one cent that was altered', async () => {
    const text = await textOf(keeper.format, LATEST)
    const altered = oneCentMore(text)
    expect(altered).not.toBe(text)
    expect(await keeper.judge(altered)).toMatchObject({ accepted: false })
  })

  testBy(keeper, 'refuses a cent that was altered on both sides of an entry', async () => {
    const text = await textOf(keeper.format, LATEST)
    const altered = aCentAside(text, 'receiptRecorded')
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

test('the books up to a day hold nothing of the day after', async () => {
  const text = await textOf('ledger', '2020-06-30')
  expect(text).toContain('Balances at the end of 2020-06-30')
  expect(text).not.toContain('2020-07')
  expect(await textOf('ledger', '2019-12-31')).not.toContain('account')
})
