import { describe, expect, test } from '@jest/globals'
import { testClock } from '../../../../src/clock.ts'
import { reinvest } from '../../../../src/domain/dividends/reinvestment/reinvest.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { balanceOf } from '../../../../src/domain/ledger/balances.ts'
import type { OfferingTermsInput } from '../../../../src/domain/offerings/terms/check-offering-terms.ts'
import { endReinvestment } from '../../../../src/domain/shares/reinvestment/end-reinvestment.ts'
import type { Preference } from '../../../../src/domain/shares/reinvestment/preferences.ts'
import { reinvestmentsOf, rulesOfParty } from '../../../../src/domain/shares/reinvestment/rules.ts'
import { setReinvestment } from '../../../../src/domain/shares/reinvestment/set-reinvestment.ts'
import { activeSubscriptions } from '../../../../src/domain/shares/subscriptions.ts'
import { withdraw } from '../../../../src/domain/shares/withdraw.ts'
import type { Workshop } from '../../../../src/jobs/job.ts'
import { reinvestCredited } from '../../../../src/jobs/reinvest-credited.ts'
import { useDatabase } from '../../../support/database.ts'
import { at, worldOf } from '../../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const balance = (ownerId: string) => balanceOf(em(), { kind: 'holder', ownerId, currency: 'EUR' })
const subscriber = (ownerId: string, scopeId: string) =>
  balanceOf(em(), { kind: 'subscriber', ownerId, scopeId, currency: 'EUR' })

/** Somebody who holds a whole class, so that 100.00 of revenue are 30.00 of his. */
async function holder() {
  const { projectId, holders } = await world.funded({ Ann: 10 })
  return { projectId, ann: holders.Ann ?? '' }
}

/** Another project's offering at 4.00 a share until December. */
async function target(terms: Partial<OfferingTermsInput> = {}) {
  const { projectId, classId } = await world.project()
  const dates = { closesAt: at('2025-12-01'), paymentDueAt: at('2025-12-01') }
  return {
    projectId,
    offeringId: await world.offering(classId, { ...dates, sharePrice: 400n, goal: 400n, ...terms }),
  }
}

type Rule = { ratio?: string; most?: bigint; preferences: readonly Preference[]; now?: string }
const set = async (
  partyId: string,
  { ratio = '1', most = 100_000n, preferences, now = '2025-04-01' }: Rule,
) =>
  (
    await world.run(now, tx =>
      setReinvestment(tx, { partyId, ratio, mostPerMonth: most, currency: 'EUR', preferences }, at(now)),
    )
  ).ruleId

async function tick(now: string) {
  const errors: object[] = []
  const log = { info() {}, warn() {}, error: (facts: object) => errors.push(facts) }
  await reinvestCredited(
    { orm: database.orm, clock: testClock(at(now)), log } as unknown as Workshop,
    at(now),
  )
  expect(errors).toEqual([])
}

const outcomes = async (ruleId: string) =>
  (await reinvestmentsOf(em(), [ruleId])).map(({ offeringId, refusal }) => [offeringId, refusal])
const shares = async (offeringId: string) =>
  (await activeSubscriptions(em(), offeringId)).map(order => order.shares)

