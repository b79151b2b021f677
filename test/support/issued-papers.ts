import { readZip } from '../../src/documents/archive/read-zip.ts'
import { renderAttestation } from '../../src/documents/attestation/distribution-attestation.ts'
import { renderDonation } from '../../src/documents/donations/donation-receipt.ts'
import type { Language } from '../../src/documents/format.ts'
import { renderInvoice } from '../../src/documents/invoice.ts'
import { readKept } from '../../src/documents/keep.ts'
import { renderLossCertificate } from '../../src/documents/loss-certificate.ts'
import { renderPeriodic } from '../../src/documents/periodic/periodic-statement.ts'
import { renderShareCertificate } from '../../src/documents/shares/share-certificate.ts'
import { renderStatement } from '../../src/documents/statement.ts'
import { renderYearly } from '../../src/documents/yearly/yearly-certificate.ts'
import { invoiceData } from '../../src/domain/billing/invoice-data.ts'
import { invoices } from '../../src/domain/billing/invoices.ts'
import {
  type PeriodicStatementRow,
  periodicStatementsPage,
} from '../../src/domain/dividends/periods/periodic-statements.ts'
import { statementPeriodOf } from '../../src/domain/dividends/periods/statement-periods.ts'
import { statementsPage } from '../../src/domain/dividends/statements/statements.ts'
import { latestCertificates } from '../../src/domain/dividends/yearly/yearly-certificates.ts'
import { attestationData } from '../../src/domain/reports/attestations/attestation-data.ts'
import { attestationsOf } from '../../src/domain/reports/attestations/attestations.ts'
import { standingCertificates } from '../../src/domain/reports/certificates/certificates.ts'
import { toCertify } from '../../src/domain/reports/certificates/to-certify.ts'
import { donationData } from '../../src/domain/reports/donation-data.ts'
import type { HolderLoss } from '../../src/domain/reports/loss-data.ts'
import { classRates } from '../../src/domain/reports/periodic/class-rates.ts'
import { periodicData } from '../../src/domain/reports/periodic/periodic-data.ts'
import type { HolderShares } from '../../src/domain/reports/share-data.ts'
import { statementData } from '../../src/domain/reports/statement-data.ts'
import { yearlyData } from '../../src/domain/reports/yearly-data.ts'
import { latestReceipts } from '../../src/domain/shares/gifts/donation-receipts.ts'
import { attestationPaperOf } from '../../src/jobs/attestation/paper-of.ts'
import { donationPaperOf } from '../../src/jobs/donations/paper-of.ts'
import { paperOf } from '../../src/jobs/issue-statements.ts'
import { lossPaperOf, sharePaperOf } from '../../src/jobs/papers/certificate-of.ts'
import { periodicPaperOf } from '../../src/jobs/periodic/paper-of.ts'
import { yearlyPaperOf } from '../../src/jobs/yearly/paper-of.ts'
import { auditPackBytes } from '../../src/schema/audit-pack-bytes.ts'
import type { TestServer } from './server.ts'

/** A paper as it was issued, and as it is when it is rendered again from the same facts. */
export type IssuedPaper = { language: Language; bytes: Buffer; again: Buffer }

/** The bytes that were kept of a paper. */
async function kept({ shop }: TestServer, sha256: string): Promise<Buffer> {
  return (await readKept(shop.paper.folder, sha256)) ?? Buffer.alloc(0)
}

/** The paper on a run. */
export async function statementOf(
  server: TestServer,
  distributionId: string,
  holderId: string,
): Promise<IssuedPaper> {
  const em = server.database.orm.em.fork()
  const all = await statementsPage(em, { distributionId }, { limit: 10, inverted: false })
  const issued = all.find(each => each.holderId === holderId)
  const [data] = await statementData(em, distributionId, [holderId])
  if (issued === undefined || data === undefined) throw new Error('There is no such paper')
  const again = await renderStatement(paperOf(data, server.shop.paper.platform))
  return { language: issued.language, bytes: await kept(server, issued.sha256), again }
}

/** The latest version of the report on a run. */
export async function attestationOf(server: TestServer, distributionId: string): Promise<IssuedPaper> {
  const em = server.database.orm.em.fork()
  const [issued, replaces = null] = (await attestationsOf(em, distributionId)).toReversed()
  if (issued === undefined) throw new Error('There is no such paper')
  const data = await attestationData(em, issued)
  const edition = { number: issued.number, replaces }
  const paper = attestationPaperOf(data, edition, server.shop.paper.platform)
  const { bytes: again } = await renderAttestation(paper)
  return { language: issued.language, bytes: await kept(server, issued.sha256), again }
}

