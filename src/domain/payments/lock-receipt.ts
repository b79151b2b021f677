import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'
import { type ReceiptRow, receiptOf } from './receipts.ts'

/**
 * Locks a receipt until the transaction ends, after who holds or claims it now: a claim refers to it, and so waits for this
 * and is waited for. Answers what it is for by then. Refuses RECEIPT_UNKNOWN.
 */
export async function lockReceipt(em: EntityManager, id: string): Promise<ReceiptRow> {
  await sqlOf(em).selectFrom('receipt').select('id').where('id', '=', id).forUpdate().execute()
  return receiptOf(em, id)
}
