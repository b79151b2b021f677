import { describe, expect, test } from '@jest/globals'
import { recordMoneyChanged } from '../../../src/domain/dividends/conversion/record-money-changed.ts'
import { newId } from '../../../src/domain/ids.ts'
import { ratesByIds } from '../../../src/domain/ledger/exchange/rates.ts'
import { cancelLegs } from '../../../src/domain/payments/payouts/cancel-legs.ts'
import { legsOfBatch } from '../../../src/domain/payments/payouts/legs.ts'
import { rejectLegs } from '../../../src/domain/payments/payouts/reject-legs.ts'
import { returnLeg } from '../../../src/domain/payments/payouts/return-leg.ts'
import { settleLegs } from '../../../src/domain/payments/payouts/settle-legs.ts'
import { payablesOf } from '../../../src/domain/reports/payables.ts'
import { useDatabase } from '../../support/database.ts'
import { payingAbroadOf } from '../../support/paying-abroad.ts'
import { at } from '../../support/world.ts'

const [DAY, NOW] = ['2025-05-05', '2025-04-30'] as const

/** The clients' accounts in euros and dollars, and 1.0825 dollars for a euro since 1 April. */
async function opened() {
  const abroad = payingAbroadOf(database)
  await abroad.openBanks('USD')
  await abroad.rate('USD', '1.0825', '2025-04-01')
  return abroad
}
let database: ReturnType<typeof useDatabase>
/** Each story has books of its own. */
function story(name: string, tell: () => Promise<void>): void {
  describe('', () => {
    const own = useDatabase()
    test(name, () => {
      database = own
      return tell()
    })
  })
}

story('who is owed euros and paid in dollars is ready once the house has dollars to spare', async () => {
  const { world, payee, changed, arrived, runOf } = await opened()
  await payee('Ann', '100.00')
  const before = await runOf(DAY, NOW)
  expect(before.said).toEqual([['EXCHANGE_SHORT', '10000 EUR', '10825 USD']])
  expect(before.steps[0]).toMatch(
    /^Of the clients’ account in USD 0\.00 USD is free for this, and 108\.25 USD is asked: 108\.25 USD is missing\. Let the bank/,
  )
  expect(before.addsUp).toBe(true)
  // The platform pays 100.00 EUR in, and has the bank change them.
  const { debitId, receiptIds } = await changed([10_000n, 'EUR'], [10_825n, 'USD'], '2025-04-29')
  const own = await arrived(10_000n, 'EUR', '2025-04-29')
  const change = { debitId, receiptIds: [...receiptIds, own], reportIds: [], subscriptionIds: [] }
  await world.run('2025-04-29', tx => recordMoneyChanged(tx, change, at('2025-04-29')))
  const after = await runOf(DAY, NOW)
  expect(after.said).toEqual([['READY', '10000 EUR', '10825 USD']])
  expect(after.addsUp).toBe(true)
})

story('what the bank changed is claimed with the batch, and each currency balances by itself', async () => {
  const { em, payee, changed, prepare, runOf, rate, held, exchange, transit } = await opened()
  const ann = await payee('Ann', '100.00')
  const change = await changed([10_000n, 'EUR'], [10_825n, 'USD'], '2025-04-29')
  const batchId = await prepare(DAY, NOW, 'USD', [change])
  const [leg] = await legsOfBatch(em(), batchId)
  expect(leg).toMatchObject({ amount: 10_825n, currency: 'USD', taken: 10_000n, takenIn: 'EUR' })
  const [told] = await ratesByIds(em(), [leg?.rateId ?? ''])
  expect(told).toMatchObject({ rate: '1.0825', source: 'ECB', at: at('2025-04-01') })
  expect([await held(ann), await transit('EUR'), await transit('USD')]).toEqual([0n, 0n, 10_825n])
  expect([await exchange('EUR'), await exchange('USD')]).toEqual([0n, 0n])
  // A newer rate is not its own any more.
  await rate('USD', '1.2', '2025-04-30')
  expect((await legsOfBatch(em(), batchId))[0]?.amount).toBe(10_825n)
  const { said, addsUp } = await runOf(DAY, NOW)
  expect(said).toEqual([['ON_ITS_WAY', '10825 USD', '10000 EUR']])
  expect(addsUp).toBe(true)
  // A change is claimed once.
  await expect(prepare(DAY, NOW, 'USD', [change])).rejects.toMatchObject({
    code: 'DEBIT_CLAIMED',
    message: expect.stringContaining('0.00 of 100.00 is left'),
  })
})

