import { expect, test } from '@jest/globals'
import { offerings } from '../../../src/domain/offerings/offerings.ts'
import { proposeOffering } from '../../../src/domain/offerings/propose-offering.ts'
import { useDatabase } from '../../support/database.ts'
import { TERMS, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)

/** The rate of VAT that an offering has which is proposed with this one. */
async function rateOf(vatRatio: string | null | undefined, closesAt: string, commissionRatio = '0.05') {
  const { classId } = await world.project()
  const closes = new Date(closesAt)
  const opensAt = new Date(closes.getTime() - 86_400_000)
  const terms = { ...TERMS, opensAt, closesAt: closes, paymentDueAt: closes, commissionRatio, vatRatio }
  const { offeringId } = await world.run('2012-01-01', em => proposeOffering(em, { classId, terms }))
  const [offering] = await offerings(database.orm.em.fork(), [offeringId])
  return offering?.vatRatio
}

test('without a rate the VAT on the commission is the standard rate of the closing day in Paris', async () => {
  expect(await rateOf(null, '2013-12-31T22:59:59.999Z')).toBe('0.196')
  expect(await rateOf(undefined, '2013-12-31T23:00:00.000Z')).toBe('0.20')
})

test('a rate that the terms say stands, also none', async () => {
  expect(await rateOf('0.055', '2025-02-01T00:00:00Z')).toBe('0.055')
  expect(await rateOf('0', '2025-02-01T00:00:00Z')).toBe('0')
})

test('where no rate is known one must be said, unless nothing is charged', async () => {
  await expect(rateOf(null, '1999-12-31T12:00:00Z')).rejects.toMatchObject({ code: 'VAT_RATE_UNKNOWN' })
  expect(await rateOf(null, '1999-12-31T12:00:00Z', '0.00')).toBe('0')
})
