import { act } from '../act.ts'
import { renderInvoice } from '../documents/invoice.ts'
import { keepFile } from '../documents/keep.ts'
import { system } from '../domain/acts/actor.ts'
import { invoiceData, type PrintedInvoice } from '../domain/billing/invoice-data.ts'
import { invoicesWithoutPaper } from '../domain/billing/invoices.ts'
import { issueInvoicePapers, type NewInvoicePaper } from '../domain/billing/issue-invoice-papers.ts'
import { NOTHING } from '../domain/ids.ts'
import type { Paper, Workshop } from './job.ts'
import { outcomeOf, tryEach } from './try-each.ts'

/** Papers rendered before their facts are written: few enough that a kill loses little work. */
const BATCH = 50

/** Renders, keeps and records the papers of invoices that have none. The file is safe on disk before its fact is written. */
export async function issueMissingInvoicePapers(shop: Workshop, now: Date): Promise<string> {
  const { orm, log, paper } = shop
  const count = { issued: 0, failed: 0 }
  for (let after = NOTHING; ; ) {
    const em = orm.em.fork()
    const missing = await invoiceData(em, await invoicesWithoutPaper(em, { after, limit: BATCH }))
    const last = missing.at(-1)
    if (last === undefined) break
    after = last.id
    const papers: NewInvoicePaper[] = []
    const byId = new Map(missing.map(invoice => [invoice.id, invoice]))
    const { failed } = await tryEach(log, [...byId.keys()], async id => {
      papers.push(await keepPaper(byId.get(id) as PrintedInvoice, paper))
    })
    count.failed += failed
    if (papers.length === 0) continue
    const deed = { actor: system('job'), verb: 'issueInvoicePapers', now }
    const { made } = await act(orm, deed, em => issueInvoicePapers(em, papers))
    count.issued += made.invoiceIds.length
  }
  return outcomeOf(`${count.issued} papers of invoices issued`, count.failed)
}

async function keepPaper(invoice: PrintedInvoice, { folder, platform }: Paper): Promise<NewInvoicePaper> {
  const { id, credited, reason, chargedTo, kind, ...rest } = invoice
  const credits = credited && { ...credited, reason: reason ?? '' }
  const taken = kind === 'commission' && chargedTo === 'issuer'
  const bytes = await renderInvoice({ ...rest, platform, credits, taken })
  return { invoiceId: id, sha256: await keepFile(folder, bytes), bytes: bytes.length }
}
