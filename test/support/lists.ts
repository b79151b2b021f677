import type { House } from './house.ts'

/** What stands in the house, and its papers: of a run, a period, a run for its issuer, a year, gifts, shares, a loss, and an invoice. */
type Listed = {
  house: House
  shop: { offering: string; order: string }
  batch: string
  papers: readonly string[]
}

/** Every list there is, by type and field: how it is reached. */
export function listsOf(world: () => Listed): Record<string, (list: string) => string> {
  const paper = (place: number, type: string) => (list: string) =>
    `{ node(id: "${world().papers[place]}") { ... on ${type} { ${list} } } }`
  return {
    'Query.acts': list => `{ ${list} }`,
    'Query.bouncedNotices': list => `{ ${list} }`,
    'Query.myNotices': list => `{ ${list} }`,
    'Query.events': list => `{ ${list} }`,
    'Query.auditPacks': list => `{ ${list} }`,
    'Query.exports': list => `{ ${list} }`,
    'Query.exchangeRates': list => `{ ${list} }`,
    'Query.invoices': list => `{ ${list} }`,
    'Query.projects': list => `{ ${list} }`,
    'Query.cardSuspense': list => `{ ${list} }`,
    'Query.processorInvoices': list => `{ ${list} }`,
    'Query.suspense': list => `{ ${list} }`,
    'Query.payoutBatches': list => `{ ${list} }`,
    'PayoutBatch.payouts': list => `{ payoutBatch(id: "${world().batch}") { ${list} } }`,
    'Party.payouts': list => `{ node(id: "${world().house.people.ann.id}") { ... on Party { ${list} } } }`,
    'Query.suspenseDebits': list => `{ ${list} }`,
    'Report.rows': list => `{ report(kind: trialBalance) { ${list} } }`,
    'Project.deliveries': list => `{ project(id: "${world().house.open.project}") { ${list} } }`,
    'Offering.deliveries': list => `{ offering(id: "${world().shop.offering}") { ${list} } }`,
    'ShareSubscription.tickets': list =>
      `{ node(id: "${world().shop.order}") { ... on ShareSubscription { ${list} } } }`,
    'Project.reports': list => `{ project(id: "${world().house.open.project}") { ${list} } }`,
    'Project.adjustments': list => `{ project(id: "${world().house.open.project}") { ${list} } }`,
    'Project.distributions': list => `{ project(id: "${world().house.open.project}") { ${list} } }`,
    'ShareClass.register': list => `{ project(id: "${world().house.open.project}") { classes { ${list} } } }`,
    'Offering.subscriptions': list => `{ offering(id: "${world().house.open.offering}") { ${list} } }`,
    'Distribution.dividends': list => `{ distribution(id: "${world().house.distribution}") { ${list} } }`,
    'Statement.downloads': paper(0, 'Statement'),
    'PeriodicStatement.downloads': paper(1, 'PeriodicStatement'),
    'YearlyCertificate.downloads': paper(3, 'YearlyCertificate'),
    'DonationReceipt.downloads': paper(4, 'DonationReceipt'),
    'DistributionAttestation.downloads': paper(2, 'DistributionAttestation'),
    'ShareCertificate.downloads': paper(5, 'ShareCertificate'),
    'LossCertificate.downloads': paper(6, 'LossCertificate'),
    'Invoice.downloads': paper(7, 'Invoice'),
    'AuditPack.downloads': list => `{ auditPacks(first: 1) { edges { node { ${list} } } } }`,
    'Party.papers': list => `{ node(id: "${world().house.people.ann.id}") { ... on Party { ${list} } } }`,
    'Distribution.statements': list => `{ distribution(id: "${world().house.distribution}") { ${list} } }`,
    'Party.subscriptions': list =>
      `{ node(id: "${world().house.people.ann.id}") { ... on Party { ${list} } } }`,
    'Party.waiting': list => `{ node(id: "${world().house.people.ann.id}") { ... on Party { ${list} } } }`,
    'Party.donationReceipts': list =>
      `{ node(id: "${world().house.people.ann.id}") { ... on Party { ${list} } } }`,
    'Party.dividends': list => `{ node(id: "${world().house.people.ann.id}") { ... on Party { ${list} } } }`,
    'Party.invoices': list =>
      `{ node(id: "${world().house.people.issuer.id}") { ... on Party { ${list} } } }`,
    'Party.periodicStatements': list =>
      `{ node(id: "${world().house.people.ann.id}") { ... on Party { ${list} } } }`,
    'Party.yearlyCertificates': list =>
      `{ node(id: "${world().house.people.ann.id}") { ... on Party { ${list} } } }`,
    'StatementPeriod.statements': list => `{ statementPeriods { ${list} } }`,
    'Party.statements': list => `{ node(id: "${world().house.people.ann.id}") { ... on Party { ${list} } } }`,
  }
}
