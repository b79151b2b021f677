import { testClock } from '../../src/clock.ts'
import type { Orm } from '../../src/database/orm.ts'
import { roundAfter } from '../../src/domain/offerings/rounds/rounds.ts'
import type { OfferingTermsInput } from '../../src/domain/offerings/terms/check-offering-terms.ts'
import { changePledge } from '../../src/domain/shares/pledges/change-pledge.ts'
import { endPledge } from '../../src/domain/shares/pledges/end-pledge.ts'
import { pledgeMonthly } from '../../src/domain/shares/pledges/pledge-monthly.ts'
import type { Workshop } from '../../src/jobs/job.ts'
import { openRounds } from '../../src/jobs/open-rounds.ts'
import { at, type worldOf } from './world.ts'

/** What a journalist asks for each month: 100.00 from the 1st to the 1st in Paris, in shares of 1.00. */
export const APPEAL: Partial<OfferingTermsInput> = {
  sharePrice: 100n,
  shares: 100_000,
  goalMode: 'keepWhatWasRaised',
  goal: 10_000n,
  opensAt: at('2024-12-31T23:00:00Z'),
  closesAt: at('2025-01-31T23:00:00Z'),
  paymentDueAt: at('2025-01-31T23:00:00Z'),
  withdrawalDays: 0,
  commissionRatio: '0.05',
  entitlements: [{ gives: 'nothing' }],
  repeats: 'month',
}

/** Verbs of what is asked for each month, as tests call them. */
export function appealsOf(database: { orm: Orm }, world: ReturnType<typeof worldOf>) {
  const em = () => database.orm.em.fork()

  async function appeal(terms: Partial<OfferingTermsInput> = {}) {
    const { projectId, issuerId } = await world.project()
    return { projectId, issuerId, first: await world.offering({ projectId }, { ...APPEAL, ...terms }) }
  }

  async function tick(now: string) {
    const errors: object[] = []
    const log = { info() {}, warn() {}, error: (facts: object) => errors.push(facts) }
    const shop = { orm: database.orm, clock: testClock(at(now)), log } as unknown as Workshop
    const sentence = await openRounds(shop, at(now))
    if (errors.length > 0) throw new Error(JSON.stringify(errors))
    return sentence
  }

  const pledge = async (offeringId: string, partyId: string, shares: number, now = '2025-01-10') =>
    (await world.run(now, tx => pledgeMonthly(tx, { offeringId, partyId, size: { shares } }, at(now))))
      .pledgeId
  const change = (pledgeId: string, partyId: string, shares: number, now: string) =>
    world.run(now, tx => changePledge(tx, { pledgeId, partyId, size: { shares } }, at(now)))
  const end = (pledgeId: string, partyId: string, now: string) =>
    world.run(now, tx => endPledge(tx, { pledgeId, partyId }, at(now)))
  const next = async (offeringId: string) => (await roundAfter(em(), offeringId)) ?? ''

  return { em, appeal, tick, pledge, change, end, next }
}
