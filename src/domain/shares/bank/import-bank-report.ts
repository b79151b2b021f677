import type { EntityManager } from '@mikro-orm/postgresql'
import { addressedAccounts } from '../../payments/bank/bank-accounts.ts'
import type { BankFile } from '../../payments/bank/bank-reading.ts'
import { recordBankReport } from '../../payments/bank/record-bank-report.ts'
import type { WrittenMoney } from '../../payments/bank/write-money.ts'
import { refuse } from '../../payments/refusals.ts'
import { bookMeant } from './book-meant.ts'

/**
 * Takes a bank's file into the books: each movement becomes a receipt or a debit. A receipt pays the order that its
 * reference names, or is a payout that came back; a debit settles the payouts it carried out. The same report again changes nothing, and no movement is booked twice, whichever file brings it.
 * A file with any problem, or about an account that is none of the platform, changes nothing.
 * Answers the reports that were new. Refuses BANK_FILE_HAS_PROBLEMS, BANK_ACCOUNT_UNKNOWN, and what `recordBankReport`
 * refuses.
 */
export async function importBankReport(
  em: EntityManager,
  { reports, problems, sha256 }: BankFile,
  now: Date,
): Promise<{ bankReportIds: string[] }> {
  if (problems.count > 0) throw refuse.BANK_FILE_HAS_PROBLEMS(problems)
  const bankReportIds: string[] = []
  const written: WrittenMoney[] = []
  for (const [report, account] of await addressedAccounts(em, reports)) {
    const made = await recordBankReport(em, { account, report, sha256 }, now)
    if (made === null) continue
    bankReportIds.push(made.bankReportId)
    written.push(...made.written)
  }
  await bookMeant(em, written, now)
  return { bankReportIds }
}
