import { expect, test } from '@jest/globals'
import { firstPayday } from '../../../src/domain/payments/payouts/cut-off.ts'
import { payablesOf } from '../../../src/domain/reports/payables.ts'
import { useDatabase } from '../../support/database.ts'
import { debtorsOf } from '../../support/debtors.ts'

const database = useDatabase()
const { paying, world, em, paid, reverse } = debtorsOf(database)

const told = async (partyId: string, now: string) =>
  (await payablesOf(em(), partyId, new Date(now))).map(({ role, projectId, balance, payable, parts }) => ({
    role,
    projectId,
    balance,
    payable,
    parts: parts.map(({ code, amount, nextTestOn, sentence }) => [code, amount, nextTestOn, sentence.en]),
  }))

test('an issuer may ask why he is not paid, and when he is', async () => {
  await paying.openBank()
  const { projectId, issuerId } = await world.funded({ Ann: 10 }) // 94.00 after the commission
  const its = { role: 'issuer', projectId }
  expect(await told(issuerId, '2025-04-30T08:00:00Z')).toEqual([
    {
      ...its,
      balance: 9_400n,
      payable: 0n,
      parts: [
        [
          'NO_ACCOUNT',
          9_400n,
          null,
          '94.00 EUR stays on the account: no bank account is known to send it to.',
        ],
      ],
    },
  ])
  const distributionId = await world.month(projectId, '2025-03', '100.00') // 20.00 for him
  await paying.known(issuerId, '2025-04-20')
  // What leaves on 2 May is sent on 30 April before two o'clock; the bank is closed on 1 May.
  expect(await told(issuerId, '2025-04-30T11:59:59.999Z')).toEqual([
    {
      ...its,
      balance: 11_400n,
      payable: 11_400n,
      parts: [['READY', 11_400n, '2025-05-02', '114.00 EUR leaves with the batch of 2025-05-02.']],
    },
  ])
  expect((await told(issuerId, '2025-04-30T12:00:00.000Z'))[0]?.parts[0]?.[2]).toBe('2025-05-05')
  await paid('2025-05-05', '2025-05-01')
  await reverse(distributionId, '2025-05-10')
  expect(await told(issuerId, '2025-05-12T08:00:00Z')).toMatchObject([{ ...its, balance: 0n, parts: [] }])
})

test.each([
  ['2025-04-17T11:59:59.999Z', '2025-04-22'], // Thursday before Easter: Friday and Monday are days off
  ['2025-04-17T12:00:00.000Z', '2025-04-23'],
  ['2025-06-07T10:00:00.000Z', '2025-06-10'], // Saturday: Monday's batch is gone
])('at %s the first day to be paid on is %s', (now, day) => {
  expect(firstPayday(new Date(now))).toBe(day)
})

test('a test whose batch is gone is not the next one', async () => {
  const { projectId, holders } = await world.funded({ Bea: 1 })
  const bea = holders.Bea ?? ''
  await world.month(projectId, '2025-04', '100.00')
  await paying.known(bea, '2025-05-01')
  const next = async (now: string) => (await told(bea, now))[0]?.parts[0]?.[2]
  // The test of 5 June is sent until 4 June, two o'clock in Paris.
  expect(await next('2025-06-04T11:59:59.999Z')).toBe('2025-06-05')
  expect(await next('2025-06-04T12:00:00.000Z')).toBe('2025-07-07') // 5 July is a Saturday
})
