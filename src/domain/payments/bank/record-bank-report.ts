import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../../database/copy.ts'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { lockAccount } from '../../ledger/lock-account.ts'
import { formatAmount } from '../../money/money.ts'
import { clientsBank } from '../clients-money.ts'
import { refuse } from '../refusals.ts'
import type { BankAccountRow } from './bank-accounts.ts'
import type { BankReportReading } from './bank-reading.ts'
import { bookMovements } from './book-movements.ts'
import type { WrittenMoney } from './write-money.ts'

/** A report that was written, and the receipts and debits that came with it for the first time. */
export type RecordedReport = { bankReportId: string; written: WrittenMoney[] }

/**
 * Keeps a report of the bank and books each of its movements that is not in the books yet. Null when the report was
 * imported before; money that another report, or somebody by hand, recorded under its bank reference is not booked
 * again. Refuses BANK_REPORT_CHANGED, BANK_ENTRY_IN_FUTURE, BANK_MOVEMENT_AMBIGUOUS, BANK_REFERENCE_REUSED.
 */
export async function recordBankReport(
  em: EntityManager,
  { account, report, sha256 }: { account: BankAccountRow; report: BankReportReading; sha256: string },
  now: Date,
): Promise<RecordedReport | null> {
  // Reports of one account go one after the other.
  await lockAccount(em, clientsBank(account.currency))
  const movements = report.movements.filter(movement => movement.amount !== 0n)
  if (await isImported(em, account, report, movements.length)) return null
  const between = { opening: report.opening.amount, closing: report.closing.amount }
  const { ids, written } = await bookMovements(em, { movements, account, between }, now)
  const bankReportId = newId()
  const { reportId, sequence, opening, closing } = report
  await sqlOf(em)
    .insertInto('bankReport')
    .values({
      id: bankReportId,
      bankAccountId: account.id,
      bankReference: reportId,
      sha256,
      sequence,
      opensOn: opening.day,
      closesOn: closing.day,
      opening: opening.amount,
      closing: closing.amount,
      movements: movements.length,
    })
    .execute()
  await copyInto(
    em,
    'bank_movement',
    ['bank_report_id', 'position', 'booked_on', 'amount', 'receipt_id', 'debit_id'],
    movements.map(({ bookedOn, amount }, index) => {
      const id = ids[index] ?? null
      const [receipt, debit] = amount > 0n ? [id, null] : [null, id]
      return [bankReportId, index + 1, bookedOn, amount, receipt, debit]
    }),
  )
  return { bankReportId, written }
}

async function isImported(
  em: EntityManager,
  account: BankAccountRow,
  report: BankReportReading,
  movements: number,
): Promise<boolean> {
  const before = await sqlOf(em)
    .selectFrom('bankReport')
    .select(['opening', 'closing', 'movements'])
    .where('bankAccountId', '=', account.id)
    .where('bankReference', '=', report.reportId)
    .executeTakeFirst()
  if (before === undefined) return false
  const facts = (opening: bigint, closing: bigint, count: number) => {
    const [from, to] = [opening, closing].map(each => `${formatAmount(each, account.currency)}`)
    return `${count} movements from ${from} to ${to} ${account.currency}`
  }
  const imported = facts(before.opening, before.closing, before.movements)
  const given = facts(report.opening.amount, report.closing.amount, movements)
  if (imported === given) return true
  throw refuse.BANK_REPORT_CHANGED({ line: report.line, report: report.reportId, imported, given })
}
