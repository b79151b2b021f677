import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { ACCOUNT_CHECKS } from './accounts/account-checks.ts'
import { ENTRY_RATE_CHECKS } from './accounts/entry-rate-checks.ts'
import { EXCHANGE_CHECKS } from './accounts/exchange-checks.ts'
import { ADJUSTMENT_CHECKS } from './adjustment-checks.ts'
import { BOOK_CHECKS } from './book-checks.ts'
import { CARD_CHECKS, CLIENTS_MONEY_CHECKS } from './card-checks.ts'
import { type Check, type CheckResult, type CheckRow, checkSql, resultOf } from './check.ts'
import { CLOSING_CHECKS } from './closing-checks.ts'
import { DISTRIBUTION_CHECKS } from './distribution-checks.ts'
import { ENDING_CHECKS } from './ending-checks.ts'
import { FILING_CHECKS } from './filing-checks.ts'
import { FULFILMENT_CHECKS } from './fulfilment-checks.ts'
import { IMPORT_CHECKS } from './imports/import-checks.ts'
import { INSIDER_CHECKS } from './insider-checks.ts'
import { INVOICE_CHECKS } from './invoice-checks.ts'
import { LEVY_CHECKS } from './levy-checks.ts'
import { LINE_CHECKS } from './line-checks.ts'
import { CERTIFICATE_CHECKS } from './papers/certificate-checks.ts'
import { EXPORT_CHECKS } from './papers/export-checks.ts'
import { GIFT_CHECKS } from './papers/gift-checks.ts'
import { ISSUED_CHECKS } from './papers/issued-checks.ts'
import { ANSWER_CHECKS } from './payouts/answer-checks.ts'
import { CONVERSION_CHECKS } from './payouts/conversion-checks.ts'
import { OFFSET_CHECKS } from './payouts/offset-checks.ts'
import { PAYOUT_CHECKS } from './payouts/payout-checks.ts'
import { BANK_CHECKS } from './raise/bank-checks.ts'
import { ORDER_CURRENCY_CHECKS } from './raise/currency-checks.ts'
import { LIFE_CHECKS } from './raise/life-checks.ts'
import { PLEDGE_CHECKS } from './raise/pledge-checks.ts'
import { RAISE_CHECKS } from './raise/raise-checks.ts'
import { REGIME_CHECKS } from './raise/regime-checks.ts'
import { REGISTER_CHECKS } from './raise/register-checks.ts'
import { REINVESTMENT_CHECKS } from './raise/reinvestment-checks.ts'
import { SUSPENSION_CHECKS } from './raise/suspension-checks.ts'
import { WAITING_CHECKS } from './raise/waiting-checks.ts'
import { RECONCILIATION_CHECKS } from './reconciliation-checks.ts'
import { REPORT_CHECKS } from './report-checks.ts'
import { REVERSAL_CHECKS } from './reversal-checks.ts'
import { SPLIT_CHECKS } from './split-checks.ts'
import { ATTESTATION_CHECKS, STATEMENT_CHECKS } from './statement-checks.ts'
import { ABROAD_CHECKS } from './told/abroad-checks.ts'
import { NOTICE_CHECKS } from './told/notice-checks.ts'

export const CHECKS: readonly Check[] = [
  ...BOOK_CHECKS,
  ...CLOSING_CHECKS,
  ...ACCOUNT_CHECKS,
  ...BANK_CHECKS,
  ...PAYOUT_CHECKS,
  ...ANSWER_CHECKS,
  ...OFFSET_CHECKS,
  ...CONVERSION_CHECKS,
  ...RECONCILIATION_CHECKS,
  ...RAISE_CHECKS,
  ...ORDER_CURRENCY_CHECKS,
  ...LIFE_CHECKS,
  ...INVOICE_CHECKS,
  ...WAITING_CHECKS,
  ...PLEDGE_CHECKS,
  ...REGISTER_CHECKS,
  ...REGIME_CHECKS,
  ...SUSPENSION_CHECKS,
  ...INSIDER_CHECKS,
  ...REPORT_CHECKS,
  ...EXCHANGE_CHECKS,
  ...ENTRY_RATE_CHECKS,
  ...DISTRIBUTION_CHECKS,
  ...SPLIT_CHECKS,
  ...LINE_CHECKS,
  ...LEVY_CHECKS,
  ...FILING_CHECKS,
  ...ABROAD_CHECKS,
  ...CERTIFICATE_CHECKS,
  ...ISSUED_CHECKS,
  ...GIFT_CHECKS,
  ...EXPORT_CHECKS,
  ...ADJUSTMENT_CHECKS,
  ...REVERSAL_CHECKS,
  ...ENDING_CHECKS,
  ...CARD_CHECKS,
  ...CLIENTS_MONEY_CHECKS,
  ...FULFILMENT_CHECKS,
  ...REINVESTMENT_CHECKS,
  ...STATEMENT_CHECKS,
  ...NOTICE_CHECKS,
  ...IMPORT_CHECKS,
  ...ATTESTATION_CHECKS,
]

/**
 * Makes every check, or these, in the transaction of the caller. They are written in SQL alone, independent of the
 * engine's own code. They read whole tables, so they are joined by hash whatever the statistics say.
 */
export async function runChecks(em: EntityManager, checks = CHECKS): Promise<CheckResult[]> {
  await sql`select set_config('enable_nestloop', 'off', true)`.execute(sqlOf(em))
  const results: CheckResult[] = []
  for (const check of checks) {
    const { rows } = await sql.raw<CheckRow>(checkSql(check)).execute(sqlOf(em))
    results.push(resultOf(check, rows))
  }
  return results
}
