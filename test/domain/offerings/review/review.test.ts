import { describe, expect, test } from '@jest/globals'
import { newId } from '../../../../src/domain/ids.ts'
import { offeringOf } from '../../../../src/domain/offerings/offerings.ts'
import { proposeOffering } from '../../../../src/domain/offerings/propose-offering.ts'
import { publishOffering } from '../../../../src/domain/offerings/publish-offering.ts'
import { listCriteria } from '../../../../src/domain/offerings/review/criteria.ts'
import { declareInterest } from '../../../../src/domain/offerings/review/declare-interest.ts'
import { refuseOffering } from '../../../../src/domain/offerings/review/refuse-offering.ts'
import { reviewMonths, reviewsOf } from '../../../../src/domain/offerings/review/reviews.ts'
import { sendBackOffering } from '../../../../src/domain/offerings/review/send-back-offering.ts'
import { useDatabase } from '../../../support/database.ts'
import { livesOf } from '../../../support/lives.ts'
import { at, TERMS } from '../../../support/world.ts'

const database = useDatabase()
const lives = livesOf(database)
const { world } = lives
const em = () => database.orm.em.fork()
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

describe('a review', () => {
  test('is one sent back, revised, handed in again and accepted; the owner reads each step', async () => {
    const { offeringId } = await lives.propose()
    await lives.sendBack(offeringId, '2024-12-05')
    await lives.revise(offeringId, { sharePrice: 900n, shares: 60 }, '2024-12-06')
    expect(await offeringOf(em(), offeringId)).toMatchObject({ version: 2, sharePrice: 900n, shares: 60 })
    await lives.submit(offeringId, '2024-12-07')
    await lives.publish(offeringId, '2024-12-08')
    const steps = await reviewsOf(em(), offeringId)
    expect(steps.map(({ offeringId: _, ...step }) => step)).toEqual([
      {
        version: 1,
        submittedAt: at('2024-12-03'),
        outcome: 'sentBack',
        reason: 'complete',
        explanation: 'The budget is missing',
        decidedAt: at('2024-12-05'),
      },
      {
        version: 2,
        submittedAt: at('2024-12-07'),
        outcome: 'accepted',
        reason: null,
        explanation: null,
        decidedAt: at('2024-12-08'),
      },
    ])
  })

  test('ends a refused offering, whose shares may be offered in another one', async () => {
    const { offeringId, classId } = await lives.propose()
    await lives.reject(offeringId, '2024-12-05')
    expect(await lives.state(offeringId, '2025-01-10')).toBe('refused')
    await expect(lives.submit(offeringId, '2024-12-06')).rejects.toEqual(
      refused('OFFERING_MOVE_ILLEGAL', 'only with draft, sentBack'),
    )
    await world.offering(classId)
  })

  test('ends once: of two that decide at the same moment one is refused', async () => {
    const { offeringId } = await lives.propose()
    const decisions = [lives.publish, lives.reject, lives.sendBack].map(decide =>
      decide(offeringId, '2024-12-05'),
    )
    const outcomes = await Promise.allSettled(decisions)
    expect(outcomes.filter(each => each.status === 'fulfilled')).toHaveLength(1)
    expect(outcomes.filter(each => each.status === 'rejected')).toHaveLength(2)
  })

  test('is of nobody who declared an interest in the project, nor of its issuer', async () => {
    const { offeringId, projectId, issuerId } = await lives.propose()
    const partyId = await world.person('Reviewer')
    const interest = { partyId, projectId, text: '  My sister plays in the band  ' }
    await world.run('2024-12-04', tx => declareInterest(tx, interest, at('2024-12-04')))
    const now = '2024-12-05'
    const decision = { offeringId, reason: 'lawful', explanation: 'x' } as const
    for (const [reviewerId, code] of [
      [partyId, 'INTEREST_DECLARED'],
      [issuerId, 'SAME_PERSON'],
    ] as const) {
      for (const verb of [sendBackOffering, refuseOffering]) {
        await expect(world.run(now, tx => verb(tx, { ...decision, reviewerId }, at(now)))).rejects.toEqual(
          refused(code),
        )
      }
      await expect(
        world.run(now, tx => publishOffering(tx, { offeringId, approverId: reviewerId }, at(now))),
      ).rejects.toEqual(refused(code))
    }
  })

  test('needs words for the owner: one line, not too long', async () => {
    const { offeringId } = await lives.propose()
    const decision = { offeringId, reviewerId: newId(), reason: 'soundOwner' } as const
    for (const explanation of ['  ', 'a\nb', 'x'.repeat(501)]) {
      await expect(
        world.run('2024-12-05', tx => sendBackOffering(tx, { ...decision, explanation }, at('2024-12-05'))),
      ).rejects.toEqual(refused('REASON_MALFORMED', 'it must be one line of 1 to 500'))
    }
  })
})

test('the criteria are a closed list, and what was decided is counted by month in the zone of the platform', async () => {
  expect(listCriteria().map(({ code }) => code)).toEqual([
    'complete',
    'clearTerms',
    'rightsCleared',
    'plausibleGoal',
    'withinScope',
    'soundOwner',
    'lawful',
  ])
  const before = new Map((await reviewMonths(em(), 100)).map(row => [row.month, row]))
  expect(before.has('2026-01')).toBe(false)
  const { classId } = await world.project()
  // The first millisecond of January in Paris is an hour before midnight UTC.
  for (const [now, decide] of [
    ['2025-12-31T22:59:59.999Z', lives.sendBack],
    ['2025-12-31T23:00:00.000Z', lives.reject],
  ] as const) {
    const terms = { ...TERMS, shares: 10, goal: 1000n }
    const { offeringId } = await world.run(now, tx => proposeOffering(tx, { classId, terms }))
    await decide(offeringId, now)
  }
  const months = new Map((await reviewMonths(em(), 2)).map(row => [row.month, row]))
  expect([...months.values()]).toEqual([
    { month: '2026-01', submitted: 1, accepted: 0, sentBack: 0, refused: 1 },
    { month: '2025-12', submitted: 1, accepted: 0, sentBack: 1, refused: 0 },
  ])
})
