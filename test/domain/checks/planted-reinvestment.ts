import { reinvest } from '../../../src/domain/dividends/reinvestment/reinvest.ts'
import { reinvestmentsOf } from '../../../src/domain/shares/reinvestment/rules.ts'
import { setReinvestment } from '../../../src/domain/shares/reinvestment/set-reinvestment.ts'
import type { TestDatabase } from '../../support/database.ts'
import { at, type worldOf } from '../../support/world.ts'

/** A holder whose rule put half of a dividend of 30.00 into another project's offering. */
export async function plantReinvestment(database: TestDatabase, world: ReturnType<typeof worldOf>) {
  const { projectId, holders } = await world.funded({ Gus: 10 })
  const partyId = holders.Gus ?? ''
  const { classId } = await world.project()
  const dates = { closesAt: at('2025-12-01'), paymentDueAt: at('2025-12-01') }
  const offeringId = await world.offering(classId, { ...dates, sharePrice: 500n, goal: 500n })
  const rule = { partyId, ratio: '0.5', mostPerMonth: 1500n, currency: 'EUR' as const }
  const set = '2025-04-01'
  const { ruleId } = await world.run(set, em =>
    setReinvestment(em, { ...rule, preferences: [{ offeringId }] }, at(set)),
  )
  const distributionId = await world.month(projectId, '2025-04', '100.00')
  await world.run('2025-05-05', em => reinvest(em, { ruleId, distributionId }, at('2025-05-05')))
  const [made] = await reinvestmentsOf(database.orm.em.fork(), [ruleId])
  return { rule: ruleId, order: made?.subscriptionId ?? '', partyId, offeringId }
}
