import { approveWindUp } from '../../../../src/domain/dividends/endings/approve-wind-up.ts'
import { endOf } from '../../../../src/domain/dividends/endings/project-ends.ts'
import { type NewEnding, recordEnding } from '../../../../src/domain/dividends/endings/record-ending.ts'
import { approveRevenue } from '../../../../src/domain/dividends/revenue/approve-revenue.ts'
import { reportRevenue } from '../../../../src/domain/dividends/revenue/report-revenue.ts'
import { distribute } from '../../../../src/domain/dividends/run/distribute.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { projectOf } from '../../../../src/domain/offerings/projects.ts'
import type { ContractTerms } from '../../../../src/domain/offerings/terms/contract-terms.ts'
import type { TestDatabase } from '../../../support/database.ts'
import { at, EUR, worldOf } from '../../../support/world.ts'

/** Lent for nothing: two instalments of half the capital, due on 31 March and 30 April 2025, five days of grace. */
export const FREE: Partial<ContractTerms> = {
  interestFree: true,
  tiers: [
    {
      name: 'Capital',
      split: [{ to: 'class:parts', ratio: '1' }],
      upTo: { raised: { class: 'parts', times: '1' } },
    },
    { name: 'Rest', split: [{ to: 'issuer', ratio: '1' }] },
  ],
  schedule: {
    class: 'parts',
    method: 'linear',
    instalments: 2,
    every: 'month',
    firstDueOn: '2025-03-31',
    rateRatio: '0',
    graceDays: 5,
  },
}

export const [FINANCE, APPROVER] = [newId(), newId()]

/** What tests of ends do in a world. */
export function endingIn(database: TestDatabase) {
  const world = worldOf(database)
  const em = () => database.orm.em.fork()

  const record = async (
    projectId: string,
    kind: NewEnding['kind'],
    occurredOn: string,
    { source = 'A letter', evidence = null, now = '2025-12-01' }: Partial<NewEnding> & { now?: string } = {},
  ): Promise<string> => {
    const input = { projectId, kind, occurredOn, source, evidence, recorderId: FINANCE }
    return (await world.run(now, tx => recordEnding(tx, input, at(now)))).endingId
  }
  const approve = (endingId: string, approverId = APPROVER, now = '2025-12-02') =>
    world.run(now, tx => approveWindUp(tx, { endingId, approverId }, at(now)))

  const end = async (projectId: string, now: string | Date) => {
    const project = await projectOf(em(), projectId)
    return endOf(em(), project, typeof now === 'string' ? at(now) : now)
  }
  const state = async (projectId: string, now = '2025-12-03') => (await end(projectId, now)).state

  /** Something is reported in a category, approved, received and distributed; answers the run. */
  const recover = async (projectId: string, amount: string, category: string | null, day = '2026-01-31') => {
    const now = at(`${day}T23:30:00Z`)
    const lines = [
      { source: 'Liquidator', category, gross: EUR(amount), deduction: null, deductionLabel: null },
    ]
    const input = { projectId, periodStart: day, periodEnd: day, lines, reporterId: FINANCE }
    const { reportId } = await world.run(now, tx => reportRevenue(tx, input, now))
    await world.run(now, tx => approveRevenue(tx, { reportId, approverId: APPROVER }, now))
    await world.receive(projectId, amount, now)
    return (await world.run(now, tx => distribute(tx, { projectId }, now))).distributionId
  }

  return { world, em, record, approve, end, state, recover }
}
