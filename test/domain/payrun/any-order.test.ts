import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { recordMoneyChanged } from '../../../src/domain/dividends/conversion/record-money-changed.ts'
import { approveRevenue } from '../../../src/domain/dividends/revenue/approve-revenue.ts'
import { receiveRevenue } from '../../../src/domain/dividends/revenue/receive-revenue.ts'
import { reportRevenue } from '../../../src/domain/dividends/revenue/report-revenue.ts'
import { distribute } from '../../../src/domain/dividends/run/distribute.ts'
import { NOTHING, newId } from '../../../src/domain/ids.ts'
import type { Currency } from '../../../src/domain/money/currency.ts'
import { parseAmount } from '../../../src/domain/money/money.ts'
import { legsOfBatch } from '../../../src/domain/payments/payouts/legs.ts'
import { payRun } from '../../../src/domain/payrun/pay-run.ts'
import type { Credit } from '../../../src/domain/payrun/payee-balances.ts'
import type { RunLine } from '../../../src/domain/payrun/run-line.ts'
import { isReady, leavesIn, potOf, withinFunds } from '../../../src/domain/payrun/within-funds.ts'
import { useDatabase } from '../../support/database.ts'
import { payingAbroadOf } from '../../support/paying-abroad.ts'
import { at } from '../../support/world.ts'

const CURRENCIES = ['EUR', 'USD', 'CHF'] as const
/** What lies at the bank, and what the house has to spare or is short of, by currency. */
type Books = Record<(typeof CURRENCIES)[number], { cash: bigint; spare: bigint }>

const amount = fc.bigInt({ min: 1n, max: 50n })
const currency = fc.constantFrom(...CURRENCIES)
const line = fc
  .record({
    from: currency,
    to: currency,
    amount,
    becomes: amount,
    payee: fc.constantFrom('holder', 'issuer'),
  })
  .map(({ from, to, amount, becomes, payee }): RunLine => {
    const nobody = { levyCode: '', payoutAccountId: newId(), payeeId: null, refundId: null, offsets: [] }
    const whose = { accountId: newId(), scopeId: NOTHING, payeeOwnerId: newId() }
    const converted = from === to ? null : { currency: to, amount: becomes, rateId: newId() }
    const what = { payee: payee as 'holder', code: 'READY' as const, currency: from, amount }
    return { ...what, ...whose, ...nobody, becomes: converted }
  })
const lines = fc.array(line, { maxLength: 12 })
const signed = fc.bigInt({ min: -100n, max: 200n })
const order = fc.shuffledSubarray([...CURRENCIES], { minLength: CURRENCIES.length })
const each = (of: fc.Arbitrary<bigint>) => fc.record({ EUR: of, USD: of, CHF: of })

const owedOf = (open: readonly RunLine[], currency: Currency) =>
  open.filter(each => each.currency === currency).reduce((sum, { amount }) => sum + amount, 0n)

/** The lines of now that leave with the batch of a currency, as the pay run has them. */
function readyIn(books: Books, open: readonly RunLine[]): RunLine[] {
  const credits = CURRENCIES.flatMap((currency): Credit[] => [
    { kind: 'bank', currency, credit: -books[currency].cash },
    { kind: 'exchange', currency, credit: books[currency].spare },
    { kind: 'holder', currency, credit: owedOf(open, currency) },
  ])
  const pots = new Map(CURRENCIES.map(currency => [currency, potOf(credits, currency)]))
  return withinFunds(open, pots).filter(isReady)
}

/** The books when these lines have left. */
function without(books: Books, left: readonly RunLine[]): Books {
  const after = structuredClone(books)
  for (const { currency, amount, becomes } of left) {
    if (becomes === null) after[currency as 'EUR'].cash -= amount
    else {
      after[currency as 'EUR'].spare += amount
      after[becomes.currency as 'EUR'].spare -= becomes.amount
      after[becomes.currency as 'EUR'].cash -= becomes.amount
    }
  }
  return after
}

/** Whether more is taken of it than there was. */
const isOver = (before: Books, after: Books, what: 'cash' | 'spare') =>
  CURRENCIES.some(code => after[code][what] < 0n && after[code][what] < before[code][what])

/** Prepares one batch after the other, but those that take more of `exchange` than there is; and tells what each would do. */
function inOrder(books: Books, given: readonly RunLine[], order: readonly Currency[]) {
  const steps: { before: Books; after: Books }[] = []
  let [now, open] = [books, given]
  const left: RunLine[] = []
  for (const currency of order) {
    const batch = readyIn(now, open).filter(each => leavesIn(each) === currency)
    const after = without(now, batch)
    steps.push({ before: now, after })
    if (isOver(now, after, 'spare')) continue
    now = after
    open = open.filter(each => !batch.some(({ accountId }) => accountId === each.accountId))
    left.push(...batch)
  }
  return { steps, left }
}

