import type { EntityManager } from '@mikro-orm/postgresql'
import { projectOf } from '../../offerings/projects.ts'
import { claimReceipt, type NewReceipt, recordReceipt } from '../../payments/record-receipt.ts'
import { revenueAccount } from './revenue-account.ts'

/**
 * Finance books revenue of a project that arrived on the bank account, before or after the report on it. The same
 * bank reference again changes nothing. Money in another currency than the project's waits until a report in it is approved and the bank has changed it.
 * Refuses PROJECT_UNKNOWN, what `recordReceipt` refuses, and RECEIPT_CLAIMED when the money was
 * claimed for another project or for an order.
 */
export async function receiveRevenue(
  em: EntityManager,
  input: NewReceipt & { projectId: string },
  now: Date,
): Promise<{ receiptId: string }> {
  const { projectId, ...receipt } = input
  await projectOf(em, projectId)
  const { receiptId } = await recordReceipt(em, receipt, now)
  const account = revenueAccount({ id: projectId, currency: receipt.currency })
  await claimReceipt(em, { receiptId, purpose: 'revenue', targetId: projectId, account }, now)
  return { receiptId }
}
