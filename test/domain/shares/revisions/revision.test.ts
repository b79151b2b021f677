import { describe, expect, test } from '@jest/globals'
import { newId } from '../../../../src/domain/ids.ts'
import { balanceOf } from '../../../../src/domain/ledger/balances.ts'
import { versionsOf } from '../../../../src/domain/offerings/life/versions.ts'
import { offeringOf } from '../../../../src/domain/offerings/offerings.ts'
import { declareInterest } from '../../../../src/domain/offerings/review/declare-interest.ts'
import { raised } from '../../../../src/domain/shares/raised.ts'
import { approveRevision } from '../../../../src/domain/shares/revisions/approve-revision.ts'
import { lapseDue } from '../../../../src/domain/shares/revisions/lapse-orders.ts'
import { offeringsWithUnconfirmed } from '../../../../src/domain/shares/revisions/unconfirmed.ts'
import { subscriptionState } from '../../../../src/domain/shares/subscription-states.ts'
import { subscriptionOf } from '../../../../src/domain/shares/subscriptions.ts'
import { withdraw } from '../../../../src/domain/shares/withdraw.ts'
import { useDatabase } from '../../../support/database.ts'
import { livesOf } from '../../../support/lives.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const lives = livesOf(database)
const { world } = lives
const em = () => database.orm.em.fork()
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const holder = (ownerId: string) => balanceOf(em(), { kind: 'holder', ownerId, currency: 'EUR' })
const order = async (id: string, now: string) => subscriptionState(await subscriptionOf(em(), id), at(now))
const lapse = (offeringId: string, now: string) => world.run(now, tx => lapseDue(tx, { offeringId }, at(now)))

const EASY = { goalMode: 'keepWhatWasRaised' as const, goal: 1000n }

