import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { systemClock } from '../../src/clock.ts'
import { newId } from '../../src/domain/ids.ts'
import { exportOf } from '../../src/domain/reports/exports/exports.ts'
import { requestExport } from '../../src/domain/reports/exports/request-export.ts'
import { REPORTS } from '../../src/domain/reports/tables/report-kinds.ts'
import { writeExports } from '../../src/jobs/exports/write-exports.ts'
import { useDatabase } from '../support/database.ts'
import { sourceFile } from '../support/moving.ts'
import { at, worldOf } from '../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const folder = mkdtempSync(join(tmpdir(), 'tantieme-report-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeAll(async () => {
  const { projectId } = await world.funded({ Ann: 6, Bea: 6, Cid: 2 })
  await world.month(projectId, '2025-03', '46.67')
  await world.month(projectId, '2025-04', '20.00')
})

/** What the command prints, run in a folder of its own. */
const command = (...args: string[]) => exported('report', ...args)

async function exported(...args: string[]) {
  const env = { ...process.env, DATABASE_URL: database.url }
  const line = [sourceFile('cli/export.ts'), ...args]
  return promisify(execFile)(process.execPath, line, { env, cwd: folder }).catch(
    (error: { code: number; stdout: string; stderr: string }) => error,
  )
}

/** The file as the API gives it to download. */
async function downloaded(kind: 'trialBalance' | 'fees', format: 'csv' | 'xlsx', from: string | null) {
  const asked = { kind, format, from, until: '2025-04-30', siren: null, requesterId: newId() }
  const { exportId } = await world.run('2025-05-10', em => requestExport(em, asked, at('2025-05-10')))
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const paper = { folder, platform: { name: 'T', contact: 'x@y.example', verifyUrl: 'http://127.0.0.1' } }
  await writeExports({ orm: database.orm, clock: systemClock, log, paper }, at('2025-05-10'))
  const row = await exportOf(database.orm.em.fork(), exportId)
  return { rows: row?.rows, bytes: readFileSync(join(folder, row?.sha256 ?? '')) }
}

test.each(['csv', 'xlsx'] as const)(
  'a report is written as %s, the same bytes as the download',
  async format => {
    const { rows, bytes } = await downloaded('trialBalance', format, '2025-04-01')
    const days = ['--from', '2025-04-01', '--to', '2025-04-30']
    const { stdout, stderr } = await command('trialBalance', '--format', format, ...days)
    const file = `trialBalance-2025-04-30.${format}`
    expect(readFileSync(join(folder, file))).toEqual(bytes)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    // Where the output is no terminal there is no bar.
    expect({ stdout, stderr }).toEqual({ stdout: `${file}: ${rows} rows, SHA-256 ${sha256}\n`, stderr: '' })
  },
)

test('it goes to the file that is named, as CSV if nothing else is said, and leaves nothing beside it', async () => {
  const { rows, bytes } = await downloaded('fees', 'csv', null)
  const out = join(folder, 'fees of spring.csv')
  const { stdout } = await command('fees', '--to', '2025-04-30', '--out', out)
  expect(stdout).toContain(`${out}: ${rows} rows, SHA-256 `)
  expect(readFileSync(out)).toEqual(bytes)
  await command('fees', '--to', '2025-04-30', '--format', 'xlsx', '--out', out)
  expect(readFileSync(out).subarray(0, 2).toString()).toBe('PK')
  expect(readdirSync(folder).filter(name => name.includes('.part'))).toEqual([])
})

test('a name that is no report is answered by those there are, and no file is made', async () => {
  const before = readdirSync(folder)
  for (const name of ['balances', 'toString']) {
    const { stderr } = await command(name)
    expect(stderr).toContain(`There is no report "${name}". These are the reports:\n`)
    for (const [kind, { what }] of Object.entries(REPORTS)) {
      expect(stderr).toMatch(new RegExp(`^  ${kind} +${what.replaceAll(/[+()]/g, '\\$&')}$`, 'm'))
    }
  }
  expect((await command()).stderr).toContain('These are the reports:')
  expect((await command('fees', '--format', 'pdf')).stderr).toBe('A report is csv or xlsx, not "pdf".\n')
  expect((await command('fees', '--to', '2025-02-30')).stderr).toContain('2025-02-30')
  expect(readdirSync(folder)).toEqual(before)
})

test.each([
  ['report', ['fees', '--until', '2025-03-31'], '--until'],
  ['report', ['fees', '--year', '2025'], '--year'],
  ['report', ['fees', '--project', 'Project:1'], '--project'],
  ['report', ['fees', '--to', '2025-03-31', '--siren', '123456789'], '--siren'],
  ['journal', ['--to', '2025-03-31'], '--to'],
  ['books', ['--until', '2025-03-31'], '--until'],
  ['fec', ['--year', '2025', '--siren', '123456789', '--format', 'csv'], '--format'],
])(
  'the export %s %j is refused, for it does not read %s, and no file is made',
  async (name, args, option) => {
    const before = readdirSync(folder)
    const { stdout, stderr } = await exported(name, ...args)
    expect(stderr).toContain(`The export "${name}" does not read ${option}. Say what:\n`)
    expect(stdout).toBe('')
    expect(readdirSync(folder)).toEqual(before)
  },
)