/** The versions of a holder's paper on a period, the first one first. */
export async function periodicPapers(
  { database }: Pick<TestServer, 'database'>,
  periodId: string,
  holderId: string,
): Promise<PeriodicStatementRow[]> {
  const em = database.orm.em.fork()
  const all = await periodicStatementsPage(em, { periodId }, { limit: 50, inverted: false })
  return all.filter(each => each.holderId === holderId).toSorted((a, b) => a.version - b.version)
}

/** The latest version of a holder's paper on a period. */
export async function periodicOf(
  server: TestServer,
  periodId: string,
  holderId: string,
): Promise<IssuedPaper> {
  const em = server.database.orm.em.fork()
  const versions = await periodicPapers(server, periodId, holderId)
  const [issued, before = null] = versions.toReversed()
  const period = await statementPeriodOf(em, periodId)
  const [data] = await periodicData(em, [holderId], period, await classRates(em, period))
  if (issued === undefined || data === undefined) throw new Error('There is no such paper')
  const edition = {
    number: issued.number,
    period,
    version: issued.version,
    datedAt: issued.datedAt,
    replaces: before,
  }
  const paper = periodicPaperOf(data, edition, server.shop.paper.platform)
  const { bytes: again } = await renderPeriodic(paper)
  return { language: issued.language, bytes: await kept(server, issued.sha256), again }
}

/** The first version of a holder's certificate on a year. */
export async function yearlyOf(server: TestServer, holderId: string, year: number): Promise<IssuedPaper> {
  const em = server.database.orm.em.fork()
  const [issued] = await latestCertificates(em, [holderId], year)
  const [data] = await yearlyData(em, [holderId], year)
  if (issued === undefined || data === undefined) throw new Error('There is no such paper')
  const edition = { number: issued.number, version: 1, datedAt: issued.datedAt, replaces: null }
  const { bytes: again } = await renderYearly(yearlyPaperOf(data, edition, server.shop.paper.platform))
  return { language: issued.language, bytes: await kept(server, issued.sha256), again }
}

/** The first version of a donor's receipt for his gifts of a year, to the only project he gave to. */
export async function receiptOf(server: TestServer, holderId: string, year: number): Promise<IssuedPaper> {
  const em = server.database.orm.em.fork()
  const [issued] = await latestReceipts(em, [holderId], year)
  if (issued === undefined) throw new Error('There is no such paper')
  const [data] = await donationData(em, [issued], year)
  if (data === undefined) throw new Error('There is no such gift')
  const first = { ...data, before: null }
  const { bytes: again } = await renderDonation(donationPaperOf(first, issued, server.shop.paper.platform))
  return { language: issued.language, bytes: await kept(server, issued.sha256), again }
}

/** The certificate of what a holder has of a class, or lost with a project, that stands: the first version. */
export async function certificateOf(
  server: TestServer,
  kind: 'shares' | 'loss',
  of: { subjectId: string; holderId: string },
): Promise<IssuedPaper> {
  const em = server.database.orm.em.fork()
  const [issued] = await standingCertificates(em, kind, [`${of.subjectId}:${of.holderId}`])
  const data = await toCertify(em, { kind, ...of }, false)
  if (issued === undefined || data === null) throw new Error('There is no such certificate')
  const edition = { number: issued.number, replaces: null }
  const { platform } = server.shop.paper
  const { bytes: again } =
    kind === 'shares'
      ? await renderShareCertificate(sharePaperOf(data as HolderShares, edition, platform))
      : await renderLossCertificate(lossPaperOf(data as HolderLoss, edition, platform))
  return { language: issued.language, bytes: await kept(server, issued.sha256), again }
}

/** The paper of an invoice or credit note. */
export async function invoicePaper(server: TestServer, id: string): Promise<IssuedPaper> {
  const em = server.database.orm.em.fork()
  const [invoice] = await invoiceData(em, await invoices(em, [id]))
  if (invoice === undefined) throw new Error('There is no such invoice')
  const { language, kind, chargedTo, credited, reason } = invoice
  const again = await renderInvoice({
    ...invoice,
    platform: server.shop.paper.platform,
    credits: credited && { ...credited, reason: reason ?? '' },
    taken: kind === 'commission' && chargedTo === 'issuer',
  })
  return { language, bytes: await kept(server, invoice.sha256 ?? ''), again }
}

/** The paper of the pack about what a payee was paid. */
export async function traceOf(
  { database }: TestServer,
  language: Language,
  payeeId: string,
): Promise<IssuedPaper> {
  const about = { platform: 'House', language }
  const packed = async () => {
    const em = database.orm.em.fork()
    const files = readZip((await auditPackBytes(em, { seed: '7', count: 25 }, about)).bytes)
    const json = files.find(
      ({ name, bytes }) => /^items.*json$/.test(name) && Buffer.from(bytes).includes(payeeId),
    )
    const pdf = json && files.find(({ name }) => name === json.name.replace(/json$/, 'pdf'))
    return Buffer.from(pdf?.bytes ?? [])
  }
  return { language, bytes: await packed(), again: await packed() }
}
