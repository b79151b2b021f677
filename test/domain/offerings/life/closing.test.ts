import { describe, expect, test } from '@jest/globals'
import { offeringOf } from '../../../../src/domain/offerings/offerings.ts'
import { subscriptionOf } from '../../../../src/domain/shares/subscriptions.ts'
import { useDatabase } from '../../../support/database.ts'
import { livesOf } from '../../../support/lives.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const lives = livesOf(database)
const { world } = lives
const em = () => database.orm.em.fork()
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

describe('an offering closes early', () => {
  const EARLY = { life: { earlyClose: { minimumDays: 10, noticeDays: 3 } }, paymentDueAt: at('2025-02-03') }

  test('not before its least days nor without notice, to the millisecond, and then it is closed from that instant', async () => {
    const { offeringId, orders } = await lives.raising(EARLY, [10], '2025-01-02')
    for (const [asked, now] of [
      ['2025-01-11T11:59:59.999Z', '2025-01-05'],
      ['2025-01-12T12:00:00.000Z', '2025-01-09T12:00:00.001Z'],
      ['2025-02-01T12:00:00.001Z', '2025-01-05'],
    ] as const) {
      await expect(lives.early(offeringId, asked, now)).rejects.toEqual(
        refused('EARLY_CLOSE_TOO_SOON', asked),
      )
    }
    await expect(lives.early(offeringId, '2025-01-12', '2025-01-10')).rejects.toEqual(
      refused(
        'EARLY_CLOSE_TOO_SOON',
        'not before 2025-01-11T12:00:00.000Z (least duration), not before 2025-01-13T12:00:00.000Z (notice), and before 2025-02-01T12:00:00.000Z.',
      ),
    )
    await lives.early(offeringId, '2025-01-12', '2025-01-09')
    await lives.early(offeringId, '2025-01-12', '2025-01-11') // that is what it does already
    const offering = await offeringOf(em(), offeringId)
    expect(offering).toMatchObject({ closesAt: at('2025-01-12'), paymentDueAt: at('2025-01-14') })
    expect(await lives.state(offeringId, '2025-01-12T11:59:59.999Z')).toBe('open')
    expect(await lives.state(offeringId, '2025-01-12T12:00:00.000Z')).toBe('closing')
    // An order that was made keeps the day on which its payment is due.
    expect(await subscriptionOf(em(), orders[0]?.id ?? '')).toMatchObject({ paymentDueAt: at('2025-02-03') })
    await world.close(offeringId, '2025-01-12')
  })

  test('only where its terms foresee it', async () => {
    const { offeringId } = await lives.raising({}, [])
    await expect(lives.early(offeringId, '2025-01-20', '2025-01-10')).rejects.toEqual(
      refused('EARLY_CLOSE_NOT_FORESEEN', 'closes at 2025-02-01T12:00:00.000Z'),
    )
  })

  test('with days that are counted in the zone, over the change of the clocks', async () => {
    const { offeringId } = await lives.raising(
      { ...EARLY, opensAt: at('2025-03-20'), closesAt: at('2025-04-20'), paymentDueAt: at('2025-04-20') },
      [],
    )
    // Noon UTC is 13:00 in Paris before the change, and so is 11:00 UTC after it.
    await expect(lives.early(offeringId, '2025-03-30T10:59:59.999Z', '2025-03-21')).rejects.toEqual(
      refused('EARLY_CLOSE_TOO_SOON', '2025-03-30T11:00:00.000Z (least duration)'),
    )
    await lives.early(offeringId, '2025-03-30T11:00:00.000Z', '2025-03-21')
  })
})

