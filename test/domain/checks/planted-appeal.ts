import { endRepeating } from '../../../src/domain/offerings/rounds/end-repeating.ts'
import { openNextRound } from '../../../src/domain/offerings/rounds/open-next-round.ts'
import { reportUse } from '../../../src/domain/offerings/rounds/report-use.ts'
import { pledgeMonthly } from '../../../src/domain/shares/pledges/pledge-monthly.ts'
import { subscribePledged } from '../../../src/domain/shares/pledges/subscribe-pledged.ts'
import { activeSubscriptions } from '../../../src/domain/shares/subscriptions.ts'
import { APPEAL } from '../../support/appeals.ts'
import type { TestDatabase } from '../../support/database.ts'
import { at, EUR, type worldOf } from '../../support/world.ts'

/** What is asked for each month: a round whose money was used, a second one that is open, and the word that it is the last. */
export async function plantAppeal(database: TestDatabase, world: ReturnType<typeof worldOf>) {
  const { projectId } = await world.project()
  const first = await world.offering({ projectId }, APPEAL)
  const fay = await world.person('Fay')
  const pledge = { offeringId: first, partyId: fay, size: { shares: 20 } }
  const { pledgeId } = await world.run('2025-01-05', em => pledgeMonthly(em, pledge, at('2025-01-05')))
  const ordered = (offeringId: string, now: string) =>
    world.run(now, em => subscribePledged(em, { offeringId }, at(now)))
  await ordered(first, '2025-01-06')
  const [order] = await activeSubscriptions(database.orm.em.fork(), first)
  await world.pay(order?.id ?? '')
  await world.close(first, '2025-02-01')
  const now = '2025-02-01'
  const { offeringId: second } = await world.run(now, em => openNextRound(em, { offeringId: first }, at(now)))
  await ordered(second, '2025-02-02')
  const lines = [{ what: 'Travel', amount: EUR('20.00') }]
  await world.run('2025-02-03', em => reportUse(em, { offeringId: first, lines }, at('2025-02-03')))
  await world.run('2025-02-04', em => endRepeating(em, { offeringId: first }, at('2025-02-04')))
  return { first, second, pledge: pledgeId }
}
