import { beforeAll, describe, expect } from '@jest/globals'
import { writeBeancount } from '../../../../src/documents/journals/write-beancount.ts'
import { writeLedger } from '../../../../src/documents/journals/write-ledger.ts'
import { distribute } from '../../../../src/domain/dividends/run/distribute.ts'
import { journal } from '../../../../src/domain/reports/journals/journal.ts'
import { aCentAside, expectAgreement } from '../../../support/agreeing-books.ts'
import { BOOKKEEPERS, type Bookkeeper, testBy } from '../../../support/bookkeepers.ts'
import { convertingOf } from '../../../support/converting.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'

const WRITERS = { ledger: writeLedger, beancount: writeBeancount }
const database = useDatabase()
const bank = convertingOf(database)
const NOW = '2025-04-05'

/** Reports in currencies of 0, 2 and 3 decimals are converted, changed with a gain and something left, and distributed. */
beforeAll(async () => {
  const reports = [
    ['JPY', '10001', 10_001n, '0.0061'],
    ['USD', '100.01', 10_001n, '0.8'],
    ['KWD', '10.001', 10_001n, '3.05'],
  ] as const
  for (const [currency, amount, minor, rate] of reports) {
    const { projectId } = await bank.world.funded({ Ann: 6, Ben: 3, Cid: 1 })
    await bank.rate(currency, 'EUR', rate, '2025-04-01')
    const id = await bank.reported(projectId, currency, [amount])
    await bank.approve(id)
    await bank.receive(projectId, minor, currency)
    await bank.changed({ out: [minor - 1n, currency], back: [9000n], reportIds: [id] })
    await bank.world.run(NOW, tx => distribute(tx, { projectId }, at(NOW)))
  }
})

async function textOf(format: keyof typeof WRITERS): Promise<string> {
  return database.orm.em.fork().transactional(async em => {
    return (await Array.fromAsync(WRITERS[format](await journal(em, '2099-12-31')))).join('')
  })
}

describe.each(BOOKKEEPERS.map(each => [each.name, each] as const))('%s', (_name, keeper: Bookkeeper) => {
  testBy(
    keeper,
    'accepts books of which reports were converted, and comes to our balances in each currency',
    async () => {
      const text = await textOf(keeper.format)
      expect(text).toContain('revenueConverted')
      expect(await keeper.judge(text)).toMatchObject({ accepted: true })
      const sums = await keeper.sums(text)
      await expectAgreement(database, sums)
      const left = sums.filter(({ account }) => /exchange:(JPY|KWD|USD)$/.test(account))
      const amounts = left.map(({ account, amount }) => [account.slice(-'USD'.length), amount])
      expect(Object.fromEntries(amounts)).toEqual({ JPY: '-1', KWD: '-0.001', USD: '-0.01' })
    },
  )

  testBy(keeper, 'refuses a cent that was altered where a report was converted', async () => {
    const text = await textOf(keeper.format)
    const altered = aCentAside(text, 'receiptClaimed')
    expect(altered).not.toBe(text)
    expect(await keeper.judge(altered)).toMatchObject({ accepted: false })
  })
})
