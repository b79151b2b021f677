import { describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { sqlOf } from '../../../../src/database/sql.ts'
import { draftFor, nextPeriod } from '../../../../src/domain/dividends/reporting/offered-draft.ts'
import { reviewOf } from '../../../../src/domain/dividends/reporting/reviews.ts'
import { saveDraft } from '../../../../src/domain/dividends/reporting/save-draft.ts'
import { sendDraft } from '../../../../src/domain/dividends/reporting/send-draft.ts'
import type { RevenueLineInput } from '../../../../src/domain/dividends/revenue/read-lines.ts'
import { reportOf } from '../../../../src/domain/dividends/revenue/reports.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { projectOf } from '../../../../src/domain/offerings/projects.ts'
import { useDatabase } from '../../../support/database.ts'
import { APRIL, FEBRUARY, line, MARCH, MONTHLY, NOW, reportingIn } from '../../../support/reporting.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const { world, report, approve, sendBack, calendar } = reportingIn(database)
const em = () => database.orm.em.fork()
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

describe('a draft', () => {
  const save = (projectId: string, period: typeof MARCH, lines: RevenueLineInput[], now = NOW) =>
    world.run(now, tx => saveDraft(tx, { projectId, ...period, lines, savedById: newId() }, at(now)))
  const send = (projectId: string, period: typeof MARCH, now = NOW) =>
    world.run(now, tx => sendDraft(tx, { projectId, ...period, reporterId: newId() }, at(now)))

  test('is kept in the place of the one before, and becomes the report when it is sent', async () => {
    const { projectId } = await world.project()
    await save(projectId, MARCH, [])
    await save(projectId, MARCH, [line('Sales', '80.00', '12.50')], '2025-04-06')
    expect(await draftFor(em(), projectId, MARCH)).toMatchObject({
      basis: 'kept',
      savedAt: at('2025-04-06'),
      lines: [{ source: 'Sales', gross: 8000n, deduction: 1250n }],
    })
    const { reportId } = await send(projectId, MARCH)
    expect(await reportOf(em(), reportId)).toMatchObject({ ...MARCH, net: 6750n, revision: 1 })
    await expect(send(projectId, MARCH)).rejects.toThrow(refused('PERIOD_REPORTED'))
    await expect(save(projectId, MARCH, [])).rejects.toThrow(refused('PERIOD_REPORTED'))
    const { rows } = await sql`select from report_draft where project_id = ${projectId}`.execute(sqlOf(em()))
    expect(rows).toEqual([])
  })

  test('may be kept before its period is over, and is sent after', async () => {
    const { projectId } = await world.project()
    await save(projectId, APRIL, [line('Sales', '1.00')])
    await expect(send(projectId, APRIL)).rejects.toThrow(refused('PERIOD_NOT_OVER'))
    await send(projectId, APRIL, '2025-05-01')
  })

  test('is refused where its lines cannot be read, and is sent only when it is there and has lines', async () => {
    const { projectId } = await world.project()
    await expect(save(projectId, MARCH, [line('Sales', '1.00', '2.00')])).rejects.toThrow(
      refused('DEDUCTION_TOO_LARGE'),
    )
    const many = Array.from({ length: 10_001 }, () => line('Sales', '1.00'))
    await expect(save(projectId, MARCH, many)).rejects.toThrow(refused('REPORT_TOO_LONG'))
    await expect(send(projectId, MARCH)).rejects.toThrow(
      refused('DRAFT_UNKNOWN', 'No draft is kept for 2025-03-01 to 2025-03-31.'),
    )
    await save(projectId, MARCH, [])
    await expect(send(projectId, MARCH)).rejects.toThrow(refused('REPORT_EMPTY'))
  })

  test('starts from the lines of the last report without amounts, or from what was sent back as it was', async () => {
    const { projectId } = await world.project()
    expect(await draftFor(em(), projectId, FEBRUARY)).toMatchObject({ basis: 'nothing', lines: [] })
    const february = await report(projectId, FEBRUARY, {
      lines: [line('Deezer', '5.00'), line('Spotify', '3.00')],
    })
    expect(await draftFor(em(), projectId, MARCH)).toMatchObject({
      basis: 'lastReport',
      reportId: february,
      lines: [
        { source: 'Deezer', gross: 0n },
        { source: 'Spotify', gross: 0n },
      ],
    })
    await sendBack(february)
    expect(await draftFor(em(), projectId, FEBRUARY)).toMatchObject({
      basis: 'sentBack',
      reportId: february,
      lines: [{ gross: 500n }, { gross: 300n }],
    })
    expect(await draftFor(em(), projectId, MARCH)).toMatchObject({ basis: 'nothing' })
  })
})

describe('the calendar of a project', () => {
  test('shows each period from draft to distribution', async () => {
    const { projectId } = await world.funded({ Ann: 5 }, { reporting: MONTHLY })
    const project = await projectOf(em(), projectId)
    expect(await nextPeriod(em(), project, at(NOW))).toEqual(FEBRUARY)
    await world.month(projectId, '2025-02', '10.00')
    await world.run(NOW, tx => saveDraft(tx, { projectId, ...MARCH, lines: [], savedById: newId() }, at(NOW)))
    expect(await calendar(projectId)).toEqual([
      ['2025-02-28', 'distributed', '2025-03-10', 0],
      ['2025-03-31', 'draft', '2025-04-10', 0],
      ['2025-04-30', 'upcoming', '2025-05-10', 0],
    ])
    const march = await report(projectId, MARCH)
    await sendBack(march)
    expect((await calendar(projectId, '2025-04-14'))?.[1]).toEqual([
      '2025-03-31',
      'sentBack',
      '2025-04-12',
      2,
    ])
    await approve(await report(projectId, MARCH))
    expect((await calendar(projectId))?.[1]).toEqual(['2025-03-31', 'approved', '2025-04-10', 0])
  })

  test('is none where the contract asks for no reports', async () => {
    const { projectId } = await world.project()
    expect(await calendar(projectId)).toBeUndefined()
    expect(await nextPeriod(em(), await projectOf(em(), projectId), at(NOW))).toBeNull()
  })
})

describe('a review', () => {
  test('puts a report beside the last one and beside what has arrived', async () => {
    const { projectId } = await world.funded({ Ann: 5 }, { reporting: { ...MONTHLY, tolerance: '0.1' } })
    await world.month(projectId, '2025-02', '100.00')
    const lines = [line('Sales', '112.00'), line('Concert', '8.00')]
    const march = await report(projectId, MARCH, { lines })
    const review = await reviewOf(em(), await reportOf(em(), march))
    expect(review.changes).toEqual([
      { source: 'Sales', category: null, before: 10_000n, now: 11_200n },
      { source: 'Concert', category: null, before: 0n, now: 800n },
    ])
    expect(review.flags).toEqual([
      {
        code: 'netChanged',
        message:
          'Net 120.00 EUR is 20 % above the 100.00 EUR of 2025-02-01 to 2025-02-28; the tolerance is 10 %.',
      },
      {
        code: 'receiptsShort',
        message: '120.00 EUR is reported and not distributed; 0.00 EUR of it has arrived.',
      },
    ])
    const february = await reviewOf(em(), await reportOf(em(), review.last?.id ?? ''))
    expect([february.last, february.flags]).toEqual([undefined, []])
  })
})
