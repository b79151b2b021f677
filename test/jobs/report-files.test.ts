import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { systemClock } from '../../src/clock.ts'
import { newId } from '../../src/domain/ids.ts'
import { exportOf } from '../../src/domain/reports/exports/exports.ts'
import { requestExport } from '../../src/domain/reports/exports/request-export.ts'
import { REPORTS, type ReportKind } from '../../src/domain/reports/tables/report-kinds.ts'
import { reportTable } from '../../src/domain/reports/tables/reports.ts'
import { shownCells } from '../../src/domain/reports/tables/shown-cells.ts'
import { writeExports } from '../../src/jobs/exports/write-exports.ts'
import { leviedWorldOf } from '../domain/dividends/levies/levied-world.ts'
import { convertingOf } from '../support/converting.ts'
import { useDatabase } from '../support/database.ts'
import { debtorsOf } from '../support/debtors.ts'
import { MONTHLY } from '../support/reporting.ts'
import { sheetCells } from '../support/unzipped.ts'
import { at } from '../support/world.ts'

const database = useDatabase()
const { paying, world, debtor } = debtorsOf(database)
const bank = convertingOf(database)
const folder = mkdtempSync(join(tmpdir(), 'tantieme-reports-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const NOW = '2025-08-15'
const CROWD = { name: 'Crowd', takes: '0.30', split: [{ to: 'class:parts' as const, ratio: '1' }] }
const REST = { name: 'Rest', split: [{ to: 'platform' as const, ratio: '1' }] }

/**
 * Somebody who owes what he was paid, and two of one name in a project with a cap and a calendar; levies are withheld of a
 * third, and the revenue of a fourth was changed from dollars.
 */
beforeAll(async () => {
  await paying.openBank()
  await debtor('Zoë "Z", =1')
  const terms = { tiers: [CROWD, REST], caps: [{ class: 'parts', times: '1/5' }], reporting: MONTHLY }
  const { projectId } = await world.funded({ Ann: 6, Bea: 2 }, terms)
  await world.month(projectId, '2025-02', '46.67')
  const levied = leviedWorldOf(database)
  await levied.month((await levied.heldBy('FR')).projectId, '2025-02', '50.00')
  const abroad = await world.funded({ Cleo: 1 })
  await bank.rate('EUR', 'USD', '1.25', '2025-04-01')
  const reportId = await bank.reported(abroad.projectId, 'USD', ['12.50'])
  await bank.approve(reportId)
  await bank.receive(abroad.projectId, 1_250n, 'USD')
  await bank.changed({ out: [1_250n, 'USD'], back: [1_001n], reportIds: [reportId] })
})

const ask = async (kind: ReportKind, format: 'csv' | 'xlsx') => {
  const asked = { kind, format, from: null, until: '2025-08-14', siren: null, requesterId: newId() }
  return (await world.run(NOW, em => requestExport(em, asked, at(NOW)))).exportId
}

async function written(exportId: string): Promise<Buffer> {
  const row = await exportOf(database.orm.em.fork(), exportId)
  return readFileSync(join(folder, row?.sha256 ?? 'nothing'))
}

test.each(Object.keys(REPORTS) as ReportKind[])(
  '%s has the same rows, names and totals as a list, a CSV and a workbook',
  async kind => {
    const ids = [await ask(kind, 'csv'), await ask(kind, 'xlsx')]
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
    const platform = { name: 'T', contact: 'x@y.example', verifyUrl: 'http://127.0.0.1' }
    const shop = { orm: database.orm, clock: systemClock, log, paper: { folder, platform } }
    await writeExports(shop, at(NOW))
    const [csv, xlsx] = [await written(ids[0] ?? ''), await written(ids[1] ?? '')]

    const table = reportTable(database.orm.em.fork(), kind, { from: null, until: '2025-08-14', cut: null })
    const page = await table.page({ limit: 100, inverted: false })
    const rows = page.map(row => shownCells(kind, row))
    const [head = [], ...sheet] = sheetCells(xlsx)
    expect((parse(csv) as string[][]).slice(1)).toEqual(rows)
    expect(sheet).toEqual(rows)
    expect(head).toEqual(REPORTS[kind].columns.map(({ name }) => name))
    expect(rows).not.toEqual([])

    for (const { column, currency, amount } of await table.totals()) {
      const place = head.indexOf(column)
      const own = sheet.filter(cells => cells[head.indexOf('currency')] === currency)
      const cents = own.map(cells => BigInt((cells[place] ?? '').replace('.', '')))
      const sum = cents.reduce((all, each) => all + each, 0n)
      expect(amount).toBe(sum)
    }
  },
)
