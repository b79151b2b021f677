import { expect, test } from '@jest/globals'
import { PLATFORM, TAX_OFFICE } from '../../../src/domain/ids.ts'
import { sendBy } from '../../../src/domain/payments/payouts/cut-off.ts'
import { payRun } from '../../../src/domain/payrun/pay-run.ts'
import { payablesOf } from '../../../src/domain/reports/payables.ts'
import { useDatabase } from '../../support/database.ts'
import { OTHER_IBAN, payingOf } from '../../support/paying.ts'
import { at } from '../../support/world.ts'
import { LEVIED, leviedWorldOf } from '../dividends/levies/levied-world.ts'

const database = useDatabase()
const paying = payingOf(database)
const { world, em } = paying
const levied = leviedWorldOf(database)

test('everybody is ready or has a reason, and the groups add up to what the books owe', async () => {
  await paying.openBank()
  const { projectId, issuerId, holders } = await world.funded({ Ann: 6, Bea: 3, Cid: 1 })
  const [ann = '', bea = ''] = [holders.Ann, holders.Bea]
  await world.month(projectId, '2025-03', '1000.00') // 300 for the parts, 200 for the issuer, 500 for the platform
  await paying.known(ann, '2025-05-01')
  await paying.name(bea, '2025-05-01', OTHER_IBAN)
  await paying.known(issuerId, '2025-05-01')
  // Raised 100.00: commission 5.00 and VAT 1.00 are the platform's, 94.00 the issuer's.
  const { groups, sum, liability } = await paying.groups('2025-05-05', '2025-05-04')
  expect(groups).toEqual([
    ['holder', 'READY', 1, 18_000n],
    ['issuer', 'READY', 1, 29_400n],
    ['holder', 'NO_ACCOUNT', 1, 3_000n],
    ['platform', 'NO_ACCOUNT', 1, 50_600n],
    ['holder', 'NOT_IDENTIFIED', 1, 9_000n],
  ])
  expect([sum, liability]).toEqual([110_000n, 110_000n])
})

test('what is tested later is said to leave later, and a bank day takes the tests of the days off before it', async () => {
  const codes = async (date: string) =>
    (await paying.groups(date, '2025-05-04')).groups
      .filter(([payee]) => payee === 'holder')
      .map(([, code]) => code)
  expect(await codes('2025-05-06')).toEqual(['NO_ACCOUNT', 'NOT_IDENTIFIED', 'LATER'])
  // 5 July 2025 is a Saturday: its batch is that of Monday, the 7th.
  expect(await codes('2025-07-07')).toEqual(['READY', 'NO_ACCOUNT', 'NOT_IDENTIFIED'])
})

test('a day on which banks are closed is refused with the next one', async () => {
  await expect(payRun(em(), '2026-04-03', at('2026-04-01'))).rejects.toMatchObject({
    code: 'PAYOUT_DAY_CLOSED',
    message: 'On 2026-04-03 banks carry out no payments: the next business day is 2026-04-07.',
  })
})

test.each([
  ['2026-01-09', '2026-01-08T13:00:00.000Z'], // a Friday: Thursday at 14:00 in winter
  ['2026-04-07', '2026-04-02T12:00:00.000Z'], // after Easter: the Thursday before, in summer
  ['2026-03-30', '2026-03-27T13:00:00.000Z'], // the day after the clocks changed
])('the bank carries out on %s what it has before %s', (date, instant) => {
  expect(sendBy(date).toISOString()).toBe(instant)
})

test('the same reasons are told to the holder himself', async () => {
  const { lines } = await payRun(em(), '2025-05-05', at('2025-05-04'))
  for (const { payeeOwnerId } of lines.filter(line => line.payee === 'holder')) {
    const told = (await payablesOf(em(), payeeOwnerId, at('2025-05-04'))).flatMap(row => row.parts)
    const found = lines.filter(line => line.payee === 'holder' && line.payeeOwnerId === payeeOwnerId)
    expect(told.map(({ code, amount }) => [code, amount])).toEqual(
      found.map(({ code, amount }) => [code, amount]),
    )
  }
})

test('a tax withheld in one month is paid over in the next', async () => {
  const { projectId, holders } = await world.funded({ Dan: 1 }, LEVIED)
  await levied.declare(holders.Dan ?? '', 'FR', '2025-01-01')
  await world.month(projectId, '2025-05', '100.00') // credited on 4 June
  await paying.known(TAX_OFFICE, '2025-05-01', OTHER_IBAN)
  const tax = async (date: string, now: string) =>
    (await paying.groups(date, now)).groups.filter(([payee]) => payee === 'taxOffice')
  expect(await tax('2025-06-30', '2025-06-27')).toEqual([['taxOffice', 'NOT_DUE', 1, 3_000n]])
  expect(await tax('2025-07-01', '2025-06-30')).toEqual([['taxOffice', 'READY', 1, 3_000n]])
})

// Of 110.00 raised 5 % with VAT (6.60), and half of the revenue (500.00).
test('what the platform earned leaves to its own bank account', async () => {
  await paying.known(PLATFORM, '2025-05-01', OTHER_IBAN)
  const { groups } = await paying.groups('2025-07-01', '2025-06-30')
  expect(groups.filter(([payee]) => payee === 'platform')).toEqual([['platform', 'READY', 1, 50_660n]])
})