test('no batch takes more than there is before it, whatever the others would leave and whatever is missing', () => {
  fc.assert(
    fc.property(lines, each(signed), each(signed), order, (given, cash, spare, order) => {
      const of = (code: (typeof CURRENCIES)[number]) => ({ cash: cash[code], spare: spare[code] })
      const books = { EUR: of('EUR'), USD: of('USD'), CHF: of('CHF') }
      for (const { before, after } of inOrder(books, given, order).steps) {
        expect(isOver(before, after, 'spare')).toBe(false)
        expect(isOver(before, after, 'cash')).toBe(false)
      }
    }),
    { numRuns: 1000 },
  )
})

test('where all but short exchange is there, what is ready leaves in any order, or gives way to who comes first', () => {
  fc.assert(
    fc.property(lines, each(signed), order, (given, spares, order) => {
      const of = (code: (typeof CURRENCIES)[number]) => {
        const owed = owedOf(given, code)
        const spare = spares[code] < -owed ? -owed : spares[code]
        return { cash: owed + spare, spare }
      }
      const books = { EUR: of('EUR'), USD: of('USD'), CHF: of('CHF') }
      const { left } = inOrder(books, given, order)
      const promised = readyIn(books, given)
      const ids = (of: readonly RunLine[]) => new Set(of.map(each => each.accountId))
      const [gone, meant] = [ids(left), ids(promised)]
      // Whoever could not be paid before another batch left him its money.
      const came = left.filter(each => !meant.has(each.accountId))
      const place = ({ accountId, payee }: RunLine) =>
        given.findIndex(each => each.accountId === accountId) + (payee === 'issuer' ? given.length : 0)
      for (const line of promised.filter(each => !gone.has(each.accountId))) {
        const first = came.find(each => leavesIn(each) === leavesIn(line) && place(each) < place(line))
        expect(first).toBeDefined()
      }
    }),
    { numRuns: 2000 },
  )
})

const database = useDatabase()
const [DAY, NOW, PAID] = ['2025-05-05', '2025-04-30', '2025-04-02'] as const
const ALL = [{ name: 'All', takes: '1', split: [{ to: 'issuer' as const, ratio: '1' }] }]

test('who waits for what another batch leaves holds up nobody, and leaves when it is there', async () => {
  const { world, em, openBanks, rate, named, changed, arrived, prepare } = payingAbroadOf(database)
  await openBanks('USD')
  await rate('USD', '1.25', '2025-04-01')
  /** An issuer who is owed all of a month, and where he wants to have it. */
  async function owed(currency: Currency, gross: string, paidIn: Currency | null): Promise<void> {
    const { projectId, issuerId } = await world.project({ currency, tiers: ALL, unsold: 'toIssuer' }, 1)
    const sold = {
      source: 'Sales',
      gross: { amount: gross, currency },
      deduction: null,
      deductionLabel: null,
    }
    const month = { projectId, periodStart: '2025-03-01', periodEnd: '2025-03-31', lines: [sold] }
    const amount = parseAmount(gross, currency)
    const money = { projectId, amount, currency, receivedAt: at(PAID), remittance: '', payer: null }
    await world.run(PAID, async tx => {
      const { reportId } = await reportRevenue(tx, { ...month, reporterId: newId() }, at(PAID))
      await approveRevenue(tx, { reportId, approverId: newId() }, at(PAID))
      await receiveRevenue(tx, { ...money, bankReference: newId() }, at(PAID))
      await distribute(tx, { projectId }, at(PAID))
      return { reportId }
    })
    await named(issuerId, paidIn, '2025-04-03')
  }
  await owed('EUR', '100.00', 'USD')
  await owed('USD', '125.00', 'EUR')
  await owed('EUR', '40.00', null)
  const said = async () =>
    (await payRun(em(), DAY, at(NOW))).lines.map(({ code, currency, amount, becomes }) => {
      return [code, `${amount} ${currency}`, becomes && `${becomes.amount} ${becomes.currency}`]
    })
  const legs = async (batchId: string) =>
    (await legsOfBatch(em(), batchId)).map(({ amount, currency }) => `${amount} ${currency}`)
  const short = ['EXCHANGE_SHORT', '12500 USD', '10000 EUR']
  expect(await said()).toEqual(expect.arrayContaining([short, ['READY', '4000 EUR', null]]))
  // The platform has its own 100.00 euros changed: the first can be paid, and leaves his euros with his batch.
  const { debitId, receiptIds } = await changed([10_000n, 'EUR'], [12_500n, 'USD'], '2025-04-29')
  const own = await arrived(10_000n, 'EUR', '2025-04-29')
  const change = { debitId, receiptIds: [...receiptIds, own], reportIds: [], subscriptionIds: [] }
  await world.run('2025-04-29', tx => recordMoneyChanged(tx, change, at('2025-04-29')))
  expect(await said()).toEqual(
    expect.arrayContaining([short, ['READY', '4000 EUR', null], ['READY', '10000 EUR', '12500 USD']]),
  )
  expect(await legs(await prepare(DAY, NOW, 'EUR'))).toEqual(['4000 EUR'])
  expect(await legs(await prepare(DAY, NOW, 'USD'))).toEqual(['12500 USD'])
  expect(await said()).toEqual([['READY', '12500 USD', '10000 EUR']])
  expect(await legs(await prepare(DAY, NOW, 'EUR'))).toEqual(['10000 EUR'])
})
