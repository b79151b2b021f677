import { describe, expect, test } from '@jest/globals'
import { NOTHING, newId } from '../../../src/domain/ids.ts'
import { proposeOffering } from '../../../src/domain/offerings/propose-offering.ts'
import { publishOffering } from '../../../src/domain/offerings/publish-offering.ts'
import type { OfferingTermsInput } from '../../../src/domain/offerings/terms/check-offering-terms.ts'
import { appendGrant } from '../../../src/domain/parties/roles/change-role.ts'
import { useDatabase } from '../../support/database.ts'
import { at, TERMS, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)

const GATED: OfferingTermsInput = {
  ...TERMS,
  sharePrice: 1_000_000n,
  shares: 100,
  goal: 10_000_000n,
  opensAt: at('2030-01-01'),
  closesAt: at('2030-02-01'),
  paymentDueAt: at('2030-02-01'),
  regime: 'ECSPR_EQUITY',
  keyInformation: { sha256: 'b'.repeat(64), sides: 6 },
}

/** A share costs EUR 10,000: 500 of them are five million. */
async function offered(classId: string, shares: number, now: string, more: Partial<OfferingTermsInput> = {}) {
  const terms = { ...GATED, shares, goal: 1_000_000n, ...more }
  const { offeringId } = await world.run(now, em => proposeOffering(em, { classId, terms }))
  const instant = at(now)
  await world.run(instant, em => publishOffering(em, { offeringId, approverId: newId() }, instant))
  return offeringId
}

const exceeded = (message: string) =>
  expect.objectContaining({ code: 'OFFER_CAP_EXCEEDED', message: expect.stringContaining(message) })

describe('the cap of five million in twelve months', () => {
  test('counts all that one owner still offers, whatever the regime under the cap, and what he offers elsewhere', async () => {
    const { classId } = await world.project({}, 10_000)
    await offered(classId, 300, '2024-01-10')
    await offered(classId, 100, '2024-01-11', { regime: 'ECSPR_LOAN', offeredElsewhere: 100_000_000n })
    await offered(classId, 900, '2024-01-11', { regime: 'REWARD' })
    await expect(offered(classId, 101, '2024-01-12')).rejects.toEqual(
      exceeded(
        'This offering (1010000.00 EUR), what its owner offered here since 2023-01-12 (4000000.00 EUR) and elsewhere (0.00 EUR) come to 5010000.00 EUR',
      ),
    )
    await offered(classId, 100, '2024-01-12')
    await expect(offered(classId, 1, '2026-01-12')).rejects.toEqual(exceeded('come to 5010000.00 EUR'))
  })

  test('is of each owner by himself', async () => {
    for (const { classId } of [await world.project({}, 500), await world.project({}, 500)]) {
      await offered(classId, 500, '2024-01-10')
    }
  })

  test.each([
    ['the last millisecond of the day a year after it was closed', '2026-02-10T22:59:59.999Z', true],
    ['the first one of the next', '2026-02-10T23:00:00Z', false],
  ])('counts of a closed one what it raised, until %s', async (_name, now, counted) => {
    const { classId } = await world.project({}, 10_000)
    const dates = { opensAt: at('2025-01-01'), closesAt: at('2025-02-01'), paymentDueAt: at('2025-02-01') }
    const buyer = await world.person('Buyer')
    const open = await offered(classId, 400, '2024-12-10', {
      ...dates,
      regime: 'ECSPR_LOAN',
      goalMode: 'keepWhatWasRaised',
    })
    await world.agree(buyer, 'riskOfLoss', '2025-01-02')
    await world.agree(buyer, 'noSimulation', '2025-01-02')
    await world.agree(buyer, 'largeTicket', '2025-01-02', [open, 100_000_000n])
    await world.pay(await world.order(open, buyer, 100))
    await world.close(open, '2025-02-10')
    const whole = offered(classId, 401, now)
    await (counted
      ? expect(whole).rejects.toEqual(
          exceeded('(1000000.00 EUR) and elsewhere (0.00 EUR) come to 5010000.00 EUR'),
        )
      : expect(whole).resolves.toBeDefined())
  })

  test('holds when two are published at once', async () => {
    const { classId } = await world.project({}, 10_000)
    const now = '2024-01-10'
    const proposed = await Promise.all(
      [1, 2].map(() =>
        world.run(now, em =>
          proposeOffering(em, { classId, terms: { ...GATED, shares: 300, goal: 1_000_000n } }),
        ),
      ),
    )
    const outcomes = await Promise.allSettled(
      proposed.map(({ offeringId }) =>
        world.run(now, em => publishOffering(em, { offeringId, approverId: newId() }, at(now))),
      ),
    )
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})

test('of one offering that is published twice at once, the second is told that it was published', async () => {
  const { classId } = await world.project({}, 500)
  const now = '2024-01-10'
  const terms = { ...GATED, shares: 500 }
  const { offeringId } = await world.run(now, em => proposeOffering(em, { classId, terms }))
  const publish = () =>
    world.run(now, em => publishOffering(em, { offeringId, approverId: newId() }, at(now)))
  const outcomes = await Promise.allSettled([publish(), publish()])
  expect(outcomes.filter(outcome => outcome.status === 'rejected')).toMatchObject([
    { reason: { code: 'OFFERING_PUBLISHED' } },
  ])
})

test('an offering without its sheet, with one that is too long, or of somebody who works here is not published', async () => {
  const { classId, issuerId } = await world.project({}, 1000)
  await expect(offered(classId, 1, '2024-01-10', { keyInformation: null })).rejects.toMatchObject({
    code: 'KEY_INFORMATION_MISSING',
  })
  const long = { keyInformation: { sha256: 'b'.repeat(64), sides: 7 } }
  await expect(offered(classId, 1, '2024-01-10', long)).rejects.toMatchObject({
    code: 'KEY_INFORMATION_TOO_LONG',
  })
  await world.run('2024-01-11', async em => {
    await appendGrant(em, { partyId: issuerId, role: 'finance', scopeId: NOTHING, granted: true })
    return {}
  })
  await expect(offered(classId, 1, '2024-01-12')).rejects.toMatchObject({ code: 'OWNER_CONFLICTED' })
  await offered(classId, 1, '2024-01-12', { regime: null, keyInformation: null })
})
