import type { EntityManager } from '@mikro-orm/postgresql'
import { returnCredits } from '../../payments/answers/return-credits.ts'
import { settleDebits } from '../../payments/answers/settle-debits.ts'
import { type BankAccountRow, bankAccounts } from '../../payments/bank/bank-accounts.ts'
import type { BankFile, BankReportReading } from '../../payments/bank/bank-reading.ts'
import { recordBankReport } from '../../payments/bank/record-bank-report.ts'
import type { WrittenMoney } from '../../payments/bank/write-money.ts'
import { refuse } from '../../payments/refusals.ts'
import { payOrders } from './pay-orders.ts'

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
  const accounts = await bankAccounts(em)
  const addressed = reports.map(report => ({ report, account: accountOf(report, accounts) }))
  const bankReportIds: string[] = []
  const written: WrittenMoney[] = []
  // Accounts are locked in one order, whatever the order in the file.
  for (const { report, account } of addressed.toSorted((a, b) => (a.account.id < b.account.id ? -1 : 1))) {
    const made = await recordBankReport(em, { account, report, sha256 }, now)
    if (made === null) continue
    bankReportIds.push(made.bankReportId)
    written.push(...made.written)
  }
  await bookMeant(em, written, now)
  return { bankReportIds }
}

/** Money that a bank sends back pays no order, whatever is written on it. */
async function bookMeant(em: EntityManager, written: readonly WrittenMoney[], now: Date): Promise<void> {
  const credits = written.filter(each => each.amount > 0n)
  const [arrived, cameBack] = [
    credits.filter(each => each.returned === null),
    credits.filter(each => each.returned !== null),
  ]
  await payOrders(em, arrived, now)
  const debits = written.filter(each => each.amount < 0n)
  await settleDebits(em, debits, now)
  await returnCredits(em, cameBack, now)
}

function accountOf(report: BankReportReading, accounts: readonly BankAccountRow[]): BankAccountRow {
  const { account, currency, line, reportId } = report
  const found = accounts.find(each => each.iban === account && each.currency === currency)
  if (found === undefined) throw refuse.BANK_ACCOUNT_UNKNOWN({ line, account, currency, report: reportId })
  return found
}
