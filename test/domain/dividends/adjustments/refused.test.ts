import { describe, expect, test } from '@jest/globals'
import type { NewAdjustment } from '../../../../src/domain/dividends/adjustments/prepare-adjustment.ts'
import { approveRevenue } from '../../../../src/domain/dividends/revenue/approve-revenue.ts'
import { reportRevenue } from '../../../../src/domain/dividends/revenue/report-revenue.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { useDatabase } from '../../../support/database.ts'
import { at, EUR } from '../../../support/world.ts'
import { adjustingWorldOf, FINANCE, line } from './adjusting-world.ts'

const database = useDatabase()
const world = adjustingWorldOf(database)
const { adjusted, approve, prepare } = world
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const ALL = { tiers: [{ name: 'All', split: [{ to: 'class:parts' as const, ratio: '1' }] }] }

describe('an adjustment is refused', () => {
  test('of a report that was not distributed, with the wrong content, or of another report', async () => {
    const { projectId } = await world.funded({ Ann: 1 }, ALL)
    const first = await world.month(projectId, '2025-03', '3.00')
    await expect(
      prepare(first, { kind: 'fixedAmount', recipient: 'class:none', amount: EUR('1.00') }),
    ).rejects.toEqual(refused('RECIPIENT_NOT_PAID', 'none of the 3 recipients'))
    await expect(
      prepare(first, { kind: 'correction', correctsId: newId(), lines: [line('1.00')] }),
    ).rejects.toEqual(refused('ADJUSTMENT_UNKNOWN'))
    const second = await world.month(projectId, '2025-04', '3.00')
    const other = await adjusted(second, '1.00')
    await expect(
      prepare(first, { kind: 'correction', correctsId: other, lines: [line('1.00')] }),
    ).rejects.toEqual(refused('ADJUSTMENT_OF_OTHER_REPORT', other))
  })

  const sum = { recipient: 'issuer', amount: EUR('1.00') }
  test.each<[string, Partial<NewAdjustment>, string]>([
    ['a turnover without lines', {}, '"turnover" with 0 lines'],
    ['a turnover with a sum besides', { lines: [line('1.00')], ...sum }, '"turnover" with 1 lines'],
    ['a turnover that corrects', { lines: [line('1.00')], correctsId: 'first' }, '"turnover" with 1 lines'],
    ['a leftover of lines', { kind: 'leftover', lines: [line('1.00')] }, '"leftover" with 1 lines'],
    ['a leftover without an amount', { kind: 'leftover', recipient: 'issuer' }, '"leftover" with 0 lines'],
    ['a fixed amount for nobody', { kind: 'fixedAmount', amount: EUR('1.00') }, '"fixedAmount" with 0 lines'],
    ['a correction of nothing', { kind: 'correction', lines: [line('1.00')] }, '"correction" with 1 lines'],
    [
      'a correction without content',
      { kind: 'correction', correctsId: 'first' },
      '"correction" with 0 lines',
    ],
    [
      'a correction with both contents',
      { kind: 'correction', correctsId: 'first', lines: [line('1.00'), line('2.00')], ...sum },
      '"correction" with 2 lines',
    ],
    [
      'a correction with lines and half a sum',
      { kind: 'correction', correctsId: 'first', lines: [line('1.00')], recipient: 'issuer' },
      '"correction" with 1 lines',
    ],
  ])('that is unclear: %s', async (_what, more, message) => {
    const { projectId } = await world.funded({ Ann: 1 }, ALL)
    const run = await world.month(projectId, '2025-03', '3.00')
    const correctsId = more.correctsId === 'first' ? await adjusted(run, '1.00') : null
    await expect(prepare(run, { ...more, correctsId })).rejects.toEqual(
      refused('ADJUSTMENT_UNCLEAR', message),
    )
  })

  test('while its report waits for a run: that one can be sent back', async () => {
    const { projectId } = await world.funded({ Ann: 1 }, ALL)
    const now = at('2025-04-04')
    const period = { periodStart: '2025-03-01', periodEnd: '2025-03-31' }
    const lines = [{ ...line('3.00'), deductionLabel: null }]
    const report = { projectId, ...period, lines, reporterId: newId() }
    const { reportId } = await world.run(now, tx => reportRevenue(tx, report, now))
    await world.run(now, tx => approveRevenue(tx, { reportId, approverId: newId() }, now))
    await expect(prepare('', { reportId, lines: [line('1.00')] })).rejects.toEqual(
      refused('REPORT_NOT_DISTRIBUTED', 'The period up to 2025-03-31 was not distributed yet.'),
    )
  })

  test('by its preparer, and twice', async () => {
    const { projectId } = await world.funded({ Ann: 1 }, ALL)
    const first = await world.month(projectId, '2025-03', '3.00')
    const id = await prepare(first, { lines: [line('1.00')] })
    await expect(approve(id, FINANCE)).rejects.toEqual(refused('APPROVER_PREPARED', '2025-04-10'))
    await approve(id)
    await expect(approve(id)).rejects.toEqual(refused('ADJUSTMENT_APPROVED', '2025-04-11'))
  })
})
