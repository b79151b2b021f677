import { describe, expect, test } from '@jest/globals'
import { offeringOf, offeringsOfProjects } from '../../../../src/domain/offerings/offerings.ts'
import { endRepeating } from '../../../../src/domain/offerings/rounds/end-repeating.ts'
import { openNextRound } from '../../../../src/domain/offerings/rounds/open-next-round.ts'
import { reportUse } from '../../../../src/domain/offerings/rounds/report-use.ts'
import { roundDates } from '../../../../src/domain/offerings/rounds/round-dates.ts'
import { usesOf } from '../../../../src/domain/offerings/rounds/uses.ts'
import { appealsOf } from '../../../support/appeals.ts'
import { useDatabase } from '../../../support/database.ts'
import { at, EUR, worldOf } from '../../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const { appeal, tick, next, em } = appealsOf(database, world)
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const iso = (...instants: Date[]) => instants.map(instant => instant.toISOString())

describe('the dates of a round', () => {
  const first = (opens: string, closes: string, due = closes) => ({
    ...{ opensAt: at(opens), closesAt: at(closes), paymentDueAt: at(due) },
    timeZone: 'Europe/Paris',
  })

  test.each([
    [1, '2025-02-28T11:00:00.000Z', '2025-03-31T10:00:00.000Z'],
    [2, '2025-03-31T10:00:00.000Z', '2025-04-30T10:00:00.000Z'],
    [9, '2025-10-31T11:00:00.000Z', '2025-11-30T11:00:00.000Z'],
    [13, '2026-02-28T11:00:00.000Z', '2026-03-31T10:00:00.000Z'],
  ])('are counted from the 31st of January: %s months later', (months, opens, closes) => {
    const dates = roundDates(first('2025-01-31T11:00:00Z', '2025-02-28T11:00:00Z'), months)
    expect(iso(dates.opensAt, dates.closesAt, dates.paymentDueAt)).toEqual([opens, closes, closes])
  })

  test('keep the hour of the day and the days of grace when clocks are changed', () => {
    // From noon to noon in Paris, to be paid until six in the evening three days later.
    const origin = first('2025-02-28T11:00:00Z', '2025-03-28T11:00:00Z', '2025-03-31T16:00:00Z')
    const [march, october] = [roundDates(origin, 1), roundDates(origin, 7)]
    expect(iso(march.opensAt, march.closesAt, march.paymentDueAt)).toEqual([
      '2025-03-28T11:00:00.000Z',
      '2025-04-28T10:00:00.000Z',
      '2025-05-01T16:00:00.000Z',
    ])
    expect(iso(october.opensAt, october.closesAt)).toEqual([
      '2025-09-28T10:00:00.000Z',
      '2025-10-28T11:00:00.000Z',
    ])
  })
})

