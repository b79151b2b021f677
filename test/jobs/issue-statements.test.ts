import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { testClock } from '../../src/clock.ts'
import { renderStatement } from '../../src/documents/statement.ts'
import { statementsPage } from '../../src/domain/dividends/run/statements.ts'
import { changeProfile } from '../../src/domain/parties/people/change-profile.ts'
import { statementData } from '../../src/domain/reports/statement-data.ts'
import { issueMissingStatements, paperOf } from '../../src/jobs/issue-statements.ts'
import type { Workshop } from '../../src/jobs/job.ts'
import { useDatabase } from '../support/database.ts'
import { at, worldOf } from '../support/world.ts'

const database = useDatabase()
const world = worldOf(database)
const folder = mkdtempSync(join(tmpdir(), 'tantieme-papers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const platform = {
  name: 'Tantième',
  contact: 'help@tantieme.example',
  verifyUrl: 'https://tantieme.example/verify',
}
const NOW = at('2025-04-05')
const shop = () =>
  ({ orm: database.orm, clock: testClock(NOW), paper: { folder, platform } }) as unknown as Workshop
const issue = () => issueMissingStatements(shop(), NOW)
const issued = (distributionId: string) =>
  statementsPage(database.orm.em.fork(), { distributionId }, { limit: 100, inverted: false })

test('every holder gets one paper about a distribution, however often the job runs', async () => {
  const { projectId } = await world.funded({ Ann: 6, Bea: 6, Cid: 2 })
  const distributionId = await world.month(projectId, '2025-03', '1000.00')
  const runs = await Promise.all([issue(), issue()])
  expect(runs.map(outcome => Number.parseInt(outcome, 10)).reduce((total, count) => total + count, 0)).toBe(3)
  expect(await issue()).toBe('0 statements issued')
  const papers = await issued(distributionId)
  expect(papers).toHaveLength(3)
  for (const { sha256, bytes } of papers) {
    const kept = readFileSync(join(folder, sha256))
    expect([createHash('sha256').update(kept).digest('hex'), kept.length]).toEqual([sha256, bytes])
  }
})

test('a paper rendered again is the same, byte for byte', async () => {
  const { projectId } = await world.funded({ Ann: 6, Bea: 1 })
  const distributionId = await world.month(projectId, '2025-03', '333.33')
  await world.month(projectId, '2025-04', '333.33') // what came later is not on the paper about March
  await issue()
  for (const paper of await issued(distributionId)) {
    const [again] = await statementData(database.orm.em.fork(), distributionId, [paper.holderId])
    if (again === undefined) throw new Error('no data')
    const bytes = await renderStatement(paperOf(again, platform))
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(paper.sha256)
  }
})

test('papers that were issued keep the name they were issued to', async () => {
  const { projectId, holders } = await world.funded({ Ann: 1 })
  const first = await world.month(projectId, '2025-03', '1.00')
  await issue()
  const [before] = await issued(first)
  await world.run('2025-04-06', em => changeProfile(em, { partyId: holders.Ann ?? '', name: 'Ann Married' }))
  const second = await world.month(projectId, '2025-04', '1.00')
  await issue()
  const [after] = await issued(second)
  expect(await issued(first)).toEqual([before])
  expect(readdirSync(folder)).toEqual(expect.arrayContaining([before?.sha256, after?.sha256]))
  expect(before?.number).not.toBe(after?.number)
})
