import {
  type YearlyCertificateRow,
  yearlyCertificates,
} from '../domain/dividends/yearly/yearly-certificates.ts'
import type { CertificateKind } from '../domain/reports/certificates/certificate.ts'
import {
  type CertificateRow,
  certificates,
  standingCertificates,
} from '../domain/reports/certificates/certificates.ts'
import { type DonationReceiptRow, donationReceipts } from '../domain/shares/gifts/donation-receipts.ts'
import { type Context, ownParties, readsPapers } from './context.ts'

/** Certificates on years are seen by their holder, finance and the auditor; for everybody else they do not exist. */
export async function seeYearlyCertificates(
  context: Context,
  ids: readonly string[],
): Promise<YearlyCertificateRow[]> {
  return ownPapers(context, await yearlyCertificates(context.em, ids))
}

/** So are receipts for gifts, by who gave. */
export async function seeDonationReceipts(
  context: Context,
  ids: readonly string[],
): Promise<DonationReceiptRow[]> {
  return ownPapers(context, await donationReceipts(context.em, ids))
}

/** And certificates of shares and losses, by whose they are. */
export const seeCertificates =
  (kind: CertificateKind) =>
  async (context: Context, ids: readonly string[]): Promise<CertificateRow[]> => {
    const found = await certificates(context.em, ids)
    return ownPapers(
      context,
      found.filter(row => row.kind === kind),
    )
  }

/** The certificates that stand ("subject:holder"), as far as the viewer may see them: null where there is none. */
export async function standingFor(
  context: Context,
  kind: CertificateKind,
  keys: readonly string[],
): Promise<(CertificateRow | null)[]> {
  const found = ownPapers(context, await standingCertificates(context.em, kind, keys))
  const byKey = new Map(found.map(row => [`${row.subjectId}:${row.holderId}`, row]))
  return keys.map(key => byKey.get(key) ?? null)
}

function ownPapers<Row extends { holderId: string }>(context: Context, rows: Row[]): Row[] {
  const own = new Set(ownParties(context))
  return readsPapers(context) ? rows : rows.filter(row => own.has(row.holderId))
}