describe('the next round', () => {
  test('opens to the millisecond when one ends, on the same terms, before the public, and only once', async () => {
    const { first, projectId } = await appeal()
    await tick('2025-01-31T22:59:59.999Z')
    expect(await next(first)).toBe('')
    await tick('2025-01-31T23:00:00.000Z')
    await tick('2025-01-31T23:00:00.000Z')
    const second = await next(first)
    expect(await offeringOf(em(), second)).toMatchObject({
      ...{ projectId, goal: 10_000n, sharePrice: 100n, repeats: 'month', classId: null },
      opensAt: at('2025-01-31T23:00:00Z'),
      closesAt: at('2025-02-28T23:00:00Z'),
      publishedAt: at('2025-01-31T23:00:00Z'),
    })
    expect(await offeringsOfProjects(em(), [projectId])).toHaveLength(2)
    expect(
      await world.run('2025-03-01', tx => openNextRound(tx, { offeringId: first }, at('2025-03-01'))),
    ).toEqual({
      offeringId: second,
    })
    await expect(
      world.run('2025-02-02', tx => openNextRound(tx, { offeringId: second }, at('2025-02-02'))),
    ).rejects.toThrow(refused('ROUND_RUNNING', '2025-02-28T23:00:00.000Z'))
    // March ends when clocks have gone forward, October when they have gone back.
    await tick('2025-02-28T23:00:00Z')
    await tick('2025-03-31T21:59:59.999Z')
    const third = await next(second)
    expect((await offeringOf(em(), third)).closesAt).toEqual(at('2025-03-31T22:00:00Z'))
    expect(await next(third)).toBe('')
    await tick('2025-03-31T22:00:00Z')
    expect(await next(third)).not.toBe('')
  })

  test('of months in which no job ran is not made up', async () => {
    const { first } = await appeal()
    await tick('2025-05-10')
    const later = await offeringOf(em(), await next(first))
    expect(iso(later.opensAt, later.closesAt)).toEqual([
      '2025-04-30T22:00:00.000Z',
      '2025-05-31T22:00:00.000Z',
    ])
  })

  test('moves the day by which a thing is delivered', async () => {
    const card = { gives: 'reward', code: 'card', name: 'A card', perShares: 5 } as const
    const { first } = await appeal({ entitlements: [{ ...card, deliverOn: '2025-01-31' }] })
    await tick('2025-02-01')
    expect((await offeringOf(em(), await next(first))).entitlements).toEqual([
      { ...card, deliverOn: '2025-02-28' },
    ])
  })

  test('does not open when the issuer has ended the appeal', async () => {
    const { first } = await appeal()
    const end = () => world.run('2025-01-20', tx => endRepeating(tx, { offeringId: first }, at('2025-01-20')))
    await end()
    await end()
    await tick('2025-02-01')
    expect(await next(first)).toBe('')
    await expect(
      world.run('2025-02-01', tx => openNextRound(tx, { offeringId: first }, at('2025-02-01'))),
    ).rejects.toThrow(refused('REPEATING_ENDED', '2025-01-20'))
  })

  test('is of an offering that is offered each month', async () => {
    const { classId } = await world.project()
    const once = await world.offering(classId)
    await expect(
      world.run('2025-03-01', tx => openNextRound(tx, { offeringId: once }, at('2025-03-01'))),
    ).rejects.toThrow(refused('NOT_REPEATED'))
    await expect(
      world.run('2025-03-01', tx => endRepeating(tx, { offeringId: once }, at('2025-03-01'))),
    ).rejects.toThrow(refused('NOT_REPEATED'))
  })
})

describe('an offering cannot be repeated', () => {
  test.each([
    [
      'that does not last one month',
      { closesAt: at('2025-01-30T23:00:00Z') },
      'a month after its opening is 2025-01-31T23:00:00.000Z',
    ],
    ['whose regime tests each by itself', { regime: 'ECSPR_EQUITY' as const }, 'under "ECSPR_EQUITY"'],
  ])('%s', async (_what, terms, message) => {
    await expect(appeal(terms)).rejects.toThrow(refused('REPEATS_WRONG', message))
  })

  test('that sells shares of a class', async () => {
    const { classId } = await world.project()
    await expect(world.offering(classId, { repeats: 'month' })).rejects.toThrow(
      refused('REPEATS_WRONG', 'run out'),
    )
  })
})

describe('the use of the money', () => {
  const lines = (...uses: [string, string][]) => uses.map(([what, amount]) => ({ what, amount: EUR(amount) }))

  test('is reported up to what the round released, and the last report counts', async () => {
    const { first: offeringId } = await appeal()
    const report = (...uses: [string, string][]) =>
      world.run('2025-02-05', tx => reportUse(tx, { offeringId, lines: lines(...uses) }, at('2025-02-05')))
    await expect(report(['Travel', '0.01'])).rejects.toThrow(refused('USED_TOO_MUCH', 'released 0.00'))
    await world.pay(await world.order(offeringId, await world.person('Ann'), 50))
    await world.close(offeringId, '2025-02-01')
    await report(['Travel', '20.00'])
    await report(['Travel', '20.00'], ['A camera', '30.00'])
    expect(await usesOf(em(), offeringId)).toEqual([
      { offeringId, line: 1, what: 'Travel', amount: 2000n },
      { offeringId, line: 2, what: 'A camera', amount: 3000n },
    ])
    await expect(report(['Travel', '50.01'])).rejects.toThrow(
      refused('USED_TOO_MUCH', '50.01 EUR are reported as used; the offering released 50.00'),
    )
    await expect(report()).rejects.toThrow(refused('USE_UNCLEAR', '0 lines'))
  })
})
