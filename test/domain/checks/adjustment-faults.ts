import { approveAdjustment } from '../../../src/domain/dividends/adjustments/approve-adjustment.ts'
import { prepareAdjustment } from '../../../src/domain/dividends/adjustments/prepare-adjustment.ts'
import { newId } from '../../../src/domain/ids.ts'
import { at, EUR, type worldOf } from '../../support/world.ts'
import type { Fault } from './planted-world.ts'

/** A single whose first month is corrected, so that its second run takes an adjustment in. */
export async function plantSingle(world: ReturnType<typeof worldOf>) {
  const { projectId } = await world.funded(
    { Dan: 2, Eve: 1 },
    { tiers: [{ name: 'All', split: [{ to: 'class:parts', ratio: '1' }] }] },
  )
  const first = await world.month(projectId, '2025-03', '10.00')
  const line = { source: 'Sales', gross: EUR('5.00'), deduction: null }
  const { adjustmentId } = await world.run('2025-04-10', async em => {
    const reportId = await world.reportOf(first)
    const about = { reportId, kind: 'turnover' as const, correctsId: null, recipient: null, amount: null }
    return prepareAdjustment(
      em,
      { ...about, lines: [line], reason: 'Late', preparerId: newId() },
      at('2025-04-10'),
    )
  })
  await world.run('2025-04-11', em =>
    approveAdjustment(em, { adjustmentId, approverId: newId() }, at('2025-04-11')),
  )
  const second = await world.month(projectId, '2025-04', '1.00', '6.00')
  return { first, second, adjustment: adjustmentId }
}

const FACT =
  'An adjustment has the net of its lines, or a recipient and no lines, and is about a report of its project'
const SIGNED =
  'An adjustment in a run is of its project, and somebody else than its preparer approved it before'

/** What was corrected of an earlier run. */
export const ADJUSTMENT_FAULTS: readonly Fault[] = [
  [
    'an adjustment of another amount than its lines',
    w => `update adjustment set amount = amount + 1 where id = '${w.single.adjustment}'`,
    FACT,
  ],
  [
    'an adjustment with lines and a recipient',
    w => `update adjustment set recipient = 'issuer' where id = '${w.single.adjustment}'`,
    FACT,
  ],
  [
    'an adjustment that nobody approved',
    w => `delete from adjustment_approval where adjustment_id = '${w.single.adjustment}'`,
    SIGNED,
  ],
  [
    'an adjustment that its preparer approved',
    () => `update adjustment_approval set approver_id = preparer_id from adjustment where id = adjustment_id`,
    SIGNED,
  ],
  [
    'more owed than the adjustment brought',
    w =>
      `update distribution_recipient set adjusted = '501' where distribution_id = '${w.single.second}' and adjusted <> '0'`,
    'What adjustments owe to the recipients of a run sums to what they brought',
  ],
  [
    'a holder who is owed a cent more than his part',
    w =>
      `update adjusted_line set amount = amount + 1000000000000000000 where distribution_id = '${w.single.second}'`,
    'What the holders of a class are owed by adjustments is what their class is owed, but for what rounding dropped',
  ],
  [
    'an adjustment left out of the lines',
    w => `delete from adjusted_line where distribution_id = '${w.single.second}'`,
    'A line has the whole units that were due to its holder, and its carry is exactly the rest',
  ],
  [
    'a class of which another sum was paid in than the register says',
    w => `update distribution_pool set raised = raised + 1 where distribution_id = '${w.single.first}'`,
    'What the tiers knew of a class in a run is what the register says',
  ],
]
