import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'

/** A movement by which the bank says that money left. Minor units. */
export type BankLineRow = {
  id: string
  bankReference: string
  amount: bigint
  currency: Currency
  debitedAt: Date
}

/** The debits of the bank with these ids, by id. */
export function bankLines(em: EntityManager, ids: readonly string[]): Promise<BankLineRow[]> {
  return sqlOf(em)
    .selectFrom('bankDebit')
    .select(['id', 'bankReference', 'amount', 'debitedAt'])
    .select(({ ref }) => ref('currency').$castTo<Currency>().as('currency'))
    .where('id', 'in', ids)
    .orderBy('id')
    .execute()
}

/** Where a debit stands in the reports of the bank: in each of those that overlap. */
export type ReportedRow = {
  debitId: string | null
  reportReference: string
  /** SHA-256 of the file in which the report came. */
  sha256: string
  position: number
  bookedOn: string
}

/** The places of these debits in the reports of the bank. */
export function reportedAt(em: EntityManager, debitIds: readonly string[]): Promise<ReportedRow[]> {
  return sqlOf(em)
    .selectFrom('bankMovement')
    .innerJoin('bankReport', 'bankReport.id', 'bankMovement.bankReportId')
    .select(['debitId', 'bankReport.bankReference as reportReference', 'sha256', 'position', 'bookedOn'])
    .where('debitId', 'in', debitIds)
    .orderBy('bankReport.id')
    .orderBy('position')
    .execute()
}
