import { requestReversal } from '../../src/domain/dividends/reversal/request-reversal.ts'
import { reverseDistribution } from '../../src/domain/dividends/reversal/reverse-distribution.ts'
import { newId } from '../../src/domain/ids.ts'
import { balanceOf } from '../../src/domain/ledger/balances.ts'
import { settleLegs } from '../../src/domain/payments/payouts/settle-legs.ts'
import type { TestDatabase } from './database.ts'
import { payingOf } from './paying.ts'
import { at } from './world.ts'

const ALL = [{ name: 'All', takes: '1', split: [{ to: 'class:parts' as const, ratio: '1' }] }]

/** Holders who were paid by a run that was taken back since, and what else they earn. */
export function debtorsOf(database: Pick<TestDatabase, 'orm'>) {
  const paying = payingOf(database)
  const { world, em } = paying
  const { run } = world

  /** Somebody has all shares of a project, which gives its revenue to them. */
  async function alone(partyId: string): Promise<string> {
    const { classId, projectId } = await world.project({ tiers: ALL }, 1)
    const offeringId = await world.offering(classId, {
      shares: 1,
      goalMode: 'keepWhatWasRaised',
      goal: 1000n,
    })
    await world.pay(await world.order(offeringId, partyId, 1))
    await world.close(offeringId)
    return projectId
  }
  /** Takes a run back as a whole. */
  async function reverse(distributionId: string, now: string): Promise<void> {
    const asked = { distributionId, line: null, reason: 'Wrong', requesterId: newId() }
    const { requestId } = await run(now, tx => requestReversal(tx, asked, at(now)))
    await run(now, tx => reverseDistribution(tx, { requestId, approverId: newId() }, at(now)))
  }
  /** The bank carries out all of a batch. */
  async function paid(date: string, now: string) {
    const batch = await paying.sent(date, now)
    const endToEndIds = batch.legs.map(leg => leg.endToEndId)
    await run(date, tx => settleLegs(tx, { endToEndIds, debitId: null }, at(date)))
    return batch
  }
  /** Somebody who was paid 100.00 in May of a run that was taken back on 10 May, and earns by another project. */
  async function debtor(name: string) {
    const partyId = await world.person(name)
    const [wrong, other] = [await alone(partyId), await alone(partyId)]
    const distributionId = await world.month(wrong, '2025-03', '100.00')
    await paying.known(partyId, '2025-04-01')
    await paid('2025-05-05', '2025-04-30')
    await reverse(distributionId, '2025-05-10')
    return { partyId, wrong, other }
  }
  const held = (ownerId: string) => balanceOf(em(), { kind: 'holder', ownerId, currency: 'EUR' })
  const owed = (ownerId: string, scopeId: string) =>
    balanceOf(em(), { kind: 'recoverable', ownerId, scopeId, currency: 'EUR' })

  return { paying, world, em, alone, reverse, paid, debtor, held, owed }
}
