import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../database/sql.ts'

/** The paper of an invoice that was rendered and kept. */
export type NewInvoicePaper = { invoiceId: string; sha256: string; bytes: number }

/** Records the papers of invoices. One per invoice: one that is there already stays. */
export async function issueInvoicePapers(
  em: EntityManager,
  papers: readonly NewInvoicePaper[],
): Promise<{ invoiceIds: string[] }> {
  const written = await sqlOf(em)
    .insertInto('invoicePaper')
    .values([...papers])
    .onConflict(conflict => conflict.doNothing())
    .returning('invoiceId')
    .execute()
  return { invoiceIds: written.map(row => row.invoiceId) }
}
