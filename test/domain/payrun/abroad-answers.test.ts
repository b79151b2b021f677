import { expect, test } from '@jest/globals'
import { reportOnPack } from '../../../src/cli/pack-report.ts'
import { readZip } from '../../../src/documents/archive/read-zip.ts'
import { readBankFile } from '../../../src/documents/camt/read-bank-file.ts'
import { legsOfBatch } from '../../../src/domain/payments/payouts/legs.ts'
import { legState } from '../../../src/domain/payments/payouts/payout-states.ts'
import { reconciliation } from '../../../src/domain/payments/reconciliation/reconciliation.ts'
import { importBankReport } from '../../../src/domain/shares/bank/import-bank-report.ts'
import { auditPackBytes } from '../../../src/schema/audit-pack-bytes.ts'
import { bankFile } from '../../support/bank-files.ts'
import { useDatabase } from '../../support/database.ts'
import { DOLLARS_IBAN, payingAbroadOf } from '../../support/paying-abroad.ts'
import { at } from '../../support/world.ts'

const abroad = payingAbroadOf(useDatabase())
const { world, em } = abroad

/** What the bank says of the clients' account in dollars on 5 May. */
async function reported(
  id: string,
  opening: string,
  closing: string,
  entry: { amount: string; details: string },
) {
  const entries = [{ ...entry, ref: id, side: 'DBIT' as const, currency: 'USD', day: '2025-05-05' }]
  const days = { from: '2025-05-05', until: '2025-05-05' }
  const text = bankFile({ ...days, id, iban: DOLLARS_IBAN, currency: 'USD', opening, closing, entries })
  const report = { ...readBankFile(Buffer.from(text)), sha256: id.repeat(64) }
  await world.run('2025-05-06', tx => importBankReport(tx, report, at('2025-05-06')))
}

test('the report of the account in dollars settles the payout and agrees with the books, and an auditor can follow it', async () => {
  await abroad.openBanks('USD')
  await abroad.rate('USD', '1.0825', '2025-04-01')
  await abroad.payee('Ann', '100.00')
  const change = await abroad.changed([10_000n, 'EUR'], [10_900n, 'USD'], '2025-04-29')
  const { batchId, legs } = await abroad.sent('2025-05-05', '2025-04-30', 'USD', [change])
  const dollars = async (now: string) =>
    (await reconciliation(em(), at(now))).find(each => each.account.currency === 'USD')
  expect((await dollars('2025-05-02'))?.differences.map(each => [each.kind, each.amount])).toContainEqual([
    'PAYOUTS_SENT',
    -10_825n,
  ])
  const details = `<TxDtls><Refs><EndToEndId>${legs[0]?.endToEndId}</EndToEndId></Refs></TxDtls>`
  await reported('a', '109.00', '0.75', { amount: '108.25', details })
  const [leg] = await legsOfBatch(em(), batchId)
  expect(leg && legState(leg)).toBe('settled')
  const told = await dollars('2025-05-07')
  expect([told?.bookBalance, told?.report?.closing, told?.differences, told?.colour]).toEqual([
    75n,
    75n,
    [],
    'GREEN',
  ])
  // What the bank gave beside the rate is the house's to spare.
  expect(await abroad.exchange('USD')).toBe(-75n)
  const { bytes } = await auditPackBytes(em(), { seed: 'a', count: 1 }, { platform: 'House', language: 'en' })
  expect(reportOnPack(bytes)).toMatchObject({ isSound: true })
  const [trace] = readZip(bytes)
    .filter(({ name }) => /^items.*json$/.test(name))
    .map(each => JSON.parse(Buffer.from(each.bytes).toString()))
  expect(trace).toMatchObject({
    ...{ currency: 'EUR', amount: '100.00' },
    payment: {
      converted: { currency: 'USD', amount: '108.25', from: 'EUR', to: 'USD', rate: '1.0825', source: 'ECB' },
    },
  })
})
