import { beforeAll, describe, expect, test } from '@jest/globals'
import { draftFor } from '../../../../src/domain/dividends/reporting/offered-draft.ts'
import { previewReport } from '../../../../src/domain/dividends/reporting/report-previews.ts'
import { saveDraft } from '../../../../src/domain/dividends/reporting/save-draft.ts'
import { sendDraft } from '../../../../src/domain/dividends/reporting/send-draft.ts'
import type { RevenueLineInput } from '../../../../src/domain/dividends/revenue/read-lines.ts'
import { reportOf } from '../../../../src/domain/dividends/revenue/reports.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { convertingOf } from '../../../support/converting.ts'
import { useDatabase } from '../../../support/database.ts'
import { APRIL, line, MARCH, NOW } from '../../../support/reporting.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const bank = convertingOf(database)
const { world, em } = bank
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const dollars = (source: string, amount: string): RevenueLineInput => {
  return { source, gross: { amount, currency: 'USD' }, deduction: null, deductionLabel: null }
}
const save = (projectId: string, lines: RevenueLineInput[]) =>
  world.run(NOW, tx => saveDraft(tx, { projectId, ...MARCH, lines, savedById: newId() }, at(NOW)))
const preview = (projectId: string, lines: RevenueLineInput[] | null, period = MARCH) =>
  em().transactional(tx => previewReport(tx, { projectId, ...period, lines }, at(NOW)))

describe('a report in another currency that is not sent yet', () => {
  beforeAll(() => bank.rate('EUR', 'USD', '1.25', '2025-04-01'))

  test('shows what each party would get at the rate of now, which nothing fixes before its approval', async () => {
    const { projectId } = await world.funded({ Ann: 2, Bea: 5 })
    // 100.01 ÷ 1.25 = 80.008.
    expect(await preview(projectId, [dollars('Sales', '100.00'), dollars('Other', '0.01')])).toMatchObject({
      ...{ net: 8001n, reported: { currency: 'USD', net: 10_001n }, rate: { rate: '1.25', source: 'ECB' } },
      plan: { amount: 8001n },
      parties: [
        { recipient: 'class:parts', amount: 2400n },
        { recipient: 'issuer', amount: 1600n },
        { recipient: 'platform', amount: 4001n },
      ],
    })
    expect(await preview(projectId, [line('Sales', '80.00')])).toMatchObject({ net: 8000n, rate: null })
  })

  test('is not previewed where no rate is known, as it could not be approved', async () => {
    const { projectId } = await world.funded({ Ann: 1 })
    const yen = { ...dollars('Sales', '1'), gross: { amount: '1', currency: 'JPY' } }
    await expect(preview(projectId, [yen])).rejects.toThrow(refused('RATE_MISSING', 'between JPY and EUR'))
  })

  test('is kept as a draft in its currency, and sent in it', async () => {
    const { projectId } = await world.funded({ Ann: 1 })
    await save(projectId, [dollars('Sales', '100.00')])
    expect(await draftFor(em(), projectId, MARCH)).toMatchObject({
      ...{ basis: 'kept', currency: 'USD', lines: [{ gross: 10_000n }] },
    })
    expect(await preview(projectId, null)).toMatchObject({ net: 8000n, reported: { net: 10_000n } })
    const sent = { projectId, ...MARCH, reporterId: newId() }
    const { reportId } = await world.run(NOW, tx => sendDraft(tx, sent, at(NOW)))
    expect(await reportOf(em(), reportId)).toMatchObject({ currency: 'USD', net: 10_000n })
  })

  test('all its lines are in one currency, that of the first', async () => {
    const { projectId } = await world.funded({ Ann: 1 })
    await expect(save(projectId, [dollars('Sales', '1.00'), line('Other', '1.00')])).rejects.toThrow(
      refused('CURRENCY_MISMATCH', 'in EUR'),
    )
  })

  test('starts from the last report in that one’s currency, and is compared with it in that', async () => {
    const { projectId } = await world.funded({ Ann: 1 })
    await bank.approve(await bank.reported(projectId, 'USD', ['100.00']))
    expect(await draftFor(em(), projectId, APRIL)).toMatchObject({
      ...{ basis: 'lastReport', currency: 'USD', lines: [{ source: 'Sales', gross: 0n }] },
    })
    const now = await preview(projectId, [dollars('Sales', '150.00')], APRIL)
    expect(now).toMatchObject({
      changes: [{ before: 10_000n, now: 15_000n }],
      plan: { waiting: 1, amount: 20_000n },
    })
    const inEuros = await preview(projectId, [line('Sales', '150.00')], APRIL)
    expect(inEuros).toMatchObject({ lastReportId: null, changes: [{ before: 0n, now: 15_000n }] })
  })
})
