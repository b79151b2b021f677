import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { runChecks } from '../../../src/domain/checks/run-checks.ts'
import { newId } from '../../../src/domain/ids.ts'
import { formatScaled } from '../../../src/domain/money/money.ts'
import { openProject } from '../../../src/domain/offerings/open-project.ts'
import { classesOf } from '../../../src/domain/offerings/projects.ts'
import { proposeContract } from '../../../src/domain/offerings/propose-contract.ts'
import { signContract } from '../../../src/domain/offerings/sign-contract.ts'
import type { ContractTerms, Recipient, Tier } from '../../../src/domain/offerings/terms/contract-terms.ts'
import { useDatabase } from '../../support/database.ts'
import { at, CONTRACT, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)

const RECIPIENTS: Recipient[] = ['class:parts', 'class:units', 'issuer', 'platform', 'partner:label']
const CLASSES = ['parts', 'units'].map(code => ({ code, name: code, shares: 30 }))
const MONTHS = ['2025-03', '2025-04', '2025-05', '2025-06', '2025-07', '2025-08']

/** A split in random proportions: thirds, sevenths and so on, which leave fractions of a cent. */
const split = fc
  .subarray(RECIPIENTS, { minLength: 1 })
  .chain(to =>
    fc.tuple(fc.constant(to), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 5 })),
  )
  .map(([to, weights]): Tier['split'] => {
    const all = to.reduce((total, _, index) => total + (weights[index] ?? 1), 0)
    return to.map((recipient, index) => ({ to: recipient, ratio: `${weights[index]}/${all}` }))
  })

const tiers = fc.tuple(fc.array(split, { maxLength: 2 }), split).map(([before, last]): Tier[] => [
  ...before.map((each, index) => ({
    name: `Tier ${index}`,
    takes: index === 0 ? '0.07' : '2/9',
    split: each,
  })),
  { name: 'Rest', takes: '1', split: last },
])

const plan = fc.record({
  tiers,
  unsold: fc.constantFrom<ContractTerms['unsold']>('raisesSold', 'toIssuer'),
  collectedBy: fc.constantFrom<ContractTerms['collectedBy']>('clientsAccount', 'platform', 'issuer'),
  holders: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }),
  cents: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 6, maxLength: 6 }),
})

/** Everybody buys of both classes, the second time in the opposite order; each month brings in a few cents. */
async function play({ holders, cents, ...terms }: Plan): Promise<void> {
  const [issuerId, label] = [await world.person('Issuer'), await world.person('Label')]
  const opening = { name: 'Random', issuerId, currency: 'EUR', timeZone: 'Europe/Paris', classes: CLASSES }
  const { projectId } = await world.run('2024-12-01', em => openProject(em, opening))
  const partners = [{ code: 'label', name: 'Label', partyId: label }]
  const { contractId } = await world.run('2024-12-01', em =>
    proposeContract(em, { projectId, terms: { ...CONTRACT, ...terms, partners } }),
  )
  await world.run('2024-12-02', em => signContract(em, { contractId, signerId: newId() }, at('2024-12-02')))
  const people = await Promise.all(holders.map(() => world.person('Holder')))
  for (const [turn, { id }] of (await classesOf(database.orm.em.fork(), projectId)).entries()) {
    const offering = await world.offering(id, { shares: 30, goalMode: 'keepWhatWasRaised', goal: 1n })
    for (const [index, person] of people.entries()) {
      const shares = holders.at(turn === 0 ? index : -1 - index) ?? 1
      await world.pay(await world.order(offering, person, shares))
    }
    await world.close(offering)
  }
  for (const [index, month] of MONTHS.entries())
    await world.month(projectId, month, formatScaled(BigInt(cents[index] ?? 1), 2))
}

type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never

test('what the engine decides, SQL recomputes alike: random contracts, holders and months of a few cents', async () => {
  await fc.assert(
    fc.asyncProperty(plan, async each => {
      await play(each)
      const results = await database.orm.em.fork().transactional(runChecks)
      expect(results.filter(({ violations }) => violations > 0)).toEqual([])
    }),
    { numRuns: 3, seed: 2008, endOnFailure: true },
  )
})
