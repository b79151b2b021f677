import { expect, test } from '@jest/globals'
import { offeringOf } from '../../../src/domain/offerings/offerings.ts'
import { openProject } from '../../../src/domain/offerings/open-project.ts'
import { classesOf } from '../../../src/domain/offerings/projects.ts'
import { proposeOffering } from '../../../src/domain/offerings/propose-offering.ts'
import type { OfferingTermsInput } from '../../../src/domain/offerings/terms/check-offering-terms.ts'
import { valuationOf } from '../../../src/domain/offerings/terms/valuation.ts'
import { useDatabase } from '../../support/database.ts'
import { EUR, TERMS, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)

/** 1,000 shares of 1.00 of the capital each, of which 400 are offered. */
async function offered(terms: Partial<OfferingTermsInput>, nominal: string | null = '1.00') {
  const issuerId = await world.person('Firm')
  const project = { name: 'Firm', issuerId, currency: 'EUR', timeZone: 'Europe/Paris' }
  const shares = {
    code: 'shares',
    name: 'Shares',
    shares: 1000,
    nominal: nominal === null ? null : EUR(nominal),
  }
  const { projectId } = await world.run('2024-12-01', em =>
    openProject(em, { ...project, classes: [shares] }),
  )
  const [shareClass] = await classesOf(database.orm.em.fork(), projectId)
  if (shareClass === undefined) throw new Error('There is no class')
  const usual = {
    ...TERMS,
    shares: 400,
    goal: 1000n,
    sharePrice: 2500n,
    entitlements: [{ gives: 'capital' as const }],
  }
  const { offeringId } = await world.run('2024-12-03', em =>
    proposeOffering(em, { classId: shareClass.id, terms: { ...usual, ...terms } }),
  )
  return valuationOf(await offeringOf(database.orm.em.fork(), offeringId), shareClass)
}

test('the price of a share says what the whole is worth before and after, and what is premium', async () => {
  expect(await offered({})).toEqual({ preMoney: 1_500_000n, postMoney: 2_500_000n, premium: 2400n })
})

test('without a nominal value there is no premium, and without a share of the capital no valuation', async () => {
  expect(await offered({}, null)).toMatchObject({ premium: null })
  expect(await offered({ entitlements: [{ gives: 'receipts' }] })).toBeNull()
})

test('no share is sold below its part of the capital; exactly that is not below it', async () => {
  expect(await offered({ sharePrice: 100n })).toMatchObject({ premium: 0n })
  await expect(offered({ sharePrice: 99n })).rejects.toMatchObject({
    code: 'BELOW_NOMINAL',
    message: 'A share at 0.99 EUR would cost less than its part of the capital, 1.00.',
  })
})
