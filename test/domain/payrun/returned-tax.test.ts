import { expect, test } from '@jest/globals'
import { postedInMonth } from '../../../src/domain/dividends/filing/levy-postings.ts'
import { TAX_OFFICE } from '../../../src/domain/ids.ts'
import { returnLeg } from '../../../src/domain/payments/payouts/return-leg.ts'
import { recordReceipt } from '../../../src/domain/payments/record-receipt.ts'
import { useDatabase } from '../../support/database.ts'
import { OTHER_IBAN, payingOf } from '../../support/paying.ts'
import { at } from '../../support/world.ts'
import { LEVIED, leviedWorldOf } from '../dividends/levies/levied-world.ts'

const database = useDatabase()
const paying = payingOf(database)
const levied = leviedWorldOf(database)

// Of 100.00 to the one holder 9.20 are CSG, withheld on 4 June and paid over on 2 July.
test('a tax that the bank sends back is owed again, and nothing was withheld by that', async () => {
  await paying.openBank()
  const { projectId, holders } = await levied.funded({ Dan: 1 }, LEVIED)
  await levied.declare(holders.Dan ?? '', 'FR', '2025-01-01')
  await levied.month(projectId, '2025-05', '100.00')
  await paying.known(TAX_OFFICE, '2025-05-01', OTHER_IBAN)
  const { legs } = await paying.sent('2025-07-02', '2025-06-30')
  const leg = legs.find(each => each.amount === 920n)
  const [day, now] = ['2025-07-04', at('2025-07-04')]
  await levied.run(day, async tx => {
    const money = { amount: 920n, currency: 'EUR' as const, receivedAt: now }
    const { receiptId } = await recordReceipt(
      tx,
      { ...money, bankReference: 'back', remittance: '', payer: null },
      now,
    )
    await returnLeg(tx, { endToEndId: leg?.endToEndId ?? '', reason: 'AC04', receiptId }, now)
    return {}
  })
  const em = database.orm.em.fork()
  expect([await postedInMonth(em, '2025-06-01'), await postedInMonth(em, '2025-07-01')]).toEqual([3_000n, 0n])
  const { groups } = await paying.groups('2025-07-11', '2025-07-07')
  expect(groups.filter(([payee]) => payee === 'taxOffice').map(([, code]) => code)).not.toContain('NOT_DUE')
})
