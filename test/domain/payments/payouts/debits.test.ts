import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test } from '@jest/globals'
import { readBankFile } from '../../../../src/documents/camt/read-bank-file.ts'
import { balanceOf } from '../../../../src/domain/ledger/balances.ts'
import { debitsPage } from '../../../../src/domain/payments/bank/bank-debits.ts'
import { settleLegs } from '../../../../src/domain/payments/payouts/settle-legs.ts'
import { importBankReport } from '../../../../src/domain/shares/bank/import-bank-report.ts'
import { bankFile } from '../../../support/bank-files.ts'
import { useDatabase } from '../../../support/database.ts'
import { payingOf } from '../../../support/paying.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const paying = payingOf(database)
const { world, em } = paying
const { run } = world
const [DAY, NOW] = ['2025-05-05', '2025-04-30']
const refused = (code: string) => ({ code })
beforeAll(() => paying.openBank())

const holds = (kind: 'bank' | 'suspense') => balanceOf(em(), { kind, currency: 'EUR', code: 'clients' })

/** Holders who have 30.00 for each share, on accounts that may be used. */
async function holdersOf(shares: Record<string, number>) {
  const made = await world.funded(shares)
  const all = Object.values(shares).reduce((sum, each) => sum + each, 0)
  await world.month(made.projectId, '2025-03', `${all * 100}.00`)
  for (const holder of Object.values(made.holders)) await paying.known(holder, '2025-04-01')
  return made.holders
}

test('payouts claim the debit of the bank that carried them out, and no more than it is', async () => {
  const { Lea = '' } = await holdersOf({ Lea: 1, Max: 1 })
  const { legs } = await paying.sent(DAY, NOW)
  const [leas, others] = [
    legs.filter(leg => leg.payeeOwnerId === Lea),
    legs.filter(leg => leg.payeeOwnerId !== Lea),
  ]
  const file = bankFile({
    opening: '30.00',
    closing: '0.00',
    entries: [{ amount: '30.00', ref: 'D', side: 'DBIT' }],
  })
  const report = { ...readBankFile(Buffer.from(file)), sha256: 'a' }
  await run('2025-05-06', tx => importBankReport(tx, report, at('2025-05-06')))
  const debits = () => debitsPage(em(), { limit: 10, inverted: false })
  const debitId = (await debits())[0]?.id ?? ''
  const settle = (named: typeof legs) => {
    const told = { endToEndIds: named.map(leg => leg.endToEndId), debitId }
    return run('2025-05-06', tx => settleLegs(tx, told, at('2025-05-06')))
  }
  await expect(settle(legs)).rejects.toMatchObject(refused('PAYOUT_DEBIT_EXCEEDED'))
  const [bank, suspense] = [await holds('bank'), await holds('suspense')]
  await settle(leas)
  expect([(await holds('bank')) - bank, (await holds('suspense')) - suspense]).toEqual([0n, 3_000n])
  expect(await debits()).toEqual([])
  await expect(settle(others)).rejects.toMatchObject({
    message: 'These payouts come to 30.00 EUR; of the debit of the bank 0.00 EUR is left.',
  })
})

test('two batches that claim one debit at the same moment share it no more than once', async () => {
  const batches = []
  for (const name of ['Nil', 'Ora']) {
    await holdersOf({ [name]: 1 })
    batches.push((await paying.sent(DAY, NOW)).legs.map(leg => leg.endToEndId))
  }
  const entries = [{ amount: '30.00', ref: 'E', side: 'DBIT' as const }]
  const file = bankFile({ id: 'S2', opening: '30.00', closing: '0.00', entries })
  const report = { ...readBankFile(Buffer.from(file)), sha256: 'b' }
  await run('2025-05-06', tx => importBankReport(tx, report, at('2025-05-06')))
  const debitId = (await debitsPage(em(), { limit: 10, inverted: false }))[0]?.id ?? ''
  // Each holds its transaction open until both have tried: without a lock on the debit both would see all of it.
  let tried = 0
  const both = await Promise.allSettled(
    batches.map(endToEndIds =>
      run('2025-05-06', async tx => {
        const settled = settleLegs(tx, { endToEndIds, debitId }, at('2025-05-06'))
        tried += 1
        const made = await settled
        for (let waits = 0; tried < 2 && waits < 50; waits++) await sleep(10)
        await sleep(100)
        return made
      }),
    ),
  )
  expect(both.map(each => each.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(both.find(each => each.status === 'rejected')).toMatchObject({
    reason: refused('PAYOUT_DEBIT_EXCEEDED'),
  })
})
