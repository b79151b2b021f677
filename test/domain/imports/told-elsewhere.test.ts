import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { testClock } from '../../../src/clock.ts'
import { totalsOfFile } from '../../../src/domain/dividends/abroad/abroad-files.ts'
import { yearAbroad } from '../../../src/domain/dividends/abroad/year-abroad.ts'
import { fileTaxReturn } from '../../../src/domain/dividends/filing/file-tax-return.ts'
import { issueTaxFile } from '../../../src/domain/dividends/filing/issue-tax-file.ts'
import { incomeLeftOut } from '../../../src/domain/dividends/filing/left-out.ts'
import { yearToTell } from '../../../src/domain/dividends/filing/tax-files.ts'
import { taxReturnOf } from '../../../src/domain/dividends/filing/tax-returns.ts'
import { requestYearlyCertificate } from '../../../src/domain/dividends/yearly/request-yearly-certificate.ts'
import { latestCertificates, toldIn } from '../../../src/domain/dividends/yearly/yearly-certificates.ts'
import { newId } from '../../../src/domain/ids.ts'
import type { ContractTerms } from '../../../src/domain/offerings/terms/contract-terms.ts'
import { withheldSince } from '../../../src/domain/payrun/payee-balances.ts'
import { issueMissingYearlyCertificates } from '../../../src/jobs/yearly/issue-yearly-certificates.ts'
import { useDatabase } from '../../support/database.ts'
import { oldBooksWorld } from '../../support/old-books.ts'
import { at } from '../../support/world.ts'
import { abroadWorldOf } from '../dividends/abroad/abroad-world.ts'
import { LEVIED } from '../dividends/levies/levied-world.ts'

