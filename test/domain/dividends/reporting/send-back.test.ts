import { describe, expect, test } from '@jest/globals'
import { reportOf } from '../../../../src/domain/dividends/revenue/reports.ts'
import type { SendBack } from '../../../../src/domain/dividends/revenue/send-back-report.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { useDatabase } from '../../../support/database.ts'
import { FEBRUARY, line, MARCH, NOW, reportingIn } from '../../../support/reporting.ts'
import { at } from '../../../support/world.ts'

const database = useDatabase()
const { world, report, approve, sendBack } = reportingIn(database)
const em = () => database.orm.em.fork()
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

describe('a report that is sent back', () => {
  test('says which line, why and by when, and its next revision corrects it', async () => {
    const { projectId } = await world.project()
    const first = await report(projectId, MARCH)
    const approverId = newId()
    await sendBack(first, { approverId, explanation: ' The fee is missing. ' })
    const sentBack = { approverId, reason: 'wrongAmount', explanation: 'The fee is missing.', line: 1 }
    expect(await reportOf(em(), first)).toMatchObject({
      revision: 1,
      sentBack: { ...sentBack, at: at(NOW), dueBy: '2025-04-12' },
      correctsId: null,
    })
    const second = await report(projectId, MARCH, { lines: [line('Sales', '100.00', '15.00')] })
    expect(await reportOf(em(), second)).toMatchObject({
      revision: 2,
      sentBack: null,
      correctsId: first,
      net: 8500n,
    })
    await sendBack(second, { line: null })
    const third = await report(projectId, MARCH)
    expect(await reportOf(em(), third)).toMatchObject({ revision: 3, correctsId: second })
    await approve(third)
    await expect(report(projectId, MARCH)).rejects.toThrow(refused('PERIOD_REPORTED'))
  })

  test('frees its days for reports of other periods', async () => {
    const { projectId } = await world.project()
    const first = await report(projectId, MARCH)
    await sendBack(first, { reason: 'wrongPeriod', line: null })
    const both = await report(projectId, { ...FEBRUARY, periodEnd: MARCH.periodEnd })
    expect(await reportOf(em(), both)).toMatchObject({ revision: 1, correctsId: null })
    await expect(report(projectId, MARCH)).rejects.toThrow(refused('PERIOD_REPORTED'))
  })

  test('is decided on once', async () => {
    const { projectId } = await world.project()
    const [sent, approved] = [await report(projectId, MARCH), await report(projectId, FEBRUARY)]
    await sendBack(sent)
    await approve(approved)
    await expect(approve(sent)).rejects.toThrow(refused('REPORT_SENT_BACK', '2025-04-05T12:00:00.000Z'))
    await expect(sendBack(sent)).rejects.toThrow(refused('REPORT_SENT_BACK'))
    await expect(sendBack(approved)).rejects.toThrow(refused('REPORT_APPROVED'))
  })

  test('approved and sent back at once is one of both', async () => {
    const { projectId } = await world.project()
    const reportId = await report(projectId, MARCH)
    const attempts = await Promise.allSettled([approve(reportId), sendBack(reportId)])
    expect(attempts.filter(attempt => attempt.status === 'fulfilled')).toHaveLength(1)
  })

  test.each<[string, Partial<SendBack>, string]>([
    ['REPORT_LINE_UNKNOWN', { line: 2 }, 'There is no line 2: the report has lines 1 to 1.'],
    ['REPORT_LINE_UNKNOWN', { line: 0 }, 'There is no line 0'],
    [
      'CORRECTION_DUE_BEFORE_TODAY',
      { dueBy: '2025-04-04' },
      'The correction cannot be due by 2025-04-04: today is 2025-04-05.',
    ],
    ['DATE_MALFORMED', { dueBy: '2025-04-31' }, '"2025-04-31" is not a day'],
    ['EXPLANATION_MALFORMED', { explanation: ' ' }, 'Say why in 1 to 500 characters'],
    ['EXPLANATION_MALFORMED', { explanation: 'x'.repeat(501) }, 'this has 501.'],
    ['EXPLANATION_MALFORMED', { explanation: 'two\nlines' }, 'on one line'],
    ['REPORT_UNKNOWN', { reportId: newId() }, 'There is no revenue report'],
  ])('is refused with %s: %j', async (code, change, message) => {
    const { projectId } = await world.project()
    const reportId = await report(projectId, MARCH)
    await expect(sendBack(reportId, change)).rejects.toThrow(refused(code, message))
  })

  test('is sent back neither by its reporter nor by the issuer', async () => {
    const { projectId, issuerId } = await world.project()
    const reporterId = newId()
    const reportId = await report(projectId, MARCH, { reporterId })
    await expect(sendBack(reportId, { approverId: reporterId })).rejects.toThrow(refused('APPROVER_REPORTED'))
    await expect(sendBack(reportId, { approverId: issuerId })).rejects.toThrow(refused('APPROVER_IS_ISSUER'))
  })
})
