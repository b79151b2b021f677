import { expect, test } from '@jest/globals'
import { sqlOf } from '../../../src/database/sql.ts'
import { distribute } from '../../../src/domain/dividends/run/distribute.ts'
import { poolsOf, recipientsOf } from '../../../src/domain/dividends/run/distributions.ts'
import { simulate } from '../../../src/domain/dividends/run/simulate.ts'
import { balances } from '../../../src/domain/ledger/balances.ts'
import { formatExact } from '../../../src/domain/money/fraction.ts'
import type { ContractTerms } from '../../../src/domain/offerings/terms/contract-terms.ts'
import { useDatabase } from '../../support/database.ts'
import { at, CONTRACT, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()
const TO_PARTS: ContractTerms['tiers'] = [{ name: 'All', split: [{ to: 'class:parts', ratio: '1' }] }]

/** Ann buys two shares in January, allotted on 10 February; later somebody buys more, allotted on 20 March. */
async function inTwoRaises(contract: Partial<ContractTerms>) {
  const made = await world.project({ tiers: TO_PARTS, ...contract }, 10)
  const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
  const raise = { shares: 5, goalMode: 'none' as const, goal: null }
  const first = await world.offering(made.classId, raise)
  await world.pay(await world.order(first, ann, 2))
  await world.close(first)
  const dates = {
    opensAt: at('2025-03-01'),
    closesAt: at('2025-03-10'),
    paymentDueAt: at('2025-03-10'),
  }
  const second = await world.offering(made.classId, { ...raise, ...dates })
  for (const person of [ann, bea])
    await world.pay(await world.order(second, person, 1, '2025-03-02'), '2025-03-03')
  await world.close(second, '2025-03-20')
  return made
}

test('shares held for fewer days than the contract asks weigh nothing, even beside others of the same holder', async () => {
  const { projectId } = await inTwoRaises({ weights: { by: 'recordDate', minimumDays: 20 } })
  const march = await world.month(projectId, '2025-03', '9.00')
  expect(await poolsOf(em(), march)).toMatchObject([{ weight: 2n, holders: 1 }])
  const april = await world.month(projectId, '2025-04', '9.00')
  expect(await poolsOf(em(), april)).toMatchObject([{ weight: 4n, holders: 2 }])
})

test('what was paid in is that of the record date, also where days before it are counted', async () => {
  const { projectId } = await inTwoRaises({
    weights: { by: 'shareDays' },
    recordDate: 'approvalDay',
    tiers: [
      { name: 'Until paid in', split: [{ to: 'class:parts', ratio: '1' }] },
      { name: 'Rest', split: [{ to: 'issuer', ratio: '1' }] },
    ],
    caps: [{ class: 'parts', times: '1' }],
  })
  const now = await world.approved(projectId, '2025-03', '35.00')
  const later = new Date(now.getTime() + 2 * 86_400_000)
  const { distributionId } = await world.run(later, tx => distribute(tx, { projectId }, later))
  expect(await recipientsOf(em(), distributionId)).toMatchObject([
    { recipient: 'class:parts', amount: 3500n },
    { recipient: 'issuer', amount: 0n },
  ])
})

test('a cap that no column can hold limits nobody, alone and of the class together', async () => {
  const tiers = [...TO_PARTS, { name: 'Rest', split: [{ to: 'issuer' as const, ratio: '1' }] }]
  // 10.00 was paid in by each: so many times that is 10^19 minor units, and a column ends below 2^63.
  const caps = [{ class: 'parts', times: '10000000000000000' }]
  const { projectId } = await world.funded({ Ann: 1, Bea: 1 }, { tiers, caps })
  const march = await world.month(projectId, '2025-03', '30.00')
  const april = await world.month(projectId, '2025-04', '5.00')
  for (const [run, amount] of [
    [march, 3_000n],
    [april, 500n],
  ] as const) {
    expect(await recipientsOf(em(), run)).toMatchObject([
      { recipient: 'class:parts', amount },
      { recipient: 'issuer', amount: 0n },
    ])
    expect(await roomOf(run)).toEqual([2n ** 63n - 1n])
  }
})

const roomOf = async (distributionId: string) =>
  (
    await sqlOf(em())
      .selectFrom('distributionPool')
      .select('room')
      .where('distributionId', '=', distributionId)
      .execute()
  ).map(pool => pool.room)

test('a reserve stays on the account of the project, joins the next pool, and pays for no other run', async () => {
  const { projectId } = await world.funded(
    { Ann: 1, Bea: 1, Cid: 1 },
    { tiers: TO_PARTS, rounding: 'toReserve' },
  )
  const held = () =>
    balances(em(), { scopeId: projectId }).then(all => all.find(each => each.kind === 'revenue'))
  await world.month(projectId, '2025-03', '0.11')
  expect(await held()).toMatchObject({ amount: 2n })
  // 0.04 came in where 0.05 was reported; with the reserve the account holds 0.06.
  await world.approved(projectId, '2025-04', '0.05', '0.04')
  const again = () => world.run('2025-05-05', tx => distribute(tx, { projectId }, at('2025-05-05')))
  await expect(again()).rejects.toMatchObject({
    code: 'FUNDS_MISSING',
    message: expect.stringContaining('0.07'),
  })
})

/** What the recipients of one report under some tiers are due; half of the class is sold. */
function duesOf(terms: Partial<ContractTerms>, line: { gross: string; units?: number }) {
  const [run] = simulate({
    contract: { ...CONTRACT, ...terms },
    classes: [{ code: 'parts', shares: 10, holders: [{ name: 'Ann', shares: 5, paidIn: '50.00' }] }],
    runs: [{ reports: [{ periodEnd: '2025-03-31', lines: [line] }] }],
  })
  return run?.recipients.map(each => [each.recipient, formatExact(each.exact)])
}

test('beside a tier that takes, one that would give back gives nothing, and pays for nobody', () => {
  const tiers: ContractTerms['tiers'] = [
    { name: 'Advance', group: 'a', upTo: { amount: '10.00' }, split: [{ to: 'issuer', ratio: '1' }] },
    { name: 'Tickets', group: 'a', perUnit: '1.00', split: [{ to: 'platform', ratio: '1' }] },
    { name: 'Rest', split: [{ to: 'class:parts', ratio: '1' }] },
  ]
  expect(duesOf({ tiers }, { gross: '12.00', units: -3 })).toEqual([
    ['issuer', '1000'],
    ['platform', '0'],
    ['class:parts', '200'],
  ])
})

test('a threshold that counts a class of which nothing is sold is never reached', () => {
  const tiers: ContractTerms['tiers'] = [
    {
      name: 'First',
      takes: '0.5',
      upTo: { counts: 'class:units', amount: '1.00' },
      split: [{ to: 'class:units', ratio: '1' }],
    },
    { name: 'Rest', split: [{ to: 'platform', ratio: '1' }] },
  ]
  const [run] = simulate({
    contract: { ...CONTRACT, unsold: 'toIssuer', tiers },
    classes: [{ code: 'units', shares: 10, holders: [] }],
    runs: [{ reports: [{ periodEnd: '2025-03-31', lines: [{ gross: '30.00' }] }] }],
  })
  expect(run?.recipients.map(line => [line.recipient, formatExact(line.exact)])).toEqual([
    ['class:units', '0'],
    ['issuer', '1500'],
    ['platform', '1500'],
  ])
})

test('a threshold that counts the issuer counts the part of unsold shares that reaches him', () => {
  const tiers: ContractTerms['tiers'] = [
    {
      name: 'First',
      upTo: { counts: 'issuer', amount: '7.50' },
      split: [
        { to: 'class:parts', ratio: '0.5' },
        { to: 'issuer', ratio: '0.5' },
      ],
    },
    { name: 'Rest', split: [{ to: 'platform', ratio: '1' }] },
  ]
  // Half of the class is sold: of 10.00 the class gets 2.50, the issuer 5.00 and 2.50.
  expect(duesOf({ unsold: 'toIssuer', tiers }, { gross: '30.00' })).toEqual([
    ['class:parts', '250'],
    ['issuer', '750'],
    ['platform', '2000'],
  ])
})
