import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { refuse } from './errors.ts'
import { seeCertificates, seeDonationReceipts, seeYearlyCertificates } from './held-papers.ts'
import { globalId } from './ids.ts'
import {
  seeAdjustments,
  seeAttestations,
  seeClasses,
  seeContracts,
  seeDistributions,
  seeDividends,
  seeInvoices,
  seeOfferings,
  seeParties,
  seePeriodicStatements,
  seeProjects,
  seeReceipts,
  seeReports,
  seeStatements,
  seeSubscriptions,
} from './sight.ts'

/*
 * The types that have an id. Each is loaded in sets and through the viewer's eyes: an id of something he may not see
 * is answered like one that does not exist. What they show stands in the file of the noun.
 */

export const PartyNode = node('Party', seeParties, row => row.partyId)
export const ProjectNode = node('Project', seeProjects, row => row.id)
export const ShareClassNode = node('ShareClass', seeClasses, row => row.id)
export const ContractNode = node('Contract', seeContracts, row => row.id)
export const OfferingNode = node('Offering', seeOfferings, row => row.id)
export const SubscriptionNode = node('ShareSubscription', seeSubscriptions, row => row.id)
export const ReceiptNode = node('Receipt', seeReceipts, row => row.id)
export const RevenueReportNode = node('RevenueReport', seeReports, row => row.id)
export const AdjustmentNode = node('Adjustment', seeAdjustments, row => row.id)
export const DistributionNode = node('Distribution', seeDistributions, row => row.id)
export const DividendNode = node('Dividend', seeDividends, dividendKey)
export const InvoiceNode = node('Invoice', seeInvoices, row => row.id)
export const StatementNode = node('Statement', seeStatements, row => row.id)
export const AttestationNode = node('DistributionAttestation', seeAttestations, row => row.id)
export const PeriodicStatementNode = node('PeriodicStatement', seePeriodicStatements, row => row.id)
export const DonationReceiptNode = node('DonationReceipt', seeDonationReceipts, row => row.id)
export const LossCertificateNode = node('LossCertificate', seeCertificates('loss'), row => row.id)
export const ShareCertificateNode = node('ShareCertificate', seeCertificates('shares'), row => row.id)
export const YearlyCertificateNode = node('YearlyCertificate', seeYearlyCertificates, row => row.id)

/** The key of a line: it has no id of its own, and needs none. */
export function dividendKey(row: { distributionId: string; classId: string; holderId: string }): string {
  return `${row.distributionId}:${row.classId}:${row.holderId}`
}

type See<Row> = (context: Context, ids: readonly string[]) => Promise<Row[]>

function node<Row extends object>(typename: string, see: See<Row>, idOf: (row: Row) => string) {
  return builder.loadableNodeRef<Row>(typename, {
    id: { resolve: idOf },
    load: async (ids: string[], context): Promise<(Row | Error)[]> => {
      const rows = new Map((await see(context, ids)).map(row => [idOf(row), row]))
      return ids.map(id => rows.get(id) ?? refuse.NOT_FOUND({ id: globalId(typename, id) }))
    },
  })
}
