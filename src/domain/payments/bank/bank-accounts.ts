import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import { refuse } from '../refusals.ts'
import type { BankCode } from './bank-account.ts'
import type { BankNoticeReading, BankReportReading } from './bank-reading.ts'

/** A bank account of the platform. */
export type BankAccountRow = {
  id: string
  code: BankCode
  currency: Currency
  iban: string
  bic: string | null
  holderName: string
  openedAt: Date
}

/** All bank accounts of the platform, by code and currency. */
export function bankAccounts(em: EntityManager): Promise<BankAccountRow[]> {
  return all(em).orderBy('code').orderBy('currency').execute() as Promise<BankAccountRow[]>
}

/** The clients' bank account of a currency, if there is one. */
export function clientsAccount(em: EntityManager, currency: string): Promise<BankAccountRow | undefined> {
  return all(em).where('code', '=', 'clients').where('currency', '=', currency).executeTakeFirst() as Promise<
    BankAccountRow | undefined
  >
}

/**
 * What a bank's file tells, each with the account of the platform it is about, in the order in which accounts are locked.
 * Refuses BANK_ACCOUNT_UNKNOWN.
 */
export async function addressedAccounts<Told extends BankReportReading | BankNoticeReading>(
  em: EntityManager,
  told: readonly Told[],
): Promise<[Told, BankAccountRow][]> {
  const accounts = await bankAccounts(em)
  const addressed = told.map((each): [Told, BankAccountRow] => {
    const { account, currency, line } = each
    const found = accounts.find(row => row.iban === account && row.currency === currency)
    const report = 'reportId' in each ? each.reportId : each.noticeId
    if (found === undefined) throw refuse.BANK_ACCOUNT_UNKNOWN({ line, account, currency, report })
    return [each, found]
  })
  return addressed.toSorted(([, a], [, b]) => (a.id < b.id ? -1 : 1))
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('bankAccount')
    .select(['id', 'code', 'currency', 'iban', 'bic', 'holderName', 'openedAt'])
}