describe('an offering is extended', () => {
  const LATER = { life: { mostExtensionDays: 10 } }

  test('before its closing begins, by what its terms allow, more than once', async () => {
    const { offeringId, orders } = await lives.raising(LATER, [10])
    await expect(lives.extend(offeringId, '2025-02-11T12:00:00.001Z', '2025-01-20')).rejects.toEqual(
      refused(
        'EXTENSION_OUT_OF_RANGE',
        'it must be after 2025-02-01T12:00:00.000Z, at most 2025-02-11T12:00:00.000Z (10 days later than the terms say)',
      ),
    )
    await expect(lives.extend(offeringId, '2025-01-31', '2025-01-20')).rejects.toEqual(
      refused('EXTENSION_OUT_OF_RANGE'),
    )
    await lives.extend(offeringId, '2025-02-05', '2025-02-01T11:59:59.999Z')
    expect(await lives.state(offeringId, '2025-02-05T11:59:59.999Z')).toBe('open')
    await lives.extend(offeringId, '2025-02-11', '2025-02-05T11:59:59.999Z')
    await expect(lives.extend(offeringId, '2025-02-10', '2025-02-11')).rejects.toEqual(
      refused('OFFERING_MOVE_ILLEGAL', '"closing"'),
    )
    // Nobody is asked again: he knew of these days.
    expect(await subscriptionOf(em(), orders[0]?.id ?? '')).toMatchObject({ suspendedUntil: null })
  })

  test('only where its terms foresee it', async () => {
    const { offeringId } = await lives.raising({}, [])
    await expect(lives.extend(offeringId, '2025-02-02', '2025-01-10')).rejects.toEqual(
      refused('EXTENSION_NOT_FORESEEN', 'closes at 2025-02-01T12:00:00.000Z'),
    )
  })
})

describe('a vote', () => {
  const VOTE = { life: { vote: { endsAt: '2024-12-20T12:00:00.000Z', quorum: 2 } } }

  test('that reaches its quorum before it ends lets the offering open', async () => {
    const { offeringId } = await lives.propose(VOTE)
    await lives.publish(offeringId, '2024-12-10')
    const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
    await lives.vote(offeringId, ann, '2024-12-11', 500n)
    await lives.vote(offeringId, ann, '2024-12-12', 500n) // the same again
    await expect(lives.vote(offeringId, ann, '2024-12-12', 600n)).rejects.toEqual(
      refused('ALREADY_VOTED', '2024-12-11T12:00:00.000Z'),
    )
    expect(await lives.state(offeringId, '2024-12-20T11:59:59.999Z')).toBe('vote')
    await lives.vote(offeringId, bea, '2024-12-20T11:59:59.999Z')
    expect(await lives.state(offeringId, '2024-12-20T12:00:00.000Z')).toBe('scheduled')
    expect(await lives.state(offeringId, '2025-01-01T12:00:00.000Z')).toBe('open')
    await world.order(offeringId, ann, 1)
  })

  test('that misses it ends the offering: nothing was taken, nothing is given back', async () => {
    const { offeringId } = await lives.propose(VOTE)
    await lives.publish(offeringId, '2024-12-10')
    const ann = await world.person('Ann')
    await lives.vote(offeringId, ann, '2024-12-11')
    await expect(
      lives.vote(offeringId, await world.person('Bea'), '2024-12-20T12:00:00.000Z'),
    ).rejects.toEqual(refused('OFFERING_MOVE_ILLEGAL', 'only with vote'))
    await expect(world.order(offeringId, ann, 1)).rejects.toEqual(refused('OFFERING_NOT_OPEN', 'is closing'))
    await world.close(offeringId, '2024-12-20T12:00:00.000Z')
    expect(await offeringOf(em(), offeringId)).toMatchObject({
      outcome: 'failed',
      closedAt: at('2024-12-20'),
    })
  })

  test('ends when the offering opens or before, and is not published when it is over', async () => {
    await expect(
      lives.propose({ life: { vote: { endsAt: '2025-01-01T12:00:00.001Z', quorum: 2 } } }),
    ).rejects.toEqual(refused('VOTE_AFTER_OPENING', 'the offering opens at 2025-01-01T12:00:00.000Z'))
    await expect(lives.propose({ life: { mostExtensionDays: 366 } })).rejects.toEqual(
      refused('LIFE_CLAUSE_OUT_OF_RANGE', 'mostExtensionDays is 366: it must be 1 to 365.'),
    )
    const { offeringId } = await lives.propose(VOTE)
    await expect(lives.publish(offeringId, '2024-12-20T12:00:00.000Z')).rejects.toEqual(refused('VOTE_OVER'))
    await lives.publish(offeringId, '2024-12-20T11:59:59.999Z')
  })
})
