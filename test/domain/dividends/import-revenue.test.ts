import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { readRevenueFile } from '../../../src/documents/revenue-file/read-revenue-file.ts'
import { revenueOf } from '../../../src/domain/dividends/conversion/counted-lines.ts'
import { approveRevenue } from '../../../src/domain/dividends/revenue/approve-revenue.ts'
import { evidenceOf } from '../../../src/domain/dividends/revenue/evidence.ts'
import { importRevenue } from '../../../src/domain/dividends/revenue/import-revenue.ts'
import { reportRevenue } from '../../../src/domain/dividends/revenue/report-revenue.ts'
import { linesOf, reportOf } from '../../../src/domain/dividends/revenue/reports.ts'
import { sendBackReport } from '../../../src/domain/dividends/revenue/send-back-report.ts'
import { newId } from '../../../src/domain/ids.ts'
import { useDatabase } from '../../support/database.ts'
import { distroKid13, template, tuneCore } from '../../support/revenue-files.ts'
import { at, EUR, worldOf } from '../../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const em = () => database.orm.em.fork()
const NOW = '2010-04-05'
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })

type Given = { exchangeRate?: string; periodStart?: string; periodEnd?: string; fileName?: string }

async function bring(projectId: string, content: string, given: Given = {}): Promise<string> {
  const bytes = Buffer.from(content)
  const input = {
    projectId,
    fileName: 'statement.csv',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    reading: await readRevenueFile(bytes),
    reporterId: newId(),
    exchangeRate: null,
    periodStart: null,
    periodEnd: null,
    ...given,
  }
  return (await world.run(NOW, tx => importRevenue(tx, input, at(NOW)))).reportId
}

const sums = async (reportId: string) =>
  (await linesOf(em(), [reportId])).map(({ source, category, units, gross, deduction, deductionLabel }) => {
    return [source, category, units, gross, deduction, deductionLabel]
  })

describe('a file becomes a report', () => {
  test('with one line per source and category, of the days it covers', async () => {
    const { projectId } = await world.project()
    const rows = [
      { source: 'Deezer', category: 'streams', gross: '80', deductions: '12.5', net: '67.5', units: '9000' },
      { source: 'Deezer', category: 'streams', gross: '20', net: '20', units: '1000' },
      { source: 'Deezer', category: 'downloads', gross: '-1', net: '-1', units: '-1' },
      { source: 'Concert', period_end: '2010-03-13', gross: '320', net: '320' },
    ]
    const reportId = await bring(projectId, template(rows))
    expect(await reportOf(em(), reportId)).toMatchObject({
      periodStart: '2010-01-01',
      periodEnd: '2010-03-13',
      gross: 41900n,
      deductions: 1250n,
      net: 40650n,
      approvedAt: null,
    })
    expect(await sums(reportId)).toEqual([
      ['Concert', null, 0n, 32000n, 0n, null],
      ['Deezer', 'downloads', -1n, -100n, 0n, null],
      ['Deezer', 'streams', 10000n, 10000n, 1250n, 'Deductions'],
    ])
  })

  test('and keeps which file it was', async () => {
    const { projectId } = await world.project()
    const content = tuneCore([{ 'Total Earned': '3.864' }])
    const reportId = await bring(projectId, content, { fileName: ' Relevé nº 1.csv ' })
    expect(await evidenceOf(em(), [reportId])).toEqual([
      {
        reportId,
        projectId,
        fileName: 'Relevé nº 1.csv',
        sha256: createHash('sha256').update(content).digest('hex'),
        bytes: content.length,
        format: 'tuneCore21',
        lines: 1,
        currency: 'EUR',
        exchangeRate: null,
      },
    ])
  })

  test('that is approved like any other, and runs by category', async () => {
    const { projectId } = await world.project()
    const reportId = await bring(projectId, tuneCore([{ 'Total Earned': '1' }, { 'Total Earned': '2.005' }]))
    await world.run(NOW, tx => approveRevenue(tx, { reportId, approverId: newId() }, at(NOW)))
    const report = await reportOf(em(), reportId)
    expect(report.approvedAt).toEqual(at(NOW))
    expect(await revenueOf(em(), [report])).toMatchObject([{ category: 'streams', net: 301n, units: 20n }])
  })

  test('at a rate when it is in another currency, which is kept', async () => {
    const { projectId } = await world.project()
    const rows = [{ 'Earnings (USD)': '10.001' }, { Store: 'Spotify', 'Earnings (USD)': '20' }]
    const reportId = await bring(projectId, distroKid13(rows), { exchangeRate: '0.75' })
    expect(await reportOf(em(), reportId)).toMatchObject({ currency: 'EUR', net: 2250n })
    expect(await evidenceOf(em(), [reportId])).toMatchObject([{ currency: 'USD', exchangeRate: '0.75' }])
  })

  test('of the period in which it is reported, when that is said: sales of earlier months come late', async () => {
    const { projectId } = await world.project()
    const march = { periodStart: '2010-03-01', periodEnd: '2010-03-31' }
    expect(await reportOf(em(), await bring(projectId, template([{}]), march))).toMatchObject(march)
  })
})

