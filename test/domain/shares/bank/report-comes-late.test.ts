import { beforeAll, describe, expect, test } from '@jest/globals'
import { testClock } from '../../../../src/clock.ts'
import { offeringOf } from '../../../../src/domain/offerings/offerings.ts'
import { raised } from '../../../../src/domain/shares/raised.ts'
import { subscriptionState } from '../../../../src/domain/shares/subscription-states.ts'
import { subscriptionOf } from '../../../../src/domain/shares/subscriptions.ts'
import { closeDueOfferings } from '../../../../src/jobs/close-due-offerings.ts'
import type { Workshop } from '../../../../src/jobs/job.ts'
import { useDatabase } from '../../../support/database.ts'
import { importingWorld } from '../../../support/importing.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const world = importingWorld(database)
let ann: string
beforeAll(async () => {
  ann = await world.person('Ann')
})

/** An offering that closes at an instant, and an unpaid order of 60 shares in it, placed two days before. */
async function closing(closesAt: string) {
  const { classId } = await world.project()
  const dates = { closesAt: at(closesAt), paymentDueAt: at(closesAt), withdrawalDays: 0 }
  const offeringId = await world.offering(classId, dates)
  const before = new Date(at(closesAt).getTime() - 2 * 86_400_000).toISOString()
  return { offeringId, order: await world.order(offeringId, ann, 60, before) }
}

async function tick(now: string) {
  const log = { info() {}, warn() {}, error: (facts: object) => console.error(facts) }
  const shop = { orm: database.orm, clock: testClock(at(now)), log } as unknown as Workshop
  return closeDueOfferings(shop, at(now))
}

const stateOf = async (order: string, now: string) =>
  subscriptionState(await subscriptionOf(world.em(), order), at(now))
const outcomeOf = async (offeringId: string) => (await offeringOf(world.em(), offeringId)).outcome

describe('without a bank account', () => {
  test('an unpaid order expires when its payment is due', async () => {
    const { offeringId, order } = await closing('2025-01-20T11:00:00Z')
    await tick('2025-01-20T11:00:00Z')
    expect(await stateOf(order, '2025-01-20T11:00:00Z')).toBe('expired')
    expect(await outcomeOf(offeringId)).toBe('failed')
  })
})

describe('with a bank account of the clients', () => {
  beforeAll(async () => {
    await world.openAccount()
  })

  test('an order that was paid on the last day is paid by the report of the next day', async () => {
    const { offeringId, order } = await closing('2025-02-01T11:00:00Z')
    const now = '2025-02-02T08:00:00Z'
    await tick(now)
    expect(await stateOf(order, now)).toBe('reserved')
    expect(await outcomeOf(offeringId)).toBeNull()
    const days = { from: '2025-02-01', until: '2025-02-01' }
    await world.day([{ amount: '600.00', structured: await world.reference(order) }], days, now)
    expect(await stateOf(order, now)).toBe('binding')
    await tick(now)
    expect([await stateOf(order, now), await outcomeOf(offeringId)]).toEqual(['allotted', 'funded'])
  })

  test('an order expires, and its offering is decided, once a report of its last day is in and did not pay it', async () => {
    const { offeringId, order } = await closing('2025-03-01T11:00:00Z')
    // The report of the day before says nothing of the last day.
    await world.day([], { from: '2025-02-28', until: '2025-02-28', opening: '2000.00' }, '2025-03-01')
    await tick('2025-03-02T08:00:00Z')
    expect(await stateOf(order, '2025-03-02T08:00:00Z')).toBe('reserved')
    expect(await raised(world.em(), [offeringId], at('2025-03-02T08:00:00Z'))).toMatchObject([
      { reserved: 60_000n, undecidedUntil: at('2025-03-06T23:00:00Z') },
    ])
    await expect(world.close(offeringId, '2025-03-02T08:00:00Z')).rejects.toMatchObject({
      code: 'OFFERING_UNDECIDED',
      message: expect.stringContaining('the last one until 2025-03-06T23:00:00.000Z'),
    })
    await world.day([], { from: '2025-03-01', until: '2025-03-01', opening: '2000.00' }, '2025-03-02')
    await tick('2025-03-02T08:01:00Z')
    expect(await stateOf(order, '2025-03-02T08:01:00Z')).toBe('expired')
    expect(await outcomeOf(offeringId)).toBe('failed')
  })

  test('a later report tells of the days before it when its balance goes on from theirs, and not when one is missing', async () => {
    const { order } = await closing('2025-05-10T11:00:00Z') // a Saturday
    await world.day([], { from: '2025-05-09', until: '2025-05-09', opening: '3000.00' }, '2025-05-10')
    await world.day([], { from: '2025-05-13', until: '2025-05-13', opening: '3600.00' }, '2025-05-14')
    await tick('2025-05-14T08:00:00Z')
    expect(await stateOf(order, '2025-05-14')).toBe('reserved')
    await world.day([], { from: '2025-05-12', until: '2025-05-12', opening: '3000.00' }, '2025-05-14')
    await tick('2025-05-14T08:01:00Z')
    expect(await stateOf(order, '2025-05-14')).toBe('expired')
  })

  test.each([
    ['when clocks go forward', '2025-03-29T11:00:00Z', '2025-04-03T22:00:00.000Z'],
    ['when clocks go back', '2025-10-25T10:00:00Z', '2025-10-30T23:00:00.000Z'],
  ])(
    'without a report an order expires when five calendar days have passed, to the millisecond, %s',
    async (_when, due, end) => {
      const { offeringId, order } = await closing(due)
      const before = new Date(at(end).getTime() - 1).toISOString()
      await tick(before)
      expect([await stateOf(order, before), await outcomeOf(offeringId)]).toEqual(['reserved', null])
      await tick(end)
      expect([await stateOf(order, end), await outcomeOf(offeringId)]).toEqual(['expired', 'failed'])
    },
  )

  test('what is due at midnight in Paris was last booked on the day before', async () => {
    const { order } = await closing('2025-06-30T22:00:00Z')
    const days = { from: '2025-06-30', until: '2025-06-30', opening: '5000.00' }
    await world.day([], days, '2025-07-01')
    await tick('2025-07-01T06:00:00Z')
    expect(await stateOf(order, '2025-07-01')).toBe('expired')
  })

  test('an order may still be withdrawn while the bank is waited for', async () => {
    const { offeringId, order } = await closing('2025-08-02T10:00:00Z')
    const { withdraw } = await import('../../../../src/domain/shares/withdraw.ts')
    await world.run('2025-08-03', em =>
      withdraw(em, { subscriptionId: order, partyId: ann }, at('2025-08-03')),
    )
    await tick('2025-08-03T12:00:00Z')
    expect(await outcomeOf(offeringId)).toBe('failed')
  })
})
