import type { EntityManager } from '@mikro-orm/postgresql'
import { addressedAccounts } from '../../payments/bank/bank-accounts.ts'
import type { NoticeFile } from '../../payments/bank/bank-reading.ts'
import { recordBankNotice } from '../../payments/bank/notices/record-bank-notice.ts'
import type { WrittenMoney } from '../../payments/bank/write-money.ts'
import { refuse } from '../../payments/refusals.ts'
import { bookMeant } from './book-meant.ts'

/**
 * Takes a bank's notices into the books before its report comes: what they mean is that of the movements of a report
 * (`importBankReport`), and neither books again what the other brought. The same notice again changes nothing. A file with
 * any problem, or about an account that is none of the platform, changes nothing. Answers the notices that were new.
 * Refuses BANK_FILE_HAS_PROBLEMS, BANK_ACCOUNT_UNKNOWN, and what `recordBankNotice` refuses.
 */
export async function importBankNotice(
  em: EntityManager,
  { notices, problems, sha256 }: NoticeFile,
  now: Date,
): Promise<{ bankNoticeIds: string[] }> {
  if (problems.count > 0) throw refuse.BANK_FILE_HAS_PROBLEMS(problems)
  const bankNoticeIds: string[] = []
  const written: WrittenMoney[] = []
  for (const [notice, account] of await addressedAccounts(em, notices)) {
    const made = await recordBankNotice(em, { account, notice, sha256 }, now)
    if (made === null) continue
    bankNoticeIds.push(made.bankNoticeId)
    written.push(...made.written)
  }
  await bookMeant(em, written, now)
  return { bankNoticeIds }
}
