import { expect, test } from '@jest/globals'
import { releaseLine } from '../../../src/domain/dividends/levies/release-line.ts'
import { newId } from '../../../src/domain/ids.ts'
import { payablesOf } from '../../../src/domain/reports/payables.ts'
import { recordPayment } from '../../../src/domain/shares/record-payment.ts'
import { returnReceipt } from '../../../src/domain/shares/return-receipt.ts'
import { subscriptionOf } from '../../../src/domain/shares/subscriptions.ts'
import { useDatabase } from '../../support/database.ts'
import { at, worldOf } from '../../support/world.ts'
import { LEVIED, leviedWorldOf } from '../dividends/levies/levied-world.ts'

const database = useDatabase()
const world = worldOf(database)
const levied = leviedWorldOf(database)
const em = () => database.orm.em.fork()
const TODAY = at('2026-01-10')
const payer = { iban: 'FR76 3000 6000 0112 3456 7890 189', name: 'Ann Payer' }

async function receive(amount: bigint, remittance: string, now: string): Promise<string> {
  const credit = { bankReference: newId(), amount, currency: 'EUR' as const, receivedAt: at(now) }
  const made = await world.run(now, tx => recordPayment(tx, { ...credit, remittance, payer }, at(now)))
  return made.receiptId
}

/** One person who bought a share of each of so many projects, from a bank account that the bank named. */
async function holderOf(projects: number) {
  const ann = await world.person('Ann')
  const held: string[] = []
  for (let count = 0; count < projects; count++) {
    const { projectId, classId } = await world.project(LEVIED, 1)
    const offering = await world.offering(classId, { shares: 1, goal: 1000n })
    const { reference } = await subscriptionOf(em(), await world.order(offering, ann, 1))
    await receive(1000n, reference, '2025-01-11')
    await world.close(offering)
    held.push(projectId)
  }
  return { ann, held }
}

const reasons = async (partyId: string) =>
  (await payablesOf(em(), partyId, TODAY)).map(({ currency, balance, payable, held, parts }) => [
    [currency, balance, payable, held],
    ...parts.map(({ code, amount, nextTestOn }) => [code, amount, nextTestOn]),
  ])

test('two dividends that are too small each are posted in full, and leave together', async () => {
  const { ann, held } = await holderOf(2)
  await levied.declare(ann, 'FR', '2025-01-01')
  await world.month(held[0] ?? '', '2025-11', '10.00') // 7.00 after 30 %
  expect(await reasons(ann)).toEqual([
    [
      ['EUR', 700n, 0n, 700n],
      ['BELOW_MINIMUM', 700n, '2026-02-05'],
    ],
  ])
  await world.month(held[1] ?? '', '2025-11', '10.00')
  expect(await reasons(ann)).toEqual([
    [
      ['EUR', 1_400n, 1_400n, 0n],
      ['READY', 1_400n, '2026-02-05'],
    ],
  ])
})

test('what is held for its levies says what is missing, and is counted once they are withheld', async () => {
  const { ann, held } = await holderOf(1)
  const run = await world.month(held[0] ?? '', '2025-11', '20.00')
  const [before] = await payablesOf(em(), ann, TODAY)
  expect(before?.parts).toMatchObject([
    {
      code: 'NO_LEVY_RULE',
      amount: 2_000n,
      sentence: { en: expect.stringContaining('Missing: the tax residence of the holder.') },
    },
  ])
  await levied.declare(ann, 'FR', '2026-01-09')
  const [declared] = await payablesOf(em(), ann, TODAY)
  expect(declared?.parts).toMatchObject([
    { code: 'NO_LEVY_RULE', sentence: { en: expect.stringContaining('about to be withheld') } },
  ])
  const { key } = await levied.line(run, ann)
  await world.run('2026-01-09', tx => releaseLine(tx, key, at('2026-01-09')))
  expect(await reasons(ann)).toEqual([
    [
      ['EUR', 1_400n, 1_400n, 0n],
      ['READY', 1_400n, '2026-02-05'],
    ],
  ])
})

test('without an account nothing leaves; an account is known where money came back from one', async () => {
  const { projectId, holders } = await world.funded({ Ann: 1 }, { ...LEVIED, levies: 'none' })
  const ann = holders.Ann ?? ''
  await world.month(projectId, '2025-11', '50.00')
  expect(await reasons(ann)).toEqual([
    [
      ['EUR', 5_000n, 0n, 5_000n],
      ['NO_ACCOUNT', 5_000n, '2026-02-05'],
    ],
  ])
  const receiptId = await receive(7n, 'for the songs', '2025-12-10')
  await world.run('2025-12-11', tx => returnReceipt(tx, { receiptId, partyId: ann }, at('2025-12-11')))
  expect(await reasons(ann)).toEqual([
    [
      ['EUR', 5_007n, 5_000n, 7n],
      ['READY', 5_000n, '2026-02-05'],
      ['REFUND_FIRST', 7n, null],
    ],
  ])
})

test('who has nothing has nothing to be paid', async () => {
  expect(await payablesOf(em(), await world.person('Bea'), TODAY)).toEqual([])
})
