import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { testClock } from '../../src/clock.ts'
import { withheldOf } from '../../src/domain/dividends/filing/beneficiary-amounts.ts'
import { postedForYear } from '../../src/domain/dividends/filing/levy-postings.ts'
import { yearToTell } from '../../src/domain/dividends/filing/tax-files.ts'
import { taxReturnOf } from '../../src/domain/dividends/filing/tax-returns.ts'
import { releaseLine } from '../../src/domain/dividends/levies/release-line.ts'
import { requestYearlyCertificate } from '../../src/domain/dividends/yearly/request-yearly-certificate.ts'
import {
  latestCertificates,
  toldIn,
  yearlyCertificatesPage,
} from '../../src/domain/dividends/yearly/yearly-certificates.ts'
import type { Workshop } from '../../src/jobs/job.ts'
import { issueMissingYearlyCertificates } from '../../src/jobs/yearly/issue-yearly-certificates.ts'
import { filingWorldOf } from '../domain/dividends/filing/filing-world.ts'
import { LEVIED } from '../domain/dividends/levies/levied-world.ts'
import { useDatabase } from '../support/database.ts'
import { at } from '../support/world.ts'

const database = useDatabase()
const world = filingWorldOf(database)
const em = () => database.orm.em.fork()
const folder = mkdtempSync(join(tmpdir(), 'tantieme-yearly-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const platform = {
  name: 'Tantième',
  contact: 'help@tantieme.example',
  verifyUrl: 'https://tantieme.example/verify',
}
const log = { info() {}, warn() {}, error: console.error }
const issue = (day: string) => {
  const shop: Workshop = { orm: database.orm, clock: testClock(at(day)), paper: { folder, platform }, log }
  return issueMissingYearlyCertificates(shop, at(day))
}
const ask = (holderId: string, year: number, day: string) =>
  world.run(day, tx => requestYearlyCertificate(tx, { holderId, year }, at(day)))
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const MONTHS = Array.from({ length: 12 }, (_, index) => `2025-${`${index + 1}`.padStart(2, '0')}`)

/** What the latest papers of a year say was withheld, all together. */
async function certified(holderIds: string[], year: number): Promise<bigint> {
  const papers = await latestCertificates(em(), holderIds, year)
  const told = await toldIn(
    em(),
    papers.map(paper => paper.id),
  )
  return [...told.values()]
    .flat()
    .flatMap(each => each.levies)
    .reduce((sum, levy) => sum + levy.amount, 0n)
}

test('the certificates of a year, its file, its returns and the ledger come to the same', async () => {
  const { projectId, classId, holders } = await world.funded({ Ann: 2, Bea: 1, Cid: 1 }, LEVIED)
  const [ann = '', bea = '', cid = ''] = [holders.Ann, holders.Bea, holders.Cid]
  await world.declare(ann, 'FR', '2025-01-01')
  await world.declare(bea, 'FR', '2025-01-01')
  await world.month(projectId, '2025-03', '200.00')
  const may = await world.month(projectId, '2025-04', '100.00')

  await expect(ask(ann, 2025, '2025-12-31T22:59:59.999Z')).rejects.toEqual(
    refused('CERTIFICATE_YEAR_NOT_OVER', '2025-12-31T23:00:00.000Z'),
  )
  await expect(ask(ann, 2024, '2025-12-31')).rejects.toEqual(refused('CERTIFICATE_EMPTY', '2024'))
  // Ann need not wait until the books are closed; the others get theirs then.
  await ask(ann, 2025, '2025-12-31T23:00:00Z')
  await ask(ann, 2025, '2025-12-31T23:00:00Z')
  expect(await issue('2026-01-02')).toBe('1 yearly certificates issued')
  expect(await issue('2026-01-02')).toBe('0 yearly certificates issued')
  await world.closed('2026-01-15', ...MONTHS)
  expect(await issue('2026-01-16')).toBe('2 yearly certificates issued')
  expect(await issue('2026-01-16')).toBe('0 yearly certificates issued')

  const [paper] = await yearlyCertificatesPage(em(), { holderId: ann }, { limit: 5, inverted: false })
  const kept = readFileSync(join(folder, paper?.sha256 ?? ''))
  expect(createHash('sha256').update(kept).digest('hex')).toBe(paper?.sha256)
  expect(paper?.number).toMatch(/^C-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  expect((await toldIn(em(), [paper?.id ?? ''])).get(paper?.id ?? '')).toEqual([
    {
      projectId,
      currency: 'EUR',
      income: 'dividend',
      received: 15_000n,
      capital: 0n,
      taxable: 15_000n,
      held: 0n,
      levies: [
        { code: 'CRDS', ratio: '0.005', base: 15_000n, amount: 75n },
        { code: 'CSG', ratio: '0.092', base: 15_000n, amount: 1_380n },
        { code: 'PFU_IR', ratio: '0.128', base: 15_000n, amount: 1_920n },
        { code: 'SOLIDARITE', ratio: '0.075', base: 15_000n, amount: 1_125n },
      ],
    },
  ])
  // Of Cid nothing is known: all of his is held.
  const [held] = await latestCertificates(em(), [cid], 2025)
  expect((await toldIn(em(), [held?.id ?? ''])).get(held?.id ?? '')).toMatchObject([
    { received: 7_500n, taxable: 0n, held: 7_500n, levies: [] },
  ])
  const all = [ann, bea, cid]
  const filed = async () => {
    const { all: beneficiaries } = await yearToTell(em(), 2025)
    return beneficiaries.reduce((sum, { amounts }) => sum + withheldOf(amounts), 0n)
  }
  const returned = async () => {
    const returns = await Promise.all(MONTHS.map(month => taxReturnOf(em(), `${month}-01`)))
    return returns.flatMap(each => each.lines).reduce((sum, line) => sum + line.amount, 0n)
  }
  const ways = async () => [await certified(all, 2025), await filed(), await postedForYear(em(), 2025)]
  expect([...(await ways()), await returned()]).toEqual([6_751n, 6_751n, 6_751n, 6_751n])

  // Bea's line of May is taken back, and Cid's are taxed late: their papers are corrected, Ann's stands.
  await world.reversed(may, '2026-02-10', { classId, holderId: bea })
  expect(await issue('2026-02-11')).toBe('1 yearly certificates issued')
  await world.declare(cid, 'FR', '2026-03-01')
  const { key } = await world.line(may, cid)
  await world.run('2026-03-02', tx => releaseLine(tx, key, at('2026-03-02')))
  expect(await issue('2026-03-02')).toBe('1 yearly certificates issued')
  expect(await issue('2026-03-03')).toBe('0 yearly certificates issued')
  const [last] = await latestCertificates(em(), [bea], 2025)
  expect([last?.version, last?.replacesId === null]).toEqual([2, false])
  const [one, two, three] = await ways()
  expect([one, two]).toEqual([three, three])
})

test('who has nothing left of a year is told so by a corrected certificate', async () => {
  const { projectId, ann } = await world.heldBy('FR')
  const run = await world.month(projectId, '2027-03', '100.00')
  await ask(ann, 2027, '2028-01-02')
  await issue('2028-01-02')
  await world.reversed(run, '2028-02-10', null)
  expect(await issue('2028-02-10')).toBe('1 yearly certificates issued')
  const [paper] = await latestCertificates(em(), [ann], 2027)
  expect(paper?.version).toBe(2)
  expect((await toldIn(em(), [paper?.id ?? ''])).size).toBe(0)
})