story('what the bank carried out in dollars is settled against the account in dollars', async () => {
  const { world, payee, changed, sent, left, transit } = await opened()
  await payee('Ann', '100.00')
  const { legs } = await sent(DAY, NOW, 'USD', [
    await changed([10_000n, 'EUR'], [10_825n, 'USD'], '2025-04-29'),
  ])
  const endToEndIds = legs.map(leg => leg.endToEndId)
  const euros = await left(10_825n, 'EUR', DAY)
  await expect(
    world.run(DAY, tx => settleLegs(tx, { endToEndIds, debitId: euros }, at(DAY))),
  ).rejects.toMatchObject({ code: 'PAYOUT_DEBIT_EXCEEDED' })
  const debitId = await left(10_825n, 'USD', DAY)
  await world.run(DAY, tx => settleLegs(tx, { endToEndIds, debitId }, at(DAY)))
  expect(await transit('USD')).toBe(0n)
})

story(
  'what the bank did not carry out is owed in euros again, to the cent, and leaves anew at the rate of that day',
  async () => {
    const { world, payee, named, rate, changed, prepare, sent, runOf, held, exchange, em } = await opened()
    const ann = await payee('Ann', '100.00')
    const { legs } = await sent(DAY, NOW, 'USD', [
      await changed([10_000n, 'EUR'], [10_825n, 'USD'], '2025-04-29'),
    ])
    const told = { endToEndIds: legs.map(leg => leg.endToEndId), reason: 'AC04' }
    await world.run(DAY, tx => rejectLegs(tx, told, at(DAY)))
    expect(await held(ann)).toBe(10_000n)
    // The dollars are there, and the euros are not: the bank has changed them.
    expect([await exchange('EUR'), await exchange('USD')]).toEqual([10_000n, -10_825n])
    await named(ann, null, '2025-05-06')
    expect((await runOf('2025-06-05', '2025-06-03')).said).toEqual([['FUNDS_MISSING', '10000 EUR', null]])
    await named(ann, 'USD', '2025-05-09')
    await rate('USD', '1.09', '2025-05-10')
    expect((await runOf('2025-06-05', '2025-06-03')).steps[0]).toContain(
      '108.25 USD is free for this, and 109.00 USD',
    )
    await expect(prepare('2025-06-05', '2025-06-03')).rejects.toMatchObject({
      code: 'EXCHANGE_SHORT',
      message: expect.stringMatching(
        /has 108\.25 USD to spare .* and this takes 109\.00 USD: 0\.75 USD is missing\./,
      ),
    })
    await rate('USD', '1.07', '2025-05-11')
    const again = await prepare('2025-06-05', '2025-06-03')
    expect((await legsOfBatch(em(), again)).map(leg => [leg.amount, leg.taken])).toEqual([[10_700n, 10_000n]])
    expect([await held(ann), await exchange('EUR'), await exchange('USD')]).toEqual([0n, 0n, -125n])
  },
)

story(
  'what came back after it had left is owed in euros again, and the bank may change its money back',
  async () => {
    const { world, payee, changed, sent, arrived, held, exchange, runOf, named } = await opened()
    const ann = await payee('Ann', '100.00')
    const { legs } = await sent(DAY, NOW, 'USD', [
      await changed([10_000n, 'EUR'], [10_825n, 'USD'], '2025-04-29'),
    ])
    const endToEndId = legs[0]?.endToEndId ?? ''
    const receiptId = await arrived(10_825n, 'USD', '2025-05-07')
    const back = { endToEndId, reason: 'AC04', receiptId }
    await world.run('2025-05-07', tx => returnLeg(tx, back, at('2025-05-07')))
    expect([await held(ann), await exchange('EUR'), await exchange('USD')]).toEqual([
      10_000n,
      10_000n,
      -10_825n,
    ])
    // The bank gives 99.50 EUR for them, and the platform adds the half euro.
    const again = await changed([10_825n, 'USD'], [9_950n, 'EUR'], '2025-05-08')
    const own = await arrived(50n, 'EUR', '2025-05-08')
    const change = {
      debitId: again.debitId,
      receiptIds: [...again.receiptIds, own],
      reportIds: [],
      subscriptionIds: [],
    }
    await world.run('2025-05-08', tx => recordMoneyChanged(tx, change, at('2025-05-08')))
    expect([await exchange('EUR'), await exchange('USD')]).toEqual([0n, 0n])
    await named(ann, 'EUR', '2025-05-09')
    expect((await runOf('2025-06-05', '2025-06-03')).said).toEqual([['READY', '10000 EUR', null]])
  },
)

