import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'

/** What was named with a debit that the bank changed, by its kind. */
export type NamedWithChange = {
  receiptIds: readonly string[]
  reportIds: readonly string[]
  subscriptionIds: readonly string[]
}

/** What was named with a change that is recorded: the receipts that it claimed, and what its act converted. */
export async function recordedChange(em: EntityManager, debitId: string): Promise<NamedWithChange> {
  const claims = await sqlOf(em)
    .selectFrom('receiptClaim')
    .innerJoin('moneyChange', 'moneyChange.actId', 'receiptClaim.actId')
    .select('receiptClaim.receiptId')
    .where('moneyChange.debitId', '=', debitId)
    .where('purpose', '=', 'exchange')
    .where('targetId', '=', debitId)
    .execute()
  const entries = await sqlOf(em)
    .selectFrom('entry')
    .innerJoin('moneyChange', 'moneyChange.actId', 'entry.actId')
    .select(['entry.kind', 'entry.factId'])
    .where('moneyChange.debitId', '=', debitId)
    .where('entry.kind', 'in', ['revenueConverted', 'orderConverted', 'orderConvertedBack'])
    .execute()
  const { reports = [], orders = [] } = Object.groupBy(entries, entry =>
    entry.kind === 'revenueConverted' ? 'reports' : 'orders',
  )
  return {
    receiptIds: claims.map(claim => claim.receiptId),
    reportIds: reports.map(entry => entry.factId),
    subscriptionIds: orders.map(entry => entry.factId),
  }
}
