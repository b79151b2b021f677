import { expect, test } from '@jest/globals'
import { NO_AMOUNTS, withheldOf } from '../../../../src/domain/dividends/filing/beneficiary-amounts.ts'
import { issueTaxFile } from '../../../../src/domain/dividends/filing/issue-tax-file.ts'
import { postedForYear } from '../../../../src/domain/dividends/filing/levy-postings.ts'
import {
  type Beneficiary,
  beneficiariesOfFile,
  taxFileOf,
  taxFiles,
  yearToTell,
} from '../../../../src/domain/dividends/filing/tax-files.ts'
import { releaseLine } from '../../../../src/domain/dividends/levies/release-line.ts'
import { newId } from '../../../../src/domain/ids.ts'
import { balanceOf } from '../../../../src/domain/ledger/balances.ts'
import type { ContractTerms } from '../../../../src/domain/offerings/terms/contract-terms.ts'
import { declareTaxIdentity } from '../../../../src/domain/parties/tax/declare-tax-identity.ts'
import type { IdentityFacts } from '../../../../src/domain/parties/tax/tax-identities.ts'
import { useDatabase } from '../../../support/database.ts'
import { at } from '../../../support/world.ts'
import { LEVIED } from '../levies/levied-world.ts'
import { filingWorldOf } from './filing-world.ts'

const database = useDatabase()
const world = filingWorldOf(database)
const em = () => database.orm.em.fork()
const issue = (year: number, day: string, siret: string | null = null) =>
  world.run(day, tx => issueTaxFile(tx, { year, siret, payerName: 'Tantième', issuerId: newId() }, at(day)))
const refused = (code: string, message = '') =>
  expect.objectContaining({ code, message: expect.stringContaining(message) })
const told = (all: readonly Beneficiary[]) =>
  new Map(all.map(({ identity, amounts }) => [identity.partyId, amounts]))
const withheld = (all: readonly Beneficiary[]) =>
  all.reduce((sum, { amounts }) => sum + withheldOf(amounts), 0n)

const NOBODY: IdentityFacts = {
  taxNumber: null,
  siret: null,
  familyName: null,
  firstNames: null,
  usualName: null,
  sex: null,
  bornOn: null,
  birthPlace: null,
  birthCode: null,
  streetNumber: null,
  street: null,
  addressExtra: null,
  postalCode: null,
  town: null,
}

/** What is on all levy accounts of the ledger. */
async function onLevyAccounts(): Promise<bigint> {
  const codes = ['PFU_IR', 'CSG', 'CRDS', 'SOLIDARITE', 'RAS']
  const each = codes.map(code => balanceOf(em(), { kind: 'levy', code, currency: 'EUR' }))
  return (await Promise.all(each)).reduce((sum, amount) => sum + amount, 0n)
}

test('a year is told by beneficiary, and corrected for those alone of whom something changed', async () => {
  const { projectId, classId, holders } = await world.funded({ Ann: 2, Bea: 1, Cid: 1 }, LEVIED)
  const [ann = '', bea = '', cid = ''] = [holders.Ann, holders.Bea, holders.Cid]
  await world.declare(ann, 'FR', '2025-01-01')
  await world.declare(bea, 'FR', '2025-01-01')
  await world.month(projectId, '2025-03', '200.00')
  const may = await world.month(projectId, '2025-04', '100.00')
  const paid = (dividend: bigint, incomeTax: bigint, social: bigint) => {
    return { ...NO_AMOUNTS, dividend, incomeTax, social }
  }
  // Of Cid nothing is known, so all of his is held: it is told in the file once it is his.
  const year = await yearToTell(em(), 2025)
  expect(told(year.all)).toEqual(
    new Map([
      [ann, paid(15_000n, 1_920n, 2_580n)],
      [bea, paid(7_500n, 960n, 1_291n)],
    ]),
  )
  expect([withheld(year.all), await postedForYear(em(), 2025), await onLevyAccounts()]).toEqual([
    6_751n,
    6_751n,
    6_751n,
  ])

  await expect(issue(2025, '2025-12-31T22:59:59.999Z')).rejects.toEqual(
    refused('TAX_YEAR_NOT_OVER', '2025-12-31T23:00:00.000Z'),
  )
  await expect(issue(2025, '2026-01-20', '12345678901234')).rejects.toEqual(refused('SIRET_MALFORMED'))
  const first = await issue(2025, '2025-12-31T23:00:00Z')
  await expect(issue(2025, '2026-01-20')).rejects.toEqual(
    refused('TAX_FILE_UNCHANGED', '2 beneficiaries of 2025'),
  )

  // Bea's line of May is taken back in February, and Ann says how she is called.
  await world.reversed(may, '2026-02-10', { classId, holderId: bea })
  const second = await issue(2025, '2026-02-11')
  expect(told(await beneficiariesOfFile(em(), second.taxFileId))).toEqual(
    new Map([[bea, paid(5_000n, 640n, 860n)]]),
  )
  await world.run('2026-02-12', tx =>
    declareTaxIdentity(tx, { partyId: ann, ...NOBODY, familyName: 'Durand' }, at('2026-02-12')),
  )
  const third = await issue(2025, '2026-02-13')
  expect([...told(await beneficiariesOfFile(em(), third.taxFileId)).keys()]).toEqual([ann])

  // Cid lives in France: what was held is paid out to him less its levies, and told with the year of its payment.
  await world.declare(cid, 'FR', '2026-03-01')
  for (const run of [may, ...(await runsBefore(projectId, may))]) {
    const { key } = await world.line(run, cid)
    await world.run('2026-03-02', tx => releaseLine(tx, key, at('2026-03-02')))
  }
  const fourth = await issue(2025, '2026-03-03')
  expect(told(await beneficiariesOfFile(em(), fourth.taxFileId))).toEqual(
    new Map([[cid, paid(7_500n, 960n, 1_291n)]]),
  )
  const now = await yearToTell(em(), 2025)
  expect([withheld(now.all), await postedForYear(em(), 2025), await onLevyAccounts()]).toEqual([
    8_251n,
    8_251n,
    8_251n,
  ])
  expect(
    (await taxFiles(em(), 2025)).map(({ id, revision, correctsId }) => [id, revision, correctsId]),
  ).toEqual([
    [fourth.taxFileId, 4, third.taxFileId],
    [third.taxFileId, 3, second.taxFileId],
    [second.taxFileId, 2, first.taxFileId],
    [first.taxFileId, 1, null],
  ])
  // What was told stays as it was told: Ann had no family name then.
  const [before] = (await beneficiariesOfFile(em(), first.taxFileId)).filter(
    each => each.identity.partyId === ann,
  )
  expect([before?.identity.familyName, before?.amounts.dividend]).toEqual([null, 15_000n])
})

