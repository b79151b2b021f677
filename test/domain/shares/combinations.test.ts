import { describe, expect, test } from '@jest/globals'
import { offeringOf } from '../../../src/domain/offerings/offerings.ts'
import { proposeOffering } from '../../../src/domain/offerings/propose-offering.ts'
import { roundsToOpen } from '../../../src/domain/offerings/rounds/rounds.ts'
import { heldForCards } from '../../../src/domain/shares/cards/held-for-cards.ts'
import { openOfferings } from '../../../src/domain/shares/reinvestment/rules.ts'
import { lapseDue } from '../../../src/domain/shares/revisions/lapse-orders.ts'
import { subscriptionOf } from '../../../src/domain/shares/subscriptions.ts'
import { waitForShares } from '../../../src/domain/shares/waiting/wait-for-shares.ts'
import { withdraw } from '../../../src/domain/shares/withdraw.ts'
import { APPEAL, appealsOf } from '../../support/appeals.ts'
import { BORNE_BY, cardsOf } from '../../support/cards.ts'
import { useDatabase } from '../../support/database.ts'
import { livesOf } from '../../support/lives.ts'
import { at, TERMS } from '../../support/world.ts'

/* What one clause of the terms does to another. */

const database = useDatabase()
const cards = cardsOf(database)
const lives = livesOf(database)
const { world, em } = cards
const appeals = appealsOf(database, world)
const KEPT = { goalMode: 'keepWhatWasRaised' as const, goal: 1000n, withdrawalDays: 0 }

describe('what an investor bore of the costs of his card goes back with all he paid', () => {
  test('when an order that is cut pro rata gets nothing', async () => {
    const { classId } = await world.project()
    const terms = { ...KEPT, shares: 1, allotment: 'proRata' as const, cards: BORNE_BY('investor') }
    const offeringId = await world.offering(classId, terms)
    const [ann, bea] = [await world.person('Ann'), await world.person('Bea')]
    await cards.paid(offeringId, ann, 1)
    const { order, total } = await cards.paid(offeringId, bea, 1)
    await world.close(offeringId)
    expect(await subscriptionOf(em(), order)).toMatchObject({ ended: 'refunded' })
    expect(total).toBeGreaterThan(1000n)
    expect(await cards.lies('holder', bea)).toBe(total)
  })

  test('when an order under older terms is not reconfirmed', async () => {
    const { offeringId, ann } = await cards.raise('investor')
    const { total } = await cards.paid(offeringId, ann, 30)
    await lives.revise(offeringId, { goal: 2000n }, '2025-01-15')
    await lives.approve(offeringId, 2, '2025-01-16')
    await world.run('2025-01-22', tx => lapseDue(tx, { offeringId }, at('2025-01-22')))
    expect(await cards.lies('holder', ann)).toBe(total)
  })
})

test('money that may be charged back is held also where the terms were revised before they were public', async () => {
  const { classId } = await world.project()
  const terms = { ...TERMS, ...KEPT, withdrawalDays: 4, cards: BORNE_BY('platform') }
  const { offeringId } = await world.run('2024-12-03', tx =>
    proposeOffering(tx, { classId, terms, asDraft: true }),
  )
  await lives.revise(offeringId, { goal: 2000n }, '2024-12-04')
  await lives.submit(offeringId, '2024-12-05')
  await lives.publish(offeringId, '2024-12-06')
  const ann = await world.person('Ann')
  const { order } = await cards.paid(offeringId, ann, 30)
  await world.run('2025-01-12', tx => withdraw(tx, { subscriptionId: order, partyId: ann }, at('2025-01-12')))
  expect(await heldForCards(em(), ann, at('2025-01-13'))).toMatchObject([{ amount: 30_000n }])
})

describe('a draft is revised to nothing that could not have been proposed', () => {
  const gated = { regime: 'ECSPR_EQUITY' as const, keyInformation: { sha256: 'a'.repeat(64), sides: 2 } }
  const drafted = async (terms: object) => {
    const { projectId, classId } = await world.project()
    const sold = 'repeats' in terms ? { projectId } : { classId }
    const made = await world.run('2024-12-03', tx =>
      proposeOffering(tx, { ...sold, terms: { ...TERMS, ...terms }, asDraft: true }),
    )
    return made.offeringId
  }

  test.each([
    ['a card that investors pay for', { cards: BORNE_BY('investor') }, 'SURCHARGE_FORBIDDEN'],
    ['an appeal of each month', APPEAL, 'REPEATS_WRONG'],
  ])('%s, under a law that is against it', async (_name, terms, code) => {
    await expect(lives.revise(await drafted(terms), gated, '2024-12-04')).rejects.toMatchObject({ code })
  })

  test('an appeal of each month for invited people alone', async () => {
    const revised = lives.revise(await drafted(APPEAL), { audience: 'invited' }, '2024-12-04')
    await expect(revised).rejects.toMatchObject({
      code: 'REPEATS_WRONG',
      message: expect.stringContaining('an invitation is to one round of it'),
    })
  })
})

test('an offering that is cut pro rata is revised although more is ordered than it has', async () => {
  const { offeringId } = await lives.raising({ ...KEPT, allotment: 'proRata' }, [100, 60])
  await lives.revise(offeringId, { goal: 2000n }, '2025-01-15')
  await lives.approve(offeringId, 2, '2025-01-16')
  expect(await offeringOf(em(), offeringId)).toMatchObject({ version: 2, goal: 2000n })
})

test('shares that a revision adds go to who waits for them', async () => {
  const { offeringId } = await lives.raising({ ...KEPT, shares: 10 }, [10])
  const bea = await world.person('Bea')
  await world.run('2025-01-11', tx =>
    waitForShares(tx, { offeringId, partyId: bea, shares: 5 }, at('2025-01-11')),
  )
  await lives.revise(offeringId, { shares: 20 }, '2025-01-15')
  await lives.approve(offeringId, 2, '2025-01-16')
  expect(await offeringOf(em(), offeringId)).toMatchObject({ sharesTaken: 15 })
})

test('a round that is extended is open, and the next one waits for its end', async () => {
  const { first } = await appeals.appeal({ life: { mostExtensionDays: 10 } })
  await lives.extend(first, '2025-02-05T23:00:00Z', '2025-01-20')
  const during = at('2025-02-02')
  expect(await roundsToOpen(em(), during)).not.toContain(first)
  expect((await openOfferings(em(), 'EUR', during)).map(each => each.id)).toContain(first)
  expect(await roundsToOpen(em(), at('2025-02-05T23:00:00Z'))).toContain(first)
})

test('where a sponsor’s orders may be cut no item has a price', async () => {
  const { projectId } = await world.project()
  const sponsorId = await world.person('Sponsor')
  const entitlements = [{ gives: 'reward' as const, code: 'box', name: 'A box', price: '60.00' }]
  await expect(
    world.offering({ projectId }, { entitlements, matching: { sponsorId, ratio: '1' } }),
  ).rejects.toMatchObject({ code: 'ITEM_UNCLEAR' })
})