describe('the same file', () => {
  const content = template([{}])

  test('again changes nothing and answers the first report', async () => {
    const { projectId } = await world.project()
    const first = await bring(projectId, content)
    expect(await bring(projectId, content, { fileName: 'copy.csv', periodEnd: '2010-02-28' })).toBe(first)
    expect(await evidenceOf(em(), [first])).toMatchObject([{ fileName: 'statement.csv' }])
  })

  test('is reported again when its report was sent back', async () => {
    const { projectId } = await world.project()
    const first = await bring(projectId, content)
    const why = { reason: 'other', explanation: 'Of another artist?', line: null, dueBy: NOW } as const
    await world.run(NOW, tx => sendBackReport(tx, { reportId: first, approverId: newId(), ...why }, at(NOW)))
    const second = await bring(projectId, content)
    expect(await reportOf(em(), second)).toMatchObject({ revision: 2, correctsId: first })
    expect(await bring(projectId, content)).toBe(second)
    expect(await evidenceOf(em(), [first, second])).toHaveLength(2)
  })

  test('for another project is another report', async () => {
    const [one, other] = [await world.project(), await world.project()]
    expect(await bring(one.projectId, content)).not.toBe(await bring(other.projectId, content))
  })

  test('three times at once is one report', async () => {
    const { projectId } = await world.project()
    const attempts = [bring(projectId, content), bring(projectId, content), bring(projectId, content)]
    expect(new Set(await Promise.all(attempts)).size).toBe(1)
  })
})

describe('a file is refused, and nothing is kept,', () => {
  test.each<[string, string, Given, string]>([
    [
      'FILE_HAS_PROBLEMS',
      template([{ gross: '1e3' }, {}, { units: 'x', source: '' }]),
      {},
      'The file has 3 problems: line 2, gross, expected an amount in plain digits with a point, such as 12.34, found "1e3"; line 4, source, expected',
    ],
    [
      'FILE_HAS_PROBLEMS',
      'Name,Amount',
      {},
      'The file has 1 problem: line 1, this is not the header of a file',
    ],
    [
      'EXCHANGE_RATE_WRONG',
      distroKid13([{}]),
      {},
      'in USD, the project in EUR: say how much EUR one USD is worth',
    ],
    ['EXCHANGE_RATE_WRONG', distroKid13([{}]), { exchangeRate: '0' }, 'say how much'],
    ['EXCHANGE_RATE_WRONG', template([{}]), { exchangeRate: '1' }, 'there is nothing to convert'],
    ['RATIO_MALFORMED', distroKid13([{}]), { exchangeRate: '-1' }, '"-1" is not a ratio'],
    [
      'PERIOD_ENDS_EARLY',
      template([{}]),
      { periodEnd: '2010-01-30' },
      'ends on 2010-01-30, and the file has sales until 2010-01-31',
    ],
    [
      'PERIOD_NOT_OVER',
      template([{}]),
      { periodEnd: '2010-04-05' },
      'ends on 2010-04-05; today is 2010-04-05',
    ],
    ['PERIOD_NOT_OVER', template([{ period_end: '2010-05-01' }]), {}, 'ends on 2010-05-01'],
    ['PERIOD_REPORTED', template([{}]), { periodStart: '2009-12-31' }, 'a day is reported once'],
    ['DATE_MALFORMED', template([{}]), { periodStart: 'January' }, '"January" is not a day'],
    ['NAME_MALFORMED', template([{}]), { fileName: 'a\nb' }, 'name'],
    [
      'AMOUNT_TOO_LARGE',
      template([{ gross: '99999999999999999', net: '99999999999999999' }]),
      {},
      'is too large',
    ],
    [
      'REPORT_TOO_LONG',
      template(Array.from({ length: 10_001 }, (_, index) => ({ source: `S${index}` }))),
      {},
      'this one has 10001',
    ],
  ])('with %s', async (code, content, given, message) => {
    const { projectId } = await world.project()
    const lines = [{ source: 'Sales', gross: EUR('1'), deduction: null, deductionLabel: null }]
    const december = {
      projectId,
      periodStart: '2009-12-01',
      periodEnd: '2009-12-31',
      lines,
      reporterId: newId(),
    }
    await world.run(NOW, tx => reportRevenue(tx, december, at(NOW)))
    await expect(bring(projectId, content, given)).rejects.toThrow(refused(code, message))
    // Nothing was kept: the same days can be reported.
    await bring(projectId, template([{ note: 'mended' }]))
  })

  test('when there is no such project', async () => {
    await expect(bring(newId(), template([{}]))).rejects.toThrow(refused('PROJECT_UNKNOWN'))
  })
})
