import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { transact } from '../../src/act.ts'
import { systemClock } from '../../src/clock.ts'
import { newId } from '../../src/domain/ids.ts'
import { formatAmount } from '../../src/domain/money/money.ts'
import { completeExport } from '../../src/domain/reports/exports/complete-export.ts'
import { exportState } from '../../src/domain/reports/exports/export-kinds.ts'
import { type ExportName, exportOf } from '../../src/domain/reports/exports/exports.ts'
import { beginExport } from '../../src/domain/reports/exports/keep-export-progress.ts'
import { requestExport } from '../../src/domain/reports/exports/request-export.ts'
import { reportTable } from '../../src/domain/reports/tables/reports.ts'
import { writeExports } from '../../src/jobs/exports/write-exports.ts'
import { booksOf } from '../support/books.ts'
import { useDatabase } from '../support/database.ts'
import { generateMonths } from '../support/generated-books.ts'
import { MONTHLY, reportingIn } from '../support/reporting.ts'
import { sheetCells } from '../support/unzipped.ts'
import { at, worldOf } from '../support/world.ts'

const PROCESS = fileURLToPath(new URL('../support/export-process.ts', import.meta.url))
const database = useDatabase({ checked: false })
const world = worldOf(database)
const folder = mkdtempSync(join(tmpdir(), 'tantieme-exports-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeAll(() => booksOf(database).run(em => generateMonths(em, 2008, 50)))

const anybody = newId()
const NOW = '2025-01-15'
const asked = (given: Partial<ExportName>): ExportName => ({
  ...{ kind: 'fees', format: 'csv', from: null, until: '2024-12-31', siren: null, requesterId: anybody },
  ...given,
})

const request = async (given: Partial<ExportName>, rows?: number) =>
  (await world.run(NOW, em => requestExport(em, asked(given), at(NOW), rows))).exportId

async function write(): Promise<string> {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const platform = { name: 'T', contact: 'x@y.example', verifyUrl: 'http://127.0.0.1' }
  return writeExports({ orm: database.orm, clock: systemClock, log, paper: { folder, platform } }, at(NOW))
}

async function ended(exportId: string) {
  const row = await exportOf(database.orm.em.fork(), exportId)
  if (row === undefined) throw new Error('There is no such export')
  const bytes = row.sha256 === null ? null : readFileSync(join(folder, row.sha256))
  return { ...row, state: exportState(row, at(NOW)), content: bytes }
}

const GIVEN = { kind: 'trialBalance' } as const

/** The sum of a column of a table by currency, as exact text. */
function sums(rows: string[][], column: string): Record<string, bigint> {
  const [head = [], ...body] = rows
  const [place, currency] = [head.findIndex(name => name.startsWith(column)), head.indexOf('currency')]
  const totals: Record<string, bigint> = {}
  for (const row of body) {
    const key = row[currency] ?? ''
    totals[key] = (totals[key] ?? 0n) + BigInt((row[place] ?? '').replace('.', ''))
  }
  return totals
}

test('a report has the same rows and totals as a list, a CSV and a workbook', async () => {
  const [csv, xlsx] = [
    await request({ ...GIVEN, format: 'csv' }),
    await request({ ...GIVEN, format: 'xlsx' }),
  ]
  await write()
  const table = reportTable(database.orm.em.fork(), 'trialBalance', {
    from: null,
    until: '2024-12-31',
    cut: null,
  })
  const count = await table.count()
  const [first, second] = [await ended(csv), await ended(xlsx)]
  expect([first.state, first.rows, second.state, second.rows]).toEqual(['ready', count, 'ready', count])
  const rows = [parse(first.content ?? '') as string[][], sheetCells(second.content ?? Buffer.alloc(0))]
  for (const column of ['debit', 'credit', 'balance']) {
    const totals = (await table.totals()).filter(total => total.column === column)
    const wanted = Object.fromEntries(totals.map(({ currency, amount }) => [currency, amount]))
    expect(rows.map(each => sums(each, column))).toEqual([wanted, wanted])
    expect(Object.keys(wanted)).toEqual(['EUR', 'JPY', 'KWD', 'USD'])
  }
  expect(first.content?.toString()).toContain(formatAmount(0n, 'KWD'))
  expect(rows[0]?.slice(1)).toEqual(rows[1]?.slice(1))
})

test('a workbook that would have a row too many is refused with the numbers, and the CSV of it is not', async () => {
  const count = await reportTable(database.orm.em.fork(), 'trialBalance', {
    ...{ from: null, until: '2024-12-31', cut: null },
  }).count()
  const limit = count
  await expect(request({ ...GIVEN, format: 'xlsx' }, limit)).rejects.toMatchObject({
    code: 'XLSX_TOO_LONG',
    message: `The report has ${count} rows, and a sheet holds ${count - 1} under its head: ask for it as CSV, which has no limit.`,
  })
  await request({ ...GIVEN, format: 'xlsx' }, limit + 1)
  await request({ ...GIVEN, format: 'csv' }, 1)
  await write()
})

describe('the same asked for again', () => {
  test('is the same export until it has ended, or something happened', async () => {
    const first = await request({ ...GIVEN, from: '2021-01-01' })
    expect(await request({ ...GIVEN, from: '2021-01-01' })).toBe(first)
    expect(await request({ ...GIVEN, from: '2021-01-02' })).not.toBe(first)
    expect(await request({ ...GIVEN, from: '2021-01-01', requesterId: newId() })).not.toBe(first)
    await write()
    expect(await request({ ...GIVEN, from: '2021-01-01' })).not.toBe(first)
    await write()
  })

  test('is another export where a report arrived that is booked nowhere', async () => {
    const december = { periodStart: '2024-12-01', periodEnd: '2024-12-31' }
    const reporting = { ...MONTHLY, from: december.periodStart }
    const { projectId } = await world.project({ reporting })
    const punctuality = { kind: 'punctuality', until: NOW } as const
    const first = await request(punctuality)
    await reportingIn(database).report(projectId, december, { now: NOW })
    const second = await request(punctuality)
    expect(second).not.toBe(first)
    expect(await request(punctuality)).toBe(second)
    await write()
    const reportedOn = async (id: string) => {
      const [head = [], ...rows]: string[][] = parse((await ended(id)).content ?? '')
      return rows.find(row => row.includes(december.periodEnd))?.[head.indexOf('reportedOn')]
    }
    expect([await reportedOn(first), await reportedOn(second)]).toEqual(['', NOW])
  })

  test('is another export where somebody came who has a name', async () => {
    const first = await request({ kind: 'capTable' })
    await world.person('Zoe')
    expect(await request({ kind: 'capTable' })).not.toBe(first)
    await write()
  })
})

test('an export holds what was committed when it was asked for, and is the same bytes for the same books', async () => {
  const early = await request({ kind: 'journal', format: 'ledger' })
  const other = newId()
  const twin = await request({ kind: 'journal', format: 'ledger', requesterId: other })
  await booksOf(database).run(em => generateMonths(em, 1066, 2))
  const late = await request({ kind: 'journal', format: 'ledger', until: '2024-12-30' })
  expect(await request({ kind: 'journal', format: 'ledger' })).not.toBe(early)
  await write()
  const [a, b, c] = [await ended(early), await ended(twin), await ended(late)]
  expect(a.sha256).toBe(b.sha256)
  expect(c.rows).toBeGreaterThan(a.rows ?? 0)
  expect(a.content?.toString()).toContain('Balances at the end of 2024-02-29')
})

test('the fiscal export of a year that is not closed has failed, and says why', async () => {
  await expect(request({ kind: 'fec', format: 'fec', siren: '12' })).rejects.toMatchObject({
    code: 'SIREN_MALFORMED',
  })
  const id = await request({ kind: 'fec', format: 'fec', siren: '123456789' })
  await write()
  expect(await ended(id)).toMatchObject({
    state: 'failed',
    failure: 'The months of 2024 are not all closed; the books are closed up to and with no month yet.',
    content: null,
  })
})

test('the file of an export is given out for thirty days after it ended, to the millisecond', async () => {
  const id = await request({ ...GIVEN, from: '2023-01-01' })
  await write()
  const { endedAt, sha256, failure, tries } = await ended(id)
  const state = (day: string) => exportState({ endedAt, sha256, failure, tries }, at(day))
  expect(endedAt).toEqual(at(NOW))
  expect(state('2025-02-13')).toBe('ready')
  const last = at('2025-02-14').getTime()
  expect(exportState({ endedAt, sha256, failure, tries }, new Date(last - 1))).toBe('ready')
  expect(state('2025-02-14')).toBe('expired')
})

test('an export that has ended stays as it is', async () => {
  const id = await request({ ...GIVEN, from: '2022-01-01' })
  await write()
  const before = await ended(id)
  await world.run(NOW, em => completeExport(em, { exportId: id, outcome: { failure: 'x' } }, at(NOW)))
  expect(await ended(id)).toEqual(before)
  expect(await write()).toBe('0 exports looked after')
  // A writer who had it on his list from before does not begin it again.
  await transact(database.orm, 'beginExport', async em => expect(await beginExport(em, id)).toBeNull())
})

test('a writer that is killed leaves a part of the file, and the next goes on to the same bytes', async () => {
  await booksOf(database).run(em => generateMonths(em, 2, 4000))
  const [whole, broken] = [newId(), newId()]
  const first = await request({ kind: 'journal', format: 'beancount', requesterId: whole })
  await write()
  const id = await request({ kind: 'journal', format: 'beancount', requesterId: broken })
  const part = join(folder, `export-${id}.part`)
  const child = spawn(process.execPath, [PROCESS, database.url, folder], { stdio: 'inherit' })
  while (!existsSync(part) || statSync(part).size === 0) await sleep(1)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const left = statSync(part).size
  const { bytes, sha256 } = await ended(first)
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThan(Number(bytes))
  expect((await ended(id)).state).toBe('running')
  // The lock goes with the connection of the dead.
  for (let times = 0; times < 100 && (await ended(id)).state === 'running'; times++) {
    await write()
    await sleep(50)
  }
  expect(await ended(id)).toMatchObject({ state: 'ready', sha256, bytes })
  expect(readdirSync(folder).filter(name => name.startsWith('export-'))).toEqual([])
})