describe('a revision of a published offering', () => {
  test('waits for an approver; from then on the new terms count and older orders are suspended', async () => {
    const { offeringId, orders } = await lives.raising(EASY, [30])
    const [ann] = orders as [(typeof orders)[number]]
    await lives.revise(offeringId, { goal: 2000n, shares: 80 }, '2025-01-15')
    expect(await offeringOf(em(), offeringId)).toMatchObject({ version: 1, goal: 1000n, shares: 100 })
    expect(await order(ann.id, '2025-01-16')).toBe('binding')
    await lives.approve(offeringId, 2, '2025-01-16')
    expect(await offeringOf(em(), offeringId)).toMatchObject({ version: 2, goal: 2000n, shares: 80 })
    expect(await order(ann.id, '2025-01-16')).toBe('suspended')
    expect(await raised(em(), [offeringId], at('2025-01-16'))).toMatchObject([
      { firm: 0n, revocable: 0n, reserved: 0n, suspended: 30_000n, suspendedShares: 30 },
    ])
    // Whoever orders now has read the new terms.
    const bea = await world.order(offeringId, await world.person('Bea'), 5, '2025-01-17')
    expect(await subscriptionOf(em(), bea)).toMatchObject({ termsVersion: 2, suspendedUntil: null })
  })

  test('an order that is reconfirmed is what it was before, and again the second time', async () => {
    const { offeringId, orders } = await lives.raising(EASY, [30])
    const [ann] = orders as [(typeof orders)[number]]
    await lives.revise(offeringId, { goal: 2000n }, '2025-01-15')
    await lives.approve(offeringId, 2, '2025-01-16') // a Thursday: to the end of Monday, the 20th
    await expect(lives.reconfirm(ann.id, newId(), 2, '2025-01-17')).rejects.toEqual(
      refused('SUBSCRIPTION_UNKNOWN'),
    )
    await expect(lives.reconfirm(ann.id, ann.partyId, 1, '2025-01-17')).rejects.toEqual(
      refused('TERMS_OUTDATED', 'Version 1 of the terms was read, version 2 is in force'),
    )
    await lives.reconfirm(ann.id, ann.partyId, 2, '2025-01-20T22:59:59.999Z')
    await lives.reconfirm(ann.id, ann.partyId, 2, '2025-01-21')
    expect(await order(ann.id, '2025-01-21')).toBe('binding')
    await lapse(offeringId, '2025-01-21')
    await world.close(offeringId)
    expect(await order(ann.id, '2025-02-10')).toBe('allotted')
  })

  test('silence ends the order with the money back, and doing it again changes nothing', async () => {
    const { offeringId, orders } = await lives.raising(EASY, [30, 5])
    const [ann, bea] = orders as [(typeof orders)[number], (typeof orders)[number]]
    await lives.revise(offeringId, { goal: 2000n }, '2025-01-15')
    await lives.approve(offeringId, 2, '2025-01-16')
    await lives.reconfirm(bea.id, bea.partyId, 2, '2025-01-17')
    expect(await offeringsWithUnconfirmed(em(), at('2025-01-20T22:59:59.999Z'))).not.toContain(offeringId)
    expect(await offeringsWithUnconfirmed(em(), at('2025-01-20T23:00:00.000Z'))).toContain(offeringId)
    await expect(lives.reconfirm(ann.id, ann.partyId, 2, '2025-01-20T23:00:00.000Z')).rejects.toEqual(
      refused('RECONFIRMATION_LATE', '2025-01-20T23:00:00.000Z'),
    )
    for (const now of ['2025-01-20T23:00:00.000Z', '2025-01-21']) await lapse(offeringId, now)
    expect(await order(ann.id, '2025-01-21')).toBe('lapsed')
    expect([await holder(ann.partyId), await holder(bea.partyId)]).toEqual([30_000n, 0n])
    expect(await offeringOf(em(), offeringId)).toMatchObject({ sharesTaken: 5 })
    await expect(lives.reconfirm(ann.id, ann.partyId, 2, '2025-01-22')).rejects.toEqual(
      refused('SUBSCRIPTION_ENDED', 'The order was lapsed'),
    )
    await world.close(offeringId)
    expect(await offeringOf(em(), offeringId)).toMatchObject({ outcome: 'funded', amountAllotted: 5000n })
  })

  test('nothing is decided while an order is suspended; afterwards silence counts even if no job was there', async () => {
    const { offeringId, orders } = await lives.raising({ ...EASY, life: { reconfirmDays: 5 } }, [30])
    const [ann] = orders as [(typeof orders)[number]]
    await lives.revise(offeringId, { withdrawalDays: 3 }, '2025-01-30')
    await lives.approve(offeringId, 2, '2025-01-31') // a Friday: five days, to the end of the next one
    await expect(world.close(offeringId, '2025-02-07T22:59:59.999Z')).rejects.toEqual(
      refused(
        'OFFERING_UNDECIDED',
        '1 orders can still be withdrawn or paid, the last one until 2025-02-07T23:00:00.000Z',
      ),
    )
    await world.close(offeringId, '2025-02-07T23:00:00.000Z')
    expect(await offeringOf(em(), offeringId)).toMatchObject({ outcome: 'failed' })
    expect(await order(ann.id, '2025-02-08')).toBe('lapsed')
    expect(await holder(ann.partyId)).toBe(30_000n)
  })

  test('a binding order may be withdrawn while it is suspended', async () => {
    const { offeringId, orders } = await lives.raising(EASY, [30])
    const [ann] = orders as [(typeof orders)[number]]
    await lives.revise(offeringId, { goal: 2000n }, '2025-01-20')
    await lives.approve(offeringId, 2, '2025-01-20')
    const { id: subscriptionId, partyId } = ann
    await world.run('2025-01-21', tx => withdraw(tx, { subscriptionId, partyId }, at('2025-01-21')))
    expect(await holder(partyId)).toBe(30_000n)
  })

  test('a second revision asks again: who accepted the first has not accepted the second', async () => {
    const { offeringId, orders } = await lives.raising(EASY, [30, 5])
    const [ann, bea] = orders as [(typeof orders)[number], (typeof orders)[number]]
    await lives.revise(offeringId, { goal: 2000n }, '2025-01-15')
    await lives.approve(offeringId, 2, '2025-01-16')
    await lives.reconfirm(ann.id, ann.partyId, 2, '2025-01-17')
    await lives.revise(offeringId, { goal: 3000n }, '2025-01-20')
    // Bea said nothing to the first one, and its time is over when the second comes.
    await lives.approve(offeringId, 3, '2025-01-21')
    expect([await order(ann.id, '2025-01-21'), await order(bea.id, '2025-01-21')]).toEqual([
      'suspended',
      'lapsed',
    ])
  })

  test.each([
    ['the clocks go forward', '2025-03-01', '2025-03-28T12:00:00Z', '2025-04-01T22:00:00.000Z'],
    ['the clocks go back', '2025-10-01', '2025-10-23T12:00:00Z', '2025-10-27T23:00:00.000Z'],
    ['its day ends', '2025-01-02', '2025-01-15T22:59:59.999Z', '2025-01-17T23:00:00.000Z'],
    ['its day has just begun', '2025-01-02', '2025-01-15T23:00:00.000Z', '2025-01-20T23:00:00.000Z'],
    ['Easter comes', '2025-04-02', '2025-04-16T12:00:00Z', '2025-04-22T22:00:00.000Z'],
  ])('when %s: ordered on %s, approved at %s, lapsed at %s', async (_what, day, approved, until) => {
    const [opensAt, closesAt] = [at(day), new Date(at(day).getTime() + 30 * 86_400_000)]
    const terms = { ...EASY, opensAt, closesAt, paymentDueAt: closesAt }
    const { offeringId, orders } = await lives.raising(terms, [30, 30], `${day}T13:00:00Z`)
    const [ann, bea] = orders as [(typeof orders)[number], (typeof orders)[number]]
    await lives.revise(offeringId, { withdrawalDays: 5 }, approved)
    await lives.approve(offeringId, 2, approved)
    const before = new Date(new Date(until).getTime() - 1).toISOString()
    await lapse(offeringId, before)
    await lives.reconfirm(bea.id, bea.partyId, 2, before)
    expect(await order(ann.id, before)).toBe('suspended')
    await lapse(offeringId, until)
    expect(await order(ann.id, until)).toBe('lapsed')
  })
})

