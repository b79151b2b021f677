import { describe, expect, test } from '@jest/globals'
import { act } from '../../../../src/act.ts'
import { system } from '../../../../src/domain/acts/actor.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { book, type NewPosting } from '../../../../src/domain/ledger/book.ts'
import { bookEach } from '../../../../src/domain/ledger/book-each.ts'
import { bookOpposite } from '../../../../src/domain/ledger/book-opposite.ts'
import { recordRates } from '../../../../src/domain/ledger/exchange/record-rates.ts'
import { reportTable } from '../../../../src/domain/reports/tables/reports.ts'
import { useDatabase } from '../../../support/database.ts'
import { ratesOf } from '../../../support/entry-rates.ts'
import { at } from '../../../support/world.ts'

/** Entries of facts that are made up. */
const database = useDatabase({ checked: false })
const ANN = newId()

type Verb = Parameters<typeof act>[2]
const run = (now: string, verb: Verb) =>
  act(database.orm, { actor: system('cli'), verb: 'test', now: at(now) }, verb)

const moved = (currency: string, amount = 5n): NewPosting[] => [
  { account: { kind: 'bank', code: 'clients', currency }, amount },
  { account: { kind: 'holder', ownerId: ANN, currency }, amount: -amount },
]
const entryOf = (factId: string) => ({ kind: 'receiptRecorded' as const, factId, bookedOn: '2025-04-05' })

async function booked(now: string, ...currencies: string[]): Promise<string> {
  const factId = newId()
  await run(now, async em => {
    await book(
      em,
      entryOf(factId),
      currencies.flatMap(each => moved(each)),
    )
    return {}
  })
  return factId
}
const told = (from: string, to: string, rate: string, since: string) =>
  run('2025-04-30', em =>
    recordRates(em, { rates: [{ from, to, rate, source: 'ECB', at: at(since) }] }, at('2025-04-30')),
  )
const rates = (factId: string) => ratesOf(database.orm.em.fork(), factId)
/** What the report of other currencies shows of a fact. */
async function shown(factId: string): Promise<(string | null)[] | undefined> {
  const table = reportTable(database.orm.em.fork(), 'otherCurrencies', {
    from: '2025-04-05',
    until: '2025-04-05',
    cut: null,
  })
  const rows = await table.page({ limit: 100, inverted: false })
  return rows.find(row => row.cells[2] === factId)?.cells
}

describe('an entry in another currency than the euro', () => {
  test('keeps the rate that holds at the instant of its act, whichever way round it was told', async () => {
    await told('EUR', 'USD', '1.10', '2025-04-01')
    await told('EUR', 'USD', '1.20', '2025-04-05T10:00:00.000Z')
    expect(await rates(await booked('2025-04-05T09:59:59.999Z', 'USD'))).toEqual({ USD: '1.10' })
    expect(await rates(await booked('2025-04-05T10:00:00.000Z', 'USD', 'EUR'))).toEqual({ USD: '1.20' })
    await told('GBP', 'EUR', '1.19', '2025-04-02')
    const both = await booked('2025-04-05', 'USD', 'EUR', 'GBP')
    expect(await rates(both)).toEqual({ USD: '1.20', GBP: '1.19' })
    await told('EUR', 'USD', '1.25', '2025-04-05T11:00:00.000Z')
    expect(await rates(both)).toEqual({ USD: '1.20', GBP: '1.19' })
  })

  test('is booked all the same where no rate is stored, and waits for one that held then', async () => {
    const early = await booked('2025-04-05', 'CHF')
    expect(await rates(early)).toEqual({ CHF: null })
    const row = ['2025-04-05', 'receiptRecorded', early, 'CHF', '5']
    expect(await shown(early)).toEqual([...row, null, null, null, null, null])
    await told('EUR', 'CHF', '0.95', '2025-04-05T12:00:00.001Z')
    expect(await rates(early)).toEqual({ CHF: null })
    await told('CHF', 'EUR', '1.05', '2025-04-05T12:00:00.000Z')
    expect(await shown(early)).toEqual([...row, '1.05', 'CHF', 'EUR', 'ECB', '2025-04-05T12:00:00.000Z'])
    expect(await rates(early)).toEqual({ CHF: '1.05' })
  })

  test('keeps it too when it is booked with others, or as the opposite of others', async () => {
    const [dollars, pounds, euros] = [newId(), newId(), newId()]
    await run('2025-04-05', async em => {
      const each = [
        { ...entryOf(dollars), postings: moved('USD') },
        { ...entryOf(pounds), postings: moved('GBP') },
        { ...entryOf(euros), postings: moved('EUR') },
      ]
      await bookEach(em, each)
      return {}
    })
    expect([await rates(dollars), await rates(pounds), await rates(euros)]).toEqual([
      { USD: '1.25' },
      { GBP: '1.19' },
      {},
    ])
    await told('EUR', 'USD', '1.50', '2025-04-06')
    const back = newId()
    await run('2025-04-07', async em => {
      const of = { kinds: ['receiptRecorded' as const], factIds: [dollars, euros] }
      await bookOpposite(em, { kind: 'runReversed', factId: back, bookedOn: '2025-04-07' }, of)
      return {}
    })
    expect(await rates(back)).toEqual({ USD: '1.50' })
  })
})

test('an entry in euros writes nothing but its lines', async () => {
  expect(await rates(await booked('2025-04-05', 'EUR'))).toEqual({})
})
