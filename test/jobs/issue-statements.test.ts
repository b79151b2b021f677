import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { testClock } from '../../src/clock.ts'
import { renderStatement } from '../../src/documents/statement.ts'
import { completeStatements } from '../../src/domain/dividends/statements/complete-statements.ts'
import { distributionsToState, statementsPage } from '../../src/domain/dividends/statements/statements.ts'
import { newId } from '../../src/domain/ids.ts'
import { openProject } from '../../src/domain/offerings/open-project.ts'
import { classesOf } from '../../src/domain/offerings/projects.ts'
import { proposeContract } from '../../src/domain/offerings/propose-contract.ts'
import { signContract } from '../../src/domain/offerings/sign-contract.ts'
import type { ContractTerms } from '../../src/domain/offerings/terms/contract-terms.ts'
import { changeProfile } from '../../src/domain/parties/people/change-profile.ts'
import { statementData } from '../../src/domain/reports/statement-data.ts'
import { issueMissingStatements, paperOf } from '../../src/jobs/issue-statements.ts'
import type { Workshop } from '../../src/jobs/job.ts'
import { useDatabase } from '../support/database.ts'
import { withFault } from '../support/fault.ts'
import { at, CONTRACT, worldOf } from '../support/world.ts'

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
const log = { info() {}, warn() {}, error() {} }
const shop = (): Workshop => ({ orm: database.orm, clock: testClock(NOW), paper: { folder, platform }, log })
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

test('a paper says the ratio of each recipient where the contract has one tier and all shares are sold', async () => {
  const split: ContractTerms['tiers'][number]['split'] = [
    { to: 'class:parts', ratio: '0.30' },
    { to: 'issuer', ratio: '0.70' },
  ]
  const rest = { name: 'Rest', takes: '1', split }
  const ratios = async (contract: Partial<ContractTerms>, all?: number) => {
    const { projectId, holders } = await world.funded({ Ann: 6 }, contract, all)
    const distributionId = await world.month(projectId, '2025-03', '100.01')
    const [data] = await statementData(database.orm.em.fork(), distributionId, [holders.Ann ?? ''])
    return data?.split.map(part => part.ratio)
  }
  expect(await ratios({ tiers: [rest] })).toEqual(['0.30', '0.70'])
  expect(await ratios({ tiers: [rest], unsold: 'raisesSold' }, 8)).toEqual(['0.30', '0.70'])
  expect(await ratios({ tiers: [rest], unsold: 'toIssuer' }, 8)).toEqual([null, null])
  const first = { name: 'First', takes: '0.5', split: [{ to: 'issuer' as const, ratio: '1' }] }
  expect(await ratios({ tiers: [first, rest] })).toEqual([null, null])
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

test('a paper that cannot be made keeps no other from being issued, and is tried again', async () => {
  const { projectId, holders } = await world.funded({ Ann: 1, Bea: 1, Cid: 1 })
  const speak = (language: string) =>
    world.run('2025-04-01', em =>
      changeProfile(em, { partyId: holders.Bea ?? '', language: language as 'en' }),
    )
  await speak('a language in which we have no words')
  const first = await world.month(projectId, '2025-03', '3.00')
  const second = await world.month(projectId, '2025-04', '3.00')
  await expect(issue()).rejects.toThrow('4 statements issued, 2 failed')
  await expect(issue()).rejects.toThrow('0 statements issued, 2 failed')
  await speak('fr')
  expect(await issue()).toBe('2 statements issued')
  for (const id of [first, second]) expect(await issued(id)).toHaveLength(3)
})

test('distributions are gone through from the oldest on, and not again once all their papers are issued', async () => {
  const { projectId } = await world.funded({ Ann: 1, Bea: 1 })
  const runs = [
    await world.month(projectId, '2025-03', '2.00'),
    await world.month(projectId, '2025-04', '2.00'),
  ]
  const open = () => distributionsToState(database.orm.em.fork())
  expect(await open()).toEqual(runs)
  const [first = '', second = ''] = runs
  await world.run(NOW, em => completeStatements(em, { distributionId: first }, NOW)) // not yet: two are missing
  expect(await open()).toEqual(runs)
  await withFault(database, { table: 'statement', when: `new.distribution_id = '${first}'` }, async () => {
    await expect(issue()).rejects.toThrow('2 statements issued, 1 failed')
  })
  expect([await issued(first), await issued(second)].map(papers => papers.length)).toEqual([0, 2])
  expect(await open()).toEqual([first])
  expect(await issue()).toBe('2 statements issued')
  expect(await open()).toEqual([])
})

test('a holder of two classes gets one paper about both', async () => {
  const issuerId = await world.person('Issuer')
  const ann = await world.person('Ann')
  const classes = ['parts', 'loans'].map(code => ({ code, name: code, shares: 10 }))
  const project = { name: 'Two', issuerId, currency: 'EUR', timeZone: 'Europe/Paris', classes }
  const { projectId } = await world.run('2024-12-01', em => openProject(em, project))
  const split = ['class:parts' as const, 'class:loans' as const].map(to => ({ to, ratio: '1/2' }))
  const terms = { ...CONTRACT, tiers: [{ name: 'All', takes: '1', split }] }
  const { contractId } = await world.run('2024-12-01', em => proposeContract(em, { projectId, terms }))
  await world.run('2024-12-02', em => signContract(em, { contractId, signerId: newId() }, at('2024-12-02')))
  for (const { id } of await classesOf(database.orm.em.fork(), projectId)) {
    const offeringId = await world.offering(id, { shares: 10, goal: 1000n })
    await world.pay(await world.order(offeringId, ann, 10))
    await world.close(offeringId)
  }
  const distributionId = await world.month(projectId, '2025-03', '2.00')
  expect(await issue()).toBe('1 statements issued')
  expect(await issued(distributionId)).toMatchObject([{ holderId: ann }])
})
