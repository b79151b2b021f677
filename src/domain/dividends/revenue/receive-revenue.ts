import type { EntityManager } from '@mikro-orm/postgresql'
import { refuse as refuseMoney } from '../../money/refusals.ts'
import { projectOf } from '../../offerings/projects.ts'
import { claimReceipt, type NewReceipt, recordReceipt } from '../../payments/record-receipt.ts'
import { revenueAccount } from './revenue-account.ts'

/**
 * Finance books revenue of a project that arrived on the bank account, before or after the report on it. The same
 * bank reference again changes nothing.
 * Refuses PROJECT_UNKNOWN, CURRENCY_MISMATCH, what `recordReceipt` refuses, and RECEIPT_CLAIMED when the money was
 * claimed for another project or for an order.
 */
export async function receiveRevenue(
  em: EntityManager,
  input: NewReceipt & { projectId: string },
  now: Date,
): Promise<{ receiptId: string }> {
  const { projectId, ...receipt } = input
  const project = await projectOf(em, projectId)
  if (receipt.currency !== project.currency) {
    throw refuseMoney.CURRENCY_MISMATCH({ given: receipt.currency, expected: project.currency })
  }
  const { receiptId } = await recordReceipt(em, receipt, now)
  const account = revenueAccount(project)
  await claimReceipt(em, { receiptId, purpose: 'revenue', targetId: projectId, account }, now)
  return { receiptId }
}
