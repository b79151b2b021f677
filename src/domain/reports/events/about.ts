import type { Made } from '../../acts/act.ts'

/** What an act made, by the name under which its answer keeps it: the type it has in the API. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['adjustmentId', 'Adjustment'],
  ['attestationId', 'DistributionAttestation'],
  ['contractId', 'Contract'],
  ['distributionId', 'Distribution'],
  ['invoiceId', 'Invoice'],
  ['invoiceIds', 'Invoice'],
  ['lossCertificateIds', 'LossCertificate'],
  ['offeringId', 'Offering'],
  ['partyId', 'Party'],
  ['projectId', 'Project'],
  ['receiptId', 'Receipt'],
  ['reportId', 'RevenueReport'],
  ['donationReceiptIds', 'DonationReceipt'],
  ['periodicStatementIds', 'PeriodicStatement'],
  ['shareCertificateIds', 'ShareCertificate'],
  ['statementIds', 'Statement'],
  ['subscriptionId', 'ShareSubscription'],
  ['subscriptionIds', 'ShareSubscription'],
  ['yearlyCertificateIds', 'YearlyCertificate'],
])

/** How many things an event names at most: a job may have made thousands. */
const MOST = 20

/** What an act is about, from what it made: ids as the API shows them ("Offering:0198…"), without those of `hidden` types. */
export function aboutMade(made: Made | null, hidden: ReadonlySet<string>): string[] {
  return Object.entries(made ?? {})
    .flatMap(([name, ids]) => {
      const type = TYPES.get(name)
      return type === undefined || hidden.has(type) ? [] : [ids].flat().map(id => id && `${type}:${id}`)
    })
    .filter(id => id !== null)
    .slice(0, MOST)
}
