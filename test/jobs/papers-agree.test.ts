import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { testClock } from '../../src/clock.ts'
import { renderPeriodic } from '../../src/documents/periodic/periodic-statement.ts'
import { requestYearlyCertificate } from '../../src/domain/dividends/yearly/request-yearly-certificate.ts'
import { latestCertificates } from '../../src/domain/dividends/yearly/yearly-certificates.ts'
import { classRates } from '../../src/domain/reports/periodic/class-rates.ts'
import type { HolderProject } from '../../src/domain/reports/periodic/holder-period.ts'
import { periodicData } from '../../src/domain/reports/periodic/periodic-data.ts'
import { yearlyData } from '../../src/domain/reports/yearly-data.ts'
import { periodicPaperOf } from '../../src/jobs/periodic/paper-of.ts'
import { issueMissingYearlyCertificates } from '../../src/jobs/yearly/issue-yearly-certificates.ts'
import { textOf } from '../documents/paper.ts'
import { useDatabase } from '../support/database.ts'
import { debtorsOf } from '../support/debtors.ts'
import { at } from '../support/world.ts'

/*
 * Ann was paid out 100.00 on 5 May 2025 of a run that was taken back on 10 May, and owes it. Another project gave her 40.00 in
 * 2025, which were taken back on 10 February 2026, and 30.00, which stand.
 */

const database = useDatabase()
const debtors = debtorsOf(database)
const { world, em } = debtors
const folder = mkdtempSync(join(tmpdir(), 'tantieme-agree-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const platform = { name: 'Tantième', contact: 'help@tantieme.example', verifyUrl: 'https://t.example/verify' }
const log = { info() {}, warn() {}, error: console.error }

let ann = ''
let later = ''
beforeAll(async () => {
  await debtors.paying.openBank()
  const { partyId, other } = await debtors.debtor('Ann')
  ann = partyId
  await world.month(other, '2025-05', '30.00')
  later = await world.month(other, '2025-06', '40.00')
})

const words = (text: string) => text.replace(/\s+/g, ' ')
const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)

async function statement(from: string, to: string) {
  const months = from.slice(5, 7) === to.slice(5, 7) ? 1 : 12
  const period = { id: ann, name: '', from, to, months } as const
  const [data] = await periodicData(em(), [ann], period, await classRates(em(), period))
  if (data === undefined) throw new Error('no statement')
  const edition = { number: 'P-1', period, version: 1, datedAt: at('2026-03-01'), replaces: null }
  const { bytes } = await renderPeriodic(periodicPaperOf(data, edition, platform))
  const projects = data.accounts.flatMap(account => account.projects)
  return { projects, text: words(await textOf(bytes)) }
}

async function certificate(day: string) {
  const shop = { orm: database.orm, clock: testClock(at(day)), paper: { folder, platform }, log }
  await issueMissingYearlyCertificates(shop, at(day))
  const [paper] = await latestCertificates(em(), [ann], 2025)
  const [data] = await yearlyData(em(), [ann], 2025)
  if (paper === undefined || data === undefined) throw new Error('no certificate')
  return { paper, data, text: words(await textOf(readFileSync(join(folder, paper.sha256)))) }
}

/** What the statement says was given, and the certificate says was paid: what stands, and each payment that was taken back. */
const given = (projects: readonly HolderProject[]) =>
  sum(projects.flatMap(project => project.entitlements.map(line => line.gross)))
const paid = ({ data }: Awaited<ReturnType<typeof certificate>>) =>
  sum([...data.amounts, ...data.takenBack].map(each => each.received))

test('the statement and the certificate of a year differ by the payments that the certificate names as taken back', async () => {
  await world.run('2026-01-02', tx =>
    requestYearlyCertificate(tx, { holderId: ann, year: 2025 }, at('2026-01-02')),
  )
  const told = await statement('2025-01-01', '2025-12-31')
  const certified = await certificate('2026-01-02')
  expect([given(told.projects), paid(certified)]).toEqual([17_000n, 17_000n])
  expect(certified.data.takenBack).toMatchObject([{ received: 10_000n, on: '2025-05-10', reason: 'Wrong' }])
  expect(certified.text).toContain('You received €70.00 before levies')
  expect(certified.text).toContain('taken back on 10 May 2025. Reason: Wrong €100.00')
  expect(certified.text).toContain(
    'Paid to you in 2025 before levies, with what was taken back since €170.00',
  )
  // The same reversal on the statement, with what of it is owed back; both name its day and its reason.
  expect(told.text).toMatch(
    /10 May 2025, taken back: what the run of \d+ \w+ 2025 gave for [^.]+\. Reason: Wrong −€100\.00/,
  )
  expect(told.text).toContain('10 May 2025, owed back, for it was not on your account any more €100.00')
  expect(told.text).toContain('At the end of the period you owe €100.00 of this project back')
})

test('what is taken back in a later year corrects the certificate, which shows the figures of before, and leaves the statement of its year as it was', async () => {
  const before = await statement('2025-01-01', '2025-12-31')
  const first = await certificate('2026-01-02')
  await debtors.reverse(later, '2026-02-10')
  const certified = await certificate('2026-02-11')
  const told = await statement('2025-01-01', '2025-12-31')
  expect(told.text).toBe(before.text)
  expect([given(told.projects), paid(certified)]).toEqual([17_000n, 17_000n])
  expect(certified.paper).toMatchObject({ version: 2, replacesId: first.paper.id })
  expect(certified.text).toContain(
    `This paper takes the place of ${first.paper.number}, issued on 2 January 2026: what it said was changed since. Received €30.00 (before: €70.00)`,
  )
  expect(certified.data.takenBack.map(({ received, on }) => [received, on])).toEqual([
    [10_000n, '2025-05-10'],
    [4_000n, '2026-02-10'],
  ])
  // The statement of February tells of the same payment, by the same reversal.
  const { projects } = await statement('2026-02-01', '2026-02-28')
  const corrections = projects.flatMap(project => project.corrections)
  expect(corrections.filter(each => each.kind === 'takenBack')).toMatchObject([
    { on: '2026-02-10', amount: -4_000n, about: { reason: 'Wrong' } },
  ])
})
