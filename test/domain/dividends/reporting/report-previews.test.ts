import { describe, expect, test } from '@jest/globals'
import { previewReport } from '../../../../src/domain/dividends/reporting/report-previews.ts'
import { saveDraft } from '../../../../src/domain/dividends/reporting/save-draft.ts'
import type { RevenueLineInput } from '../../../../src/domain/dividends/revenue/read-lines.ts'
import { recipientsOf } from '../../../../src/domain/dividends/run/distributions.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { useDatabase } from '../../../support/database.ts'
import { APRIL, FEBRUARY, line, MARCH, NOW, reportingIn } from '../../../support/reporting.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const { world, report } = reportingIn(database)
const em = () => database.orm.em.fork()
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

const preview = (projectId: string, lines: RevenueLineInput[] | null, period = MARCH) =>
  em().transactional(tx => previewReport(tx, { projectId, ...period, lines }, at(NOW)))

describe('before a report is sent', () => {
  test('the issuer sees what each party would get, to the cent as the run then gives it', async () => {
    const { projectId } = await world.funded({ Ann: 2, Bea: 5 })
    // The first run leaves fractions, so that the second depends on them.
    await world.month(projectId, '2025-02', '100.01')
    const seen = await preview(projectId, [line('Sales', '33.34')])
    const distributionId = await world.month(projectId, '2025-03', '33.34')
    const got = await recipientsOf(em(), distributionId)
    expect(seen.parties.map(({ recipient, amount }) => [recipient, amount])).toEqual(
      got.map(({ recipient, amount }) => [recipient, amount]),
    )
    expect(seen.parties.map(party => party.before)).toEqual([3000n, 2000n, 5001n])
    expect(seen.parties.reduce((sum, party) => sum + party.amount, 0n)).toBe(3334n)
  })

  test('with what waits already, and what changed since the last report', async () => {
    const { projectId } = await world.funded({ Ann: 5 })
    await world.approved(projectId, '2025-02', '100.00')
    const seen = await preview(projectId, [line('Sales', '60.00', '10.00'), line('Concert', '50.00')])
    expect(seen).toMatchObject({
      net: 10_000n,
      plan: { waiting: 1, amount: 20_000n, recordDate: '2025-03-31' },
    })
    expect(seen.parties).toEqual([
      { recipient: 'class:parts', amount: 6000n, before: null },
      { recipient: 'issuer', amount: 4000n, before: null },
      { recipient: 'platform', amount: 10_000n, before: null },
    ])
    expect(seen.changes).toEqual([
      { source: 'Sales', category: null, before: 10_000n, now: 5000n },
      { source: 'Concert', category: null, before: 0n, now: 5000n },
    ])
  })

  test('a report of nothing gives nobody anything', async () => {
    const { projectId } = await world.funded({ Ann: 5 })
    expect(await preview(projectId, [line('Sales', '0.00')])).toMatchObject({ net: 0n, parties: [] })
    await world.month(projectId, '2025-02', '10.00')
    expect((await preview(projectId, [line('Sales', '0.00')])).parties).toMatchObject([
      { recipient: 'class:parts', amount: 0n, before: 300n },
      { amount: 0n, before: 200n },
      { amount: 0n, before: 500n },
    ])
  })

  test('the draft that is kept stands for its lines; its period may last on', async () => {
    const { projectId } = await world.funded({ Ann: 5 })
    const draft = { projectId, ...APRIL, lines: [line('Sales', '10.00')], savedById: newId() }
    await world.run(NOW, tx => saveDraft(tx, draft, at(NOW)))
    expect((await preview(projectId, null, APRIL)).net).toBe(1000n)
  })

  test('tiers that tell categories and units apart do so', async () => {
    const { projectId } = await world.funded(
      { Ann: 5 },
      {
        tiers: [
          { name: 'Ticket', perUnit: '0.50', categories: ['live'], split: [{ to: 'platform', ratio: '1' }] },
          { name: 'Rest', takes: '1', split: [{ to: 'class:parts', ratio: '1' }] },
        ],
      },
    )
    const lines = [
      { ...line('Concert', '30.00'), category: 'live', units: 3n },
      { ...line('Concert', '10.00'), category: 'live', units: 1n },
      line('Sales', '5.00'),
    ]
    expect((await preview(projectId, lines)).parties).toMatchObject([
      { recipient: 'platform', amount: 200n },
      { recipient: 'class:parts', amount: 4300n },
    ])
  })

  test.each<[string, RevenueLineInput[] | null, typeof MARCH, string]>([
    ['DRAFT_UNKNOWN', null, MARCH, 'No draft is kept for 2025-03-01 to 2025-03-31.'],
    ['REPORT_EMPTY', [], MARCH, 'at least one line'],
    ['PERIOD_REPORTED', [line('Sales', '1.00')], FEBRUARY, 'a day is reported once'],
    ['DEDUCTION_TOO_LARGE', [line('Sales', '1.00', '2.00')], MARCH, 'The deduction of 2.00 EUR'],
  ])('is refused with %s', async (code, lines, period, message) => {
    const { projectId } = await world.project()
    await report(projectId, FEBRUARY)
    await expect(preview(projectId, lines, period)).rejects.toThrow(refused(code, message))
  })
})
