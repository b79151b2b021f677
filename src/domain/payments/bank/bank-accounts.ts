import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import type { BankCode } from './bank-account.ts'

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

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('bankAccount')
    .select(['id', 'code', 'currency', 'iban', 'bic', 'holderName', 'openedAt'])
}
