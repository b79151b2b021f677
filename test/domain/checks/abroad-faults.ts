import { sql } from 'kysely'
import { sqlOf } from '../../../src/database/sql.ts'
import { issueAbroadFile } from '../../../src/domain/dividends/abroad/issue-abroad-file.ts'
import { newId } from '../../../src/domain/ids.ts'
import { closeMonth } from '../../../src/domain/ledger/closing/close-month.ts'
import { prepareMonth } from '../../../src/domain/ledger/closing/prepare-month.ts'
import { declareTaxIdentity } from '../../../src/domain/parties/tax/declare-tax-identity.ts'
import { declareTaxResidence } from '../../../src/domain/parties/tax/declare-tax-residence.ts'
import type { TestDatabase } from '../../support/database.ts'
import { at, type worldOf } from '../../support/world.ts'
import { NOBODY, PAYER } from '../dividends/abroad/abroad-world.ts'
import type { Fault } from './planted-world.ts'

const DAY = '2026-07-01'

/**
 * The rest of 2025 is closed. Two of those who got money in it say that they live in Belgium, and are told; one of them gives
 * another town, and is told anew.
 */
export async function plantAbroad({ orm }: TestDatabase, world: ReturnType<typeof worldOf>) {
  await closeRest(orm.em.fork(), world)
  const { rows } = await sql<{ id: string }>`
    select distinct holder_id as id from dividend join distribution as run on run.id = distribution_id
     where paid_on between '2025-01-01' and '2025-12-31' and standing is null and net > 0
       and not exists (select from tax_residence where party_id = holder_id)
       and not exists (select from run_reversal as back where back.distribution_id = run.id)
     order by 1 limit 2`.execute(sqlOf(orm.em.fork()))
  const [first = '', second = ''] = rows.map(row => row.id)
  for (const partyId of [first, second]) {
    const said = { country: 'BE', provedOn: null, evidence: null, byFinance: false }
    await world.run(DAY, em => declareTaxResidence(em, { partyId, ...said }, at(DAY)))
    await world.run(DAY, em => declareTaxIdentity(em, { partyId, ...NOBODY, town: 'Gent' }, at(DAY)))
  }
  const file = { year: 2025, ...PAYER, issuerId: newId() }
  await world.run(DAY, em => issueAbroadFile(em, file, at(DAY)))
  await world.run(DAY, em => declareTaxIdentity(em, { partyId: first, ...NOBODY, town: 'Brugge' }, at(DAY)))
  await world.run(DAY, em => issueAbroadFile(em, file, at(DAY)))
}

async function closeRest(em: Parameters<typeof sqlOf>[0], world: ReturnType<typeof worldOf>) {
  const { rows } = await sql<{ month: string }>`
    select to_char(month, 'YYYY-MM') as month from (
      select distinct date_trunc('month', booked_on) as month from entry union select date '2025-12-01') as months
     where month < '2026-01-01' and month > (select max(month) from month_closing) order by 1`.execute(
    sqlOf(em),
  )
  for (const { month } of rows) {
    const made = await world.run(DAY, tx => prepareMonth(tx, { month, preparerId: newId() }, at(DAY)))
    await world.run(DAY, tx => closeMonth(tx, { ...made, approverId: newId() }, at(DAY)))
  }
}

const TOTALS =
  'What a file for tax offices abroad tells and leaves out comes to what the ledger has for the runs of its year'
const PAID =
  'What was told last of an account abroad, less what was withheld, is what runs of its year left on it'
const BALANCE = 'The balance that was told last of an account abroad is what lay on it at the end of the year'
const FILES =
  'Files for tax offices abroad are numbered, came when the books of their year were closed, by another person than closed them, and have either new statements or corrections'
const LINKS =
  'A statement on an account abroad corrects the one before it of the same account and year, and no account is told twice'

const CORRECTION = `action = 'corrected'`

/** What was told of residents of other states. */
export const ABROAD_FAULTS: readonly Fault[] = [
  [
    'a cent that a file for tax offices abroad left out',
    () => `update abroad_total set received = received - 1 where outcome = 'livesInFrance'`,
    TOTALS,
  ],
  [
    'an outcome that was forgotten',
    () => `delete from abroad_total where outcome = 'residenceUnknown'`,
    TOTALS,
  ],
  [
    'a levy that no total has',
    () => `update abroad_total set withheld = withheld - 1 where withheld > 0`,
    TOTALS,
  ],
  [
    'a cent that was told of an account abroad and never paid',
    () => `update abroad_account set dividend = dividend + 1 where ${CORRECTION}`,
    PAID,
  ],
  [
    'a balance abroad that never was',
    () => `update abroad_account set balance = balance + 1 where ${CORRECTION}`,
    BALANCE,
  ],
  ['a file abroad that was left out', () => 'update abroad_file set revision = 3 where revision = 2', FILES],
  [
    'a file abroad from before the books were closed',
    () => `update abroad_file set issued_at = '2026-06-30T00:00:00Z' where revision = 1`,
    FILES,
  ],
  [
    'a file abroad by who closed the year',
    () =>
      `update abroad_file set issuer_id = approver_id from month_closing as closing
        where closing.month = '2025-12-01'`,
    FILES,
  ],
  [
    'a correction in a file of new statements',
    () => `update abroad_file set kind = 'new' where revision = 2`,
    FILES,
  ],
  [
    'a correction of what was never told',
    () => `update abroad_account set corrects_ref = 'FR2025-x-1' where ${CORRECTION}`,
    LINKS,
  ],
  [
    'a correction of the account of somebody else',
    () =>
      `update abroad_account as told set corrects_ref = other.doc_ref from abroad_account as other
        where told.${CORRECTION} and other.action = 'new' and other.party_id <> told.party_id`,
    LINKS,
  ],
  [
    'an account abroad that was told twice',
    () => `update abroad_account set action = 'new', corrects_ref = null where ${CORRECTION}`,
    LINKS,
  ],
]
