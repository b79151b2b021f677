import {
  type YearlyCertificateRow,
  yearlyCertificates,
} from '../domain/dividends/yearly/yearly-certificates.ts'
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

function ownPapers<Row extends { holderId: string }>(context: Context, rows: Row[]): Row[] {
  const own = new Set(ownParties(context))
  return readsPapers(context) ? rows : rows.filter(row => own.has(row.holderId))
}
