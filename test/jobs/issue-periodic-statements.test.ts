import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { testClock } from '../../src/clock.ts'
import { closeStatementPeriod } from '../../src/domain/dividends/periods/close-statement-period.ts'
import { latestPapers } from '../../src/domain/dividends/periods/periodic-statements.ts'
import { statementPeriodOf } from '../../src/domain/dividends/periods/statement-periods.ts'
import { NOTHING, newId } from '../../src/domain/ids.ts'
import { issueMissingPeriodicStatements } from '../../src/jobs/issue-periodic-statements.ts'
import type { Workshop } from '../../src/jobs/job.ts'
import { closeBooks } from '../support/closing-books.ts'
import { useDatabase } from '../support/database.ts'
import { payingOf } from '../support/paying.ts'
import { at } from '../support/world.ts'

const database = useDatabase()
const paying = payingOf(database)
const { world } = paying
const folder = mkdtempSync(join(tmpdir(), 'tantieme-periodic-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const platform = {
  name: 'Tantième',
  contact: 'help@tantieme.example',
  verifyUrl: 'https://tantieme.example/verify',
}
const NOW = at('2025-07-20')
const log = { info() {}, warn() {}, error: console.error }
const shop = (): Workshop => ({ orm: database.orm, clock: testClock(NOW), paper: { folder, platform }, log })
const issue = () => issueMissingPeriodicStatements(shop(), NOW)
const papersOf = (periodId: string) =>
  latestPapers(database.orm.em.fork(), periodId, { after: NOTHING, limit: 100 })
const closed = (period: string) =>
  world.run(NOW, em => closeStatementPeriod(em, { period, closerId: newId() }, NOW))

test('every holder gets one paper on a closed period, however often and by however many the job is run', async () => {
  const { projectId } = await world.funded({ Ann: 6, Bea: 6, Cid: 2 })
  await world.month(projectId, '2025-03', '1000.00')
  await world.month(projectId, '2025-04', '333.33')
  await closeBooks(world, database, '2025-06')
  const { periodId } = await closed('2025-Q2')
  const runs = await Promise.all([issue(), issue()])
  expect(runs.map(outcome => Number.parseInt(outcome, 10)).reduce((total, count) => total + count, 0)).toBe(3)
  expect(await issue()).toBe('0 periodic statements issued')
  const papers = await papersOf(periodId)
  expect(papers).toHaveLength(3)
  for (const { sha256, bytes } of papers) {
    const kept = readFileSync(join(folder, sha256))
    expect([createHash('sha256').update(kept).digest('hex'), kept.length]).toEqual([sha256, bytes])
  }
  expect(await statementPeriodOf(database.orm.em.fork(), periodId)).toMatchObject({ holders: 3, issued: 3 })
})