async function runsBefore(projectId: string, run: string): Promise<string[]> {
  const rows = await world
    .sql()
    .selectFrom('distribution')
    .select('id')
    .where('projectId', '=', projectId)
    .execute()
  return rows.map(row => row.id).filter(id => id !== run)
}

test('a run that is taken back as a whole leaves its beneficiaries with nothing in the correction', async () => {
  const { projectId, ann } = await world.heldBy('FR')
  const run = await world.month(projectId, '2027-03', '100.00')
  const first = await issue(2027, '2028-01-10')
  expect(told(await beneficiariesOfFile(em(), first.taxFileId)).get(ann)?.dividend).toBe(10_000n)
  await world.reversed(run, '2028-02-10', null)
  const second = await issue(2027, '2028-02-11')
  expect(told(await beneficiariesOfFile(em(), second.taxFileId))).toEqual(new Map([[ann, NO_AMOUNTS]]))
  expect(await postedForYear(em(), 2027)).toBe(0n)
})

test('income abroad stands apart, with what was withheld or that it is exempt', async () => {
  const { projectId, ann } = await world.heldBy('DE')
  await world.declare(ann, 'DE', '2025-01-02', { provedOn: '2025-01-01', byFinance: true })
  await world.month(projectId, '2026-03', '100.00')
  expect(told((await yearToTell(em(), 2026)).all).get(ann)).toEqual({
    ...NO_AMOUNTS,
    abroad: 10_000n,
    withheldAbroad: 1_280n,
  })
  const other = await world.heldBy('DE', { levies: { income: 'interest' } })
  await world.declare(other.ann, 'DE', '2025-01-02', { provedOn: '2025-01-01', byFinance: true })
  await world.month(other.projectId, '2026-03', '100.00')
  expect(told((await yearToTell(em(), 2026)).all).get(other.ann)).toEqual({ ...NO_AMOUNTS, exempt: 10_000n })
})

/** 12 % a year on what is open from 31 March 2025, repaid in two instalments. */
const LOAN: Partial<ContractTerms> = {
  levies: { income: 'interest' },
  grade: { name: 'B', rates: { B: '0.12' } },
  tiers: [
    {
      name: 'Interest',
      split: [{ to: 'class:parts', ratio: '1' }],
      upTo: {
        interest: {
          ...{ class: 'parts', rate: '0.12', dayCount: '30E/360', from: '2025-03-31' },
          ...{ compounds: 'never', repaidBy: 'Capital' },
        },
      },
    },
    {
      name: 'Capital',
      split: [{ to: 'class:parts', ratio: '1' }],
      upTo: { raised: { class: 'parts', times: '1' } },
    },
    { name: 'Rest', split: [{ to: 'issuer', ratio: '1' }] },
  ],
  schedule: {
    ...{ class: 'parts', method: 'linear', instalments: 2, every: 'month', firstDueOn: '2025-04-30' },
    ...{ rateRatio: '0.12', graceDays: 5 },
  },
}

test('interest of a loan with a schedule is told apart from other interest, and without its capital', async () => {
  const { projectId, ann } = await world.heldBy('FR', LOAN)
  const run = await world.month(projectId, '2025-04', '5.00')
  const { gross, capital } = (await world.line(run, ann)).figures
  const amounts = told((await yearToTell(em(), 2025)).all).get(ann)
  expect(gross - capital).toBeGreaterThan(0n)
  expect([amounts?.loanInterest, amounts?.interest]).toEqual([gross - capital, 0n])
})

test('who a beneficiary is, is kept only as it can be told, and a file that is not there is unknown', async () => {
  const ann = await world.person('Ann')
  const declare = (facts: Partial<IdentityFacts>) =>
    world.run('2026-02-12', tx =>
      declareTaxIdentity(tx, { partyId: ann, ...NOBODY, ...facts }, at('2026-02-12')),
    )
  await expect(declare({ birthCode: '4410' })).rejects.toEqual(refused('BIRTH_CODE_MALFORMED', 'has 4'))
  await expect(declare({ siret: '73282932000075' })).rejects.toEqual(refused('SIRET_MALFORMED', 'has 14'))
  await expect(declare({ bornOn: '2026-02-13' })).rejects.toEqual(refused('DAY_AHEAD'))
  await declare({ birthCode: '2A004' })
  await expect(taxFileOf(em(), newId())).rejects.toEqual(refused('TAX_FILE_UNKNOWN'))
})