story('a payout that is cancelled gives the dollars to the next one', async () => {
  const { world, payee, changed, prepare, runOf, held } = await opened()
  const ann = await payee('Ann', '100.00')
  const batchId = await prepare(DAY, NOW, 'USD', [
    await changed([10_000n, 'EUR'], [10_825n, 'USD'], '2025-04-29'),
  ])
  const cancelled = { batchId, endToEndIds: null, reason: 'Wrong day', cancellerId: newId() }
  await world.run(NOW, tx => cancelLegs(tx, cancelled, at(NOW)))
  expect(await held(ann)).toBe(10_000n)
  expect((await runOf(DAY, NOW)).said).toEqual([['READY', '10000 EUR', '10825 USD']])
  await prepare(DAY, NOW)
  expect(await held(ann)).toBe(0n)
})

story('what left to be changed must be used up by the batch, or its account would be short', async () => {
  const { payee, changed, prepare, held, exchange } = await opened()
  const ann = await payee('Ann', '100.00')
  await payee('Bea', '150.00', null)
  const change = await changed([20_000n, 'EUR'], [21_650n, 'USD'], '2025-04-29')
  await expect(prepare(DAY, NOW, 'USD', [change])).rejects.toMatchObject({
    code: 'EXCHANGE_SHORT',
    message: expect.stringMatching(
      /has 0\.00 EUR to spare .* this takes 100\.00 EUR: 100\.00 EUR is missing\./,
    ),
  })
  // The bank gave less than the rate says.
  const less = await changed([10_000n, 'EUR'], [10_824n, 'USD'], '2025-04-29')
  await expect(prepare(DAY, NOW, 'USD', [less])).rejects.toMatchObject({
    code: 'EXCHANGE_SHORT',
    message: expect.stringContaining('0.01 USD is missing'),
  })
  expect([await held(ann), await exchange('EUR')]).toEqual([10_000n, 0n])
})

story('each payout is converted by itself, once, half to even', async () => {
  const { payee, changed, prepare, rate, em } = await opened()
  await payee('Ann', '10.02')
  await payee('Bea', '20.04')
  await rate('USD', '1.25', '2025-04-15')
  const change = await changed([3_006n, 'EUR'], [3_757n, 'USD'], '2025-04-29')
  const batchId = await prepare(DAY, NOW, 'USD', [change])
  // 12.525 becomes 12.52, and 25.05 stays.
  const amounts = (await legsOfBatch(em(), batchId)).map(leg => leg.amount)
  expect(new Set(amounts)).toEqual(new Set([1_252n, 2_505n]))
})

story('without a rate nothing is converted, and other payees are paid', async () => {
  const { payee, runOf, rate, em } = await opened()
  const ann = await payee('Ann', '100.00', 'CHF')
  await payee('Bea', '50.00', null)
  const said = async () => (await runOf(DAY, NOW)).said
  expect(await said()).toEqual([
    ['READY', '5000 EUR', null],
    ['NO_RATE', '10000 EUR', null],
  ])
  // She is told so too, and not that it leaves.
  const told = async () =>
    (await payablesOf(em(), ann, at(NOW))).map(({ payable, held, parts }) => [
      ...[payable, held],
      ...parts.map(({ code, sentence }) => [code, sentence.en]),
    ])
  expect(await told()).toEqual([
    [
      ...[0n, 10_000n],
      [
        'NO_RATE',
        '100.00 EUR stays on the account: you are paid in another currency, and we have no exchange rate to it yet. The next test is on 2025-05-05.',
      ],
    ],
  ])
  await rate('CHF', '0.95', '2025-05-01')
  expect((await said())[1]?.[0]).toBe('NO_RATE')
  await rate('CHF', '0.95', '2025-04-30')
  expect(await told()).toEqual([[10_000n, 0n, ['READY', expect.stringContaining('leaves with the batch')]]])
  expect(await said()).toEqual([
    ['READY', '5000 EUR', null],
    ['EXCHANGE_SHORT', '10000 EUR', '9500 CHF'],
  ])
})