const database = useDatabase()
const world = { ...abroadWorldOf(database), ...oldBooksWorld(database) }
const em = () => database.orm.em.fork()
const folder = mkdtempSync(join(tmpdir(), 'tantieme-elsewhere-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const platform = { name: 'Tantième', contact: 'help@tantieme.example', verifyUrl: 'https://tantieme.example' }
const log = { info() {}, warn() {}, error: console.error }
const certify = (day: string) =>
  issueMissingYearlyCertificates(
    { orm: database.orm, clock: testClock(at(day)), paper: { folder, platform }, log },
    at(day),
  )
const refused = (code: string) => expect.objectContaining({ code })

/** A project whose only holder another platform paid 100.00 in June of a year, and which is brought here in July. */
async function paidElsewhere(
  source: string,
  terms: Partial<ContractTerms>,
  { year, tax, withheld, net }: { year: number; tax: string; withheld: string; net: string },
) {
  const { projectId } = await world.project({ ...LEVIED, ...terms }, 10)
  const now = `${year}-07-15`
  await world.bring('investors', [`${source},Uma,person,Uma,,en,,${tax}`], now)
  await world.bring('lots', [`${source},lot,Uma,${projectId},parts,10,10.00,EUR,2025-02-10`], now)
  const days = `${year}-05-01,${year}-05-31,${year}-05-31,${year}-06-05`
  const line = `holder,Uma,parts,100.00,${withheld},${net},EUR`
  const looked = await world.bring('distributions', [`${source},a,may,${projectId},${days},${line}`], now)
  expect(looked.found).toEqual([])
  const [run] = await world
    .sql()
    .selectFrom('dividend')
    .innerJoin('distribution', 'distribution.id', 'distributionId')
    .select(['holderId', 'classId', 'distributionId'])
    .where('projectId', '=', projectId)
    .execute()
  if (run === undefined) throw new Error('Nothing was brought')
  return { projectId, ...run }
}

const FRENCH = { tax: 'FR,2020-01-01', withheld: '30.00', net: '70.00' }
/** From 2026 on social levies are 18.6 %. */
const DEARER = { tax: 'FR,2020-01-01', withheld: '31.40', net: '68.60' }

test('what another platform paid and withheld is in no return, file or certificate of ours', async () => {
  const { projectId, holderId } = await paidElsewhere('levied', {}, { year: 2025, ...FRENCH })
  expect([...(await withheldSince(em(), '2025-06-01')).values()].some(amount => amount !== 0n)).toBe(false)
  await expect(
    world.run('2026-01-02', tx => requestYearlyCertificate(tx, { holderId, year: 2025 }, at('2026-01-02'))),
  ).rejects.toEqual(refused('CERTIFICATE_EMPTY'))
  // Of 50.00 that were paid here in December 12.8 % are income tax and 17.2 % social levies.
  await world.month(projectId, '2025-11', '50.00')
  await world.yearsClosed('2026-01-10', 2025)

  const file = (month: string) =>
    world.run('2026-01-11', tx => fileTaxReturn(tx, { month, filerId: newId() }, at('2026-01-11')))
  await file('2025-06')
  await file('2025-12')
  expect(await taxReturnOf(em(), '2025-06-01')).toMatchObject({ lines: [], posted: 0n })
  const december = await taxReturnOf(em(), '2025-12-01')
  expect([december.posted, december.lines.reduce((sum, line) => sum + line.amount, 0n)]).toEqual([
    1_500n,
    1_500n,
  ])

  const told = { siret: null, payerName: 'Tantième', issuerId: newId() }
  await world.run('2026-01-12', tx => issueTaxFile(tx, { year: 2025, ...told }, at('2026-01-12')))
  const { all } = await yearToTell(em(), 2025)
  expect(all.map(({ amounts }) => amounts)).toMatchObject([
    { dividend: 5_000n, incomeTax: 640n, social: 860n },
  ])

  const { totals, posted } = await yearAbroad(em(), 2025)
  expect(totals).toEqual([
    { currency: 'EUR', outcome: 'livesInFrance', parties: 1, received: 5_000n, withheld: 1_500n },
  ])
  expect(posted).toEqual([{ currency: 'EUR', received: 5_000n, withheld: 1_500n }])

  expect(await certify('2026-01-13')).toBe('1 yearly certificates issued')
  const [paper] = await latestCertificates(em(), [holderId], 2025)
  expect((await toldIn(em(), [paper?.id ?? ''])).get(paper?.id ?? '')).toMatchObject([
    { received: 5_000n, taxable: 5_000n, held: 0n },
  ])
})

test('who was paid by another platform alone is not told abroad, nor counted as left out', async () => {
  const terms = { levies: 'none' as const }
  const paid = { year: 2026, tax: ',', withheld: '0.00', net: '100.00' }
  const { projectId, holderId } = await paidElsewhere('abroad', terms, paid)
  await world.declare(holderId, 'DE', '2026-08-01')
  await world.identify(holderId, '2026-08-01', { taxNumber: '86095742719', town: 'Kehl' })
  await world.yearsClosed('2027-01-10', 2026)

  await expect(world.tell(2026, '2027-01-11')).rejects.toEqual(refused('ABROAD_UNCHANGED'))
  expect(await yearAbroad(em(), 2026)).toMatchObject({ accounts: 0, left: [], totals: [], posted: [] })
  expect(await incomeLeftOut(em(), 2026)).toEqual([])
  expect(await certify('2027-01-12')).toBe('0 yearly certificates issued')

  // What is paid here the year after is told, and nothing else.
  await world.month(projectId, '2027-03', '20.00')
  await world.yearsClosed('2028-01-10', 2027)
  const { abroadFileId } = await world.tell(2027, '2028-01-11')
  expect(await totalsOfFile(em(), abroadFileId)).toMatchObject([
    { outcome: 'told', received: 2_000n, withheld: 0n },
  ])
})

test('what is taken back here of what another platform withheld is a line of its month that names no return of ours', async () => {
  const year = { year: 2028, ...DEARER }
  const { projectId, classId, holderId, distributionId } = await paidElsewhere('back', {}, year)
  await world.month(projectId, '2028-06', '200.00')
  await world.reversed(distributionId, '2028-08-10', { classId, holderId })
  const { lines, posted } = await taxReturnOf(em(), '2028-08-01')
  expect(posted).toBe(-3_140n)
  expect(lines.reduce((sum, line) => sum + line.amount, 0n)).toBe(-3_140n)
  expect(new Set(lines.map(line => `${line.corrects} ${line.correctsId}`))).toEqual(
    new Set(['2028-06-01 null']),
  )
  const { all } = await yearToTell(em(), 2028)
  // Of the year, what was paid here: 200.00.
  const own = all.filter(({ identity }) => identity.partyId === holderId)
  expect(own.map(({ amounts }) => amounts)).toMatchObject([
    { dividend: 20_000n, incomeTax: 2_560n, social: 3_720n },
  ])
})
