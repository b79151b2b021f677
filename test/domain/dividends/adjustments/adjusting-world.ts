import { approveAdjustment } from '../../../../src/domain/dividends/adjustments/approve-adjustment.ts'
import {
  type NewAdjustment,
  prepareAdjustment,
} from '../../../../src/domain/dividends/adjustments/prepare-adjustment.ts'
import { newId } from '../../../../src/domain/ids.ts'
import type { TestDatabase } from '../../../support/database.ts'
import { at, EUR, worldOf } from '../../../support/world.ts'

/** Who prepares adjustments here. */
export const FINANCE = newId()

export const line = (gross: string) => ({ source: 'Sales', gross: EUR(gross), deduction: null })

/** What adjustments need besides the world of verbs: one is prepared, approved, or both. */
export function adjustingWorldOf(database: TestDatabase) {
  const world = worldOf(database)

  async function prepare(distributionId: string, more: Partial<NewAdjustment>, now = '2025-04-10') {
    const input = {
      reportId: more.reportId ?? (await world.reportOf(distributionId)),
      kind: 'turnover' as const,
      correctsId: null,
      lines: [],
      recipient: null,
      amount: null,
      reason: 'The distributor sent a second statement',
      preparerId: FINANCE,
    }
    return (await world.run(now, tx => prepareAdjustment(tx, { ...input, ...more }, at(now)))).adjustmentId
  }

  const approve = (adjustmentId: string, approverId = newId(), now = '2025-04-11') =>
    world.run(now, tx => approveAdjustment(tx, { adjustmentId, approverId }, at(now)))

  async function adjusted(distributionId: string, gross: string): Promise<string> {
    const id = await prepare(distributionId, { lines: [line(gross)] })
    await approve(id)
    return id
  }

  return { ...world, prepare, approve, adjusted }
}