describe('a rule to reinvest', () => {
  test('orders whole shares of what it names from its part of the net, paid from the balance at once, and only once', async () => {
    const { projectId, ann } = await holder()
    const { offeringId } = await target()
    const rule = await set(ann, { ratio: '0.5', preferences: [{ offeringId }] })
    const distributionId = await world.month(projectId, '2025-04', '100.00')
    await Promise.all([tick('2025-05-05'), tick('2025-05-05')])
    await world.run('2025-05-06', tx => reinvest(tx, { ruleId: rule, distributionId }, at('2025-05-06')))
    // Half of 30.00 pays three shares of 4.00; 3.00 and the other half stay.
    expect([await shares(offeringId), await balance(ann), await subscriber(ann, offeringId)]).toEqual([
      [3],
      1800n,
      1200n,
    ])
    expect(await outcomes(rule)).toEqual([[offeringId, null]])
  })

  test('is revocable, and so is each of its orders: the money is back on the account', async () => {
    const { projectId, ann } = await holder()
    const { offeringId } = await target()
    const rule = await set(ann, { preferences: [{ offeringId }] })
    await world.month(projectId, '2025-04', '100.00')
    await tick('2025-05-05')
    const [order] = await activeSubscriptions(em(), offeringId)
    expect([await balance(ann), order?.paidAt]).toEqual([200n, at('2025-05-05')])
    await world.run('2025-05-06', tx =>
      withdraw(tx, { subscriptionId: order?.id ?? '', partyId: ann }, at('2025-05-06')),
    )
    expect(await balance(ann)).toBe(3000n)
    const end = (partyId: string) =>
      world.run('2025-05-07', tx => endReinvestment(tx, { ruleId: rule, partyId }, at('2025-05-07')))
    await expect(end(newId())).rejects.toThrow(refused('REINVESTMENT_UNKNOWN'))
    await end(ann)
    await end(ann)
    await world.month(projectId, '2025-05', '100.00')
    await tick('2025-06-05')
    expect([await shares(offeringId), await balance(ann)]).toEqual([[], 6000n])
  })

  test('spends no more in a calendar month of Paris than it may, nor more than lies on the account', async () => {
    const { projectId, ann } = await holder()
    const { offeringId } = await target()
    const rule = await set(ann, { most: 3200n, preferences: [{ offeringId }] })
    await world.month(projectId, '2025-03', '100.00')
    await world.month(projectId, '2025-04', '100.00')
    await tick('2025-05-31T21:59:59.999Z') // still May: 28.00 of the first 30.00, then 4.00
    expect([await shares(offeringId), await balance(ann)]).toEqual([[7, 1], 2800n])
    await world.month(projectId, '2025-05', '100.00')
    await tick('2025-05-31T22:00:00.000Z') // it is June in Paris: 28.00 of the next 30.00
    expect(await balance(ann)).toBe(2800n + 3000n - 2800n)
    expect(await outcomes(rule)).toHaveLength(3)
  })

  test('goes to the first place that is open, of a project to what it has open', async () => {
    const { projectId, ann } = await holder()
    const [closed, second] = [await target({ closesAt: at('2025-05-01') }), await target()]
    const preferences = [{ offeringId: closed.offeringId }, { projectId: second.projectId }]
    const rule = await set(ann, { preferences })
    await world.month(projectId, '2025-04', '100.00')
    await tick('2025-05-05')
    expect([await outcomes(rule), await shares(second.offeringId)]).toEqual([
      [[second.offeringId, null]],
      [7],
    ])
  })

  test.each<[string, Partial<OfferingTermsInput>, string]>([
    ['nothing it names is open', { closesAt: at('2025-05-01') }, 'NO_OFFERING_OPEN'],
    ['its part pays no share', { sharePrice: 3001n, goal: 3001n }, 'NOTHING_LEFT'],
    ['the order is less than the least there is', { minimum: 4000n }, 'BELOW_MINIMUM'],
    [
      'the gates of the regime ask for a test',
      { regime: 'ECSPR_EQUITY', keyInformation: { sha256: 'a'.repeat(64), sides: 6 } },
      'KNOWLEDGE_TEST_WARNING',
    ],
  ])('leaves the money where it is and keeps why when %s', async (_when, terms, why) => {
    const { projectId, ann } = await holder()
    const { offeringId } = await target(terms)
    const rule = await set(ann, { preferences: [{ offeringId }] })
    await world.month(projectId, '2025-04', '100.00')
    await tick('2025-05-05')
    expect([(await outcomes(rule)).map(([, refusal]) => refusal), await balance(ann)]).toEqual([[why], 3000n])
  })

  test('never touches what is held until its levies are known', async () => {
    const { projectId, holders } = await world.funded({ Ann: 10 }, { levies: { income: 'dividend' } })
    const ann = holders.Ann ?? ''
    const { offeringId } = await target()
    const rule = await set(ann, { preferences: [{ offeringId }] })
    await world.month(projectId, '2025-04', '1000.00') // her residence is not known: the income of it is held
    await tick('2025-05-05')
    expect([await outcomes(rule), await balance(ann)]).toEqual([[], 30_000n])
  })

  test('counts from the next distribution on, and is replaced by the next of its currency', async () => {
    const { projectId, ann } = await holder()
    const { offeringId } = await target()
    await world.month(projectId, '2025-04', '100.00')
    const first = await set(ann, { preferences: [{ offeringId }], now: '2025-05-10' })
    const second = await set(ann, { ratio: '1/3', preferences: [{ offeringId }], now: '2025-05-11' })
    await tick('2025-05-12')
    expect(await balance(ann)).toBe(3000n)
    expect(await rulesOfParty(em(), ann)).toMatchObject([
      { id: first, endedAt: at('2025-05-11') },
      { id: second, ratio: '1/3', endedAt: null },
    ])
    await world.month(projectId, '2025-05', '100.00')
    await tick('2025-06-05')
    expect([await outcomes(first), await shares(offeringId)]).toEqual([[], [2]])
  })

  test.each(['0', '1.01'])('takes above nothing and at most all, not %s', async ratio => {
    const { offeringId } = await target()
    await expect(set(await world.person('Ann'), { ratio, preferences: [{ offeringId }] })).rejects.toThrow(
      refused('REINVESTMENT_WRONG', `takes ${ratio} and names 1`),
    )
    await expect(set(await world.person('Ann'), { preferences: [] })).rejects.toThrow(
      refused('REINVESTMENT_WRONG', 'names 0 places'),
    )
  })
})