describe('is refused:', () => {
  test('a revision that changes nothing, or what others rely on', async () => {
    const { offeringId } = await lives.raising(EASY, [30])
    await expect(lives.revise(offeringId, { goal: 1000n }, '2025-01-15')).rejects.toEqual(
      refused('TERMS_UNCHANGED', 'Nothing is different from version 1'),
    )
    const later = at('2025-03-01')
    await expect(
      lives.revise(offeringId, { closesAt: later, paymentDueAt: later }, '2025-01-15'),
    ).rejects.toEqual(
      refused('TERM_FIXED', 'closesAt stays 2025-02-01T12:00:00.000Z and cannot become 2025-03-01'),
    )
    await lives.revise(offeringId, { sharePrice: 1100n }, '2025-01-15')
    await expect(lives.approve(offeringId, 2, '2025-01-16')).rejects.toEqual(
      refused('TERM_FIXED', 'sharePrice stays 10.00 and cannot become 11.00: 1 orders were made at it.'),
    )
    await lives.revise(offeringId, { shares: 29 }, '2025-01-16')
    await expect(lives.approve(offeringId, 3, '2025-01-16')).rejects.toEqual(
      refused('REVISION_BELOW_ORDERS', 'The revision offers 29 shares, of which 30 are ordered'),
    )
    await expect(lives.approve(offeringId, 2, '2025-01-16')).rejects.toEqual(
      refused('REVISION_UNKNOWN', 'Version 2 of the terms does not wait for approval; version 3 does.'),
    )
    await expect(lives.revise(offeringId, { shares: 101 }, '2025-01-16')).rejects.toEqual(
      refused('OFFERED_TOO_MANY'),
    )
  })

  test('an approval when none waits, or by somebody with an interest', async () => {
    const { offeringId, projectId } = await lives.raising(EASY, [30])
    await expect(lives.approve(offeringId, 2, '2025-01-16')).rejects.toEqual(
      refused('REVISION_UNKNOWN', 'none does'),
    )
    await lives.revise(offeringId, { goal: 2000n }, '2025-01-15')
    const partyId = await world.person('Reviewer')
    const interest = { partyId, projectId, text: 'I hold shares of the issuer' }
    await world.run('2025-01-15', tx => declareInterest(tx, interest, at('2025-01-15')))
    await expect(
      world.run('2025-01-16', tx =>
        approveRevision(tx, { offeringId, version: 2, approverId: partyId }, at('2025-01-16')),
      ),
    ).rejects.toEqual(refused('INTEREST_DECLARED', '2025-01-15T12:00:00.000Z'))
  })

  test('a change of terms that the regime freezes', async () => {
    const { offeringId } = await lives.raising(
      { ...EASY, regime: 'ECSPR_LOAN', keyInformation: { sha256: 'a'.repeat(64), sides: 6 } },
      [],
    )
    await expect(lives.revise(offeringId, { goal: 2000n }, '2025-01-15')).rejects.toEqual(
      refused('TERMS_FROZEN', 'until the offering has ended: Art 22(1) Reg. (EU) 2020/1503.'),
    )
  })

  test('to reconfirm more than the revised terms allow to one investor', async () => {
    const { offeringId, orders } = await lives.raising(EASY, [30])
    const [ann] = orders as [(typeof orders)[number]]
    await lives.revise(offeringId, { maxPerInvestor: 20 }, '2025-01-15')
    await lives.approve(offeringId, 2, '2025-01-16')
    await expect(lives.reconfirm(ann.id, ann.partyId, 2, '2025-01-17')).rejects.toEqual(
      refused('OVER_MAXIMUM', 'the maximum per investor is 20'),
    )
  })
})

test('the versions say who proposed them when, and since when each was in force', async () => {
  const { offeringId } = await lives.raising(EASY, [])
  await lives.revise(offeringId, { goal: 2000n }, '2025-01-15')
  await lives.revise(offeringId, { goal: 3000n }, '2025-01-16')
  await lives.approve(offeringId, 3, '2025-01-17')
  const versions = await versionsOf(em(), offeringId)
  expect(
    versions.map(({ terms, proposedAt, inForceAt }) => [terms.version, terms.goal, proposedAt, inForceAt]),
  ).toEqual([
    [1, 1000n, at('2024-12-03'), at('2024-12-04')],
    [2, 2000n, at('2025-01-15'), null],
    [3, 3000n, at('2025-01-16'), at('2025-01-17')],
  ])
})
