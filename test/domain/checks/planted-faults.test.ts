import { beforeAll, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { type Orm, openOrm } from '../../../src/database/orm.ts'
import { sqlOf } from '../../../src/database/sql.ts'
import type { Check, CheckResult } from '../../../src/domain/checks/check.ts'
import { CHECKS, runChecks } from '../../../src/domain/checks/run-checks.ts'
import { useDatabase } from '../../support/database.ts'
import { ABROAD_FAULTS } from './abroad-faults.ts'
import { ADJUSTMENT_FAULTS } from './adjustment-faults.ts'
import { ALBUM_FAULTS } from './album-faults.ts'
import { ANSWER_FAULTS } from './answer-faults.ts'
import { BANK_FAULTS } from './bank-faults.ts'
import { ACCOUNT_FAULTS, ENTRY_FAULTS } from './book-faults.ts'
import { CARD_FAULTS } from './card-faults.ts'
import { CERTIFICATE_FAULTS } from './certificate-faults.ts'
import { CLOSING_FAULTS } from './closing-faults.ts'
import { ENDING_FAULTS } from './ending-faults.ts'
import { ENTRY_RATE_FAULTS } from './entry-rate-faults.ts'
import { EXCHANGE_FAULTS } from './exchange-faults.ts'
import { EXPORT_FAULTS } from './export-faults.ts'
import { FILING_FAULTS } from './filing-faults.ts'
import { GIFT_FAULTS } from './gift-faults.ts'
import { INVOICE_FAULTS } from './invoice-faults.ts'
import { ISSUED_FAULTS } from './issued-faults.ts'
import { LEVY_FAULTS } from './levy-faults.ts'
import { LIFE_FAULTS } from './life-faults.ts'
import { NOTICE_FAULTS } from './notice-faults.ts'
import { OFFSET_FAULTS } from './offset-faults.ts'
import { ORDER_CURRENCY_FAULTS } from './order-currency-faults.ts'
import { PAYOUT_CONVERSION_FAULTS } from './payout-conversion-faults.ts'
import { PAYOUT_FAULTS } from './payout-faults.ts'
import { ATTESTATION_FAULTS } from './planted-attestations.ts'
import { FULFILMENT_FAULTS } from './planted-items.ts'
import { OLD_BOOKS_FAULTS } from './planted-old-books.ts'
import { STATEMENT_FAULTS } from './planted-statements.ts'
import { WAITING_FAULTS } from './planted-waiting.ts'
import { type Planted, plantWorld } from './planted-world.ts'
import { PLEDGE_FAULTS } from './pledge-faults.ts'
import { RAISE_FAULTS, REGISTER_FAULTS } from './raise-faults.ts'
import { RECONCILIATION_FAULTS } from './reconciliation-faults.ts'
import { REGIME_FAULTS } from './regime-faults.ts'
import { REINVESTMENT_FAULTS } from './reinvestment-faults.ts'
import { REPORT_FAULTS } from './report-faults.ts'
import { REVERSAL_FAULTS } from './reversal-faults.ts'
import { DISTRIBUTION_FAULTS, LINE_FAULTS, SPLIT_FAULTS } from './run-faults.ts'
import { SUSPENSION_FAULTS } from './suspension-faults.ts'

const FAULTS = [
  ...ENTRY_FAULTS,
  ...CLOSING_FAULTS,
  ...EXCHANGE_FAULTS,
  ...ENTRY_RATE_FAULTS,
  ...ORDER_CURRENCY_FAULTS,
  ...ACCOUNT_FAULTS,
  ...BANK_FAULTS,
  ...PAYOUT_FAULTS,
  ...ANSWER_FAULTS,
  ...PAYOUT_CONVERSION_FAULTS,
  ...OFFSET_FAULTS,
  ...RECONCILIATION_FAULTS,
  ...RAISE_FAULTS,
  ...LIFE_FAULTS,
  ...INVOICE_FAULTS,
  ...WAITING_FAULTS,
  ...PLEDGE_FAULTS,
  ...REGISTER_FAULTS,
  ...REGIME_FAULTS,
  ...SUSPENSION_FAULTS,
  ...REPORT_FAULTS,
  ...DISTRIBUTION_FAULTS,
  ...SPLIT_FAULTS,
  ...LINE_FAULTS,
  ...LEVY_FAULTS,
  ...FILING_FAULTS,
  ...ABROAD_FAULTS,
  ...CERTIFICATE_FAULTS,
  ...GIFT_FAULTS,
  ...ISSUED_FAULTS,
  ...EXPORT_FAULTS,
  ...ALBUM_FAULTS,
  ...ADJUSTMENT_FAULTS,
  ...REVERSAL_FAULTS,
  ...ENDING_FAULTS,
  ...CARD_FAULTS,
  ...FULFILMENT_FAULTS,
  ...REINVESTMENT_FAULTS,
  ...STATEMENT_FAULTS,
  ...NOTICE_FAULTS,
  ...OLD_BOOKS_FAULTS,
  ...ATTESTATION_FAULTS,
]

/** Nothing that is planted stays, which the last test proves, so the checks are not made after each one. */
const database = useDatabase({ checked: false })
/** Facts are appended by the application and changed by nobody: the owner of the database takes the guards away. */
let owner: Orm
let world: Planted
beforeAll(async () => {
  world = await plantWorld(database)
  owner = await openOrm({ url: database.ownerUrl })
  database.beforeDrop.push(() => owner.close())
})

const broken = (results: CheckResult[]) => results.filter(({ violations }) => violations > 0)

/** What these checks find after these statements, which are taken back at once. */
async function foundAfter(statements: string, checks: readonly Check[]): Promise<CheckResult[]> {
  const em = owner.em.fork()
  await em.begin()
  try {
    await sql`set local session_replication_role = replica`.execute(sqlOf(em))
    for (const statement of statements.split(';')) {
      const { numAffectedRows } = await sql.raw(statement).execute(sqlOf(em))
      expect(numAffectedRows).toBeGreaterThan(0n)
    }
    return broken(await runChecks(em, checks))
  } finally {
    await em.rollback()
  }
}

test.each(FAULTS)('%s is found', async (_fault, plant, name) => {
  const checks = CHECKS.filter(check => check.name === name)
  expect(await foundAfter(plant(world), checks)).toMatchObject([{ name }])
})

test('every check has found a fault', () => {
  const named = new Set(FAULTS.map(([, , name]) => name))
  expect(CHECKS.filter(({ name }) => !named.has(name))).toEqual([])
})

test('the same world without a fault breaks none', async () => {
  expect(broken(await owner.em.fork().transactional(em => runChecks(em)))).toEqual([])
})
