import { expect, test } from '@jest/globals'
import { clientsAccount } from '../../src/domain/payments/bank/bank-accounts.ts'
import { reconciledDays } from '../../src/domain/payments/reconciliation/reconciled-days.ts'
import { useDatabase } from '../support/database.ts'
import { withFault } from '../support/fault.ts'
import { reconcilingWorld } from '../support/reconciling.ts'
import { at } from '../support/world.ts'

const database = useDatabase()
const bank = reconcilingWorld(database)
const { daily, em } = bank
const kept = async (now: string) =>
  (await reconciledDays(em(), (await clientsAccount(em(), 'EUR'))?.id ?? '', at(now))).map(
    ({ day, bankBalance, bookBalance, differences, explained }) => [
      day,
      bankBalance,
      bookBalance,
      differences,
      explained,
    ],
  )

test('a day is kept once, an hour after it has passed, whoever runs the job how often', async () => {
  await bank.openAccount() // on 1 January at noon
  expect(await daily('2025-01-01T23:59:59.999Z')).toBe('0 days reconciled')
  expect(await daily('2025-01-02T00:00:00Z')).toBe('1 days reconciled')
  expect(await daily('2025-01-02T00:00:00Z')).toBe('0 days reconciled')
  await Promise.all([daily('2025-01-03'), daily('2025-01-03')])
  expect(await kept('2025-01-03')).toEqual([
    ['2025-01-02', null, 0n, 1, 0],
    ['2025-01-01', null, 0n, 1, 0],
  ])
})

test('a day that was missed says what was known when it ended, and a job that was killed goes on', async () => {
  await bank.report(3, '0.00', [])
  await bank.byHand('A', 100n, '2025-01-05')
  await bank.report(5, '0.00', [{ amount: '1.00', ref: 'A' }])
  const when = `new.day = '2025-01-05'`
  await expect(
    withFault(database, { table: 'reconciled_day', when }, () => daily('2025-01-07')),
  ).rejects.toThrow('the disk is on fire')
  expect(await daily('2025-01-07')).toBe('2 days reconciled')
  expect((await kept('2025-01-07')).slice(0, 4)).toEqual([
    ['2025-01-06', 100n, 100n, 1, 0], // nobody has claimed it
    ['2025-01-05', 0n, 100n, 1, 0], // recorded by hand
    ['2025-01-04', 0n, 0n, 0, 0], // green
    ['2025-01-03', null, 0n, 1, 0],
  ])
})

test('after a long downtime the last month is made up for', async () => {
  expect(await daily('2025-06-01')).toBe('31 days reconciled')
})
