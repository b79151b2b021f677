import { type InvoiceRow, invoices } from '../domain/billing/invoices.ts'
import { type AdjustmentRow, adjustments } from '../domain/dividends/adjustments/adjustments.ts'
import {
  type PeriodicStatementRow,
  periodicStatements,
} from '../domain/dividends/periods/periodic-statements.ts'
import { type EvidenceRow, evidenceOf } from '../domain/dividends/revenue/evidence.ts'
import { type ReportRow, reports } from '../domain/dividends/revenue/reports.ts'
import {
  type DistributionRow,
  type DividendRow,
  distributions,
  dividends,
  dividendsByKey,
} from '../domain/dividends/run/distributions.ts'
import { type StatementRow, statements } from '../domain/dividends/statements/statements.ts'
import { type Aimed, aimedAt } from '../domain/offerings/audience/audience.ts'
import { type ContractRow, contracts } from '../domain/offerings/contracts.ts'
import { type OfferingRow, offerings, publishedIn } from '../domain/offerings/offerings.ts'
import {
  classesById,
  type ProjectRow,
  projects,
  type Reader,
  type ShareClassRow,
} from '../domain/offerings/projects.ts'
import { type PartyProfile, profiles } from '../domain/parties/people/profiles.ts'
import { type ReceiptRow, receipts } from '../domain/payments/receipts.ts'
import { type AttestationRow, attestations } from '../domain/reports/attestations/attestations.ts'
import { knownFromInside } from '../domain/shares/orders/ordered-by.ts'
import type { SubscriptionRow } from '../domain/shares/subscriptions.ts'
import { type Context, isMember, isStaff, ownParties, readsPapers } from './context.ts'

/*
 * Who sees what. Each function reads the rows with these ids that the viewer may see: what is not for him is left
 * out, so that it gets the same answer as what does not exist.
 */

/** Everybody sees projects with a published offering that is for him; staff and the project's own people see all. */
export async function seeProjects(context: Context, ids: readonly string[]): Promise<ProjectRow[]> {
  const found = await projects(context.em, ids)
  if (isStaff(context)) return found
  const published = await existing(context, await publishedIn(context.em, ids))
  const open = new Set(published.map(offering => offering.projectId))
  return found.filter(project => open.has(project.id) || isMember(context, project.id))
}

/** Who reads a list of projects; null: staff, who see all. */
export async function readerOf(context: Context): Promise<Reader | null> {
  if (isStaff(context)) return null
  const partyIds = ownParties(context)
  const known = await knownFromInside(context.em, partyIds)
  return { partyIds, projectIds: [...new Set(known.map(row => row.projectId))] }
}

/** Classes are seen with their project. */
export async function seeClasses(context: Context, ids: readonly string[]): Promise<ShareClassRow[]> {
  const found = await classesById(context.em, ids)
  return withProject(context, found)
}

/** Signed contracts are seen with their project; proposals by staff and the project's own people. */
export async function seeContracts(context: Context, ids: readonly string[]): Promise<ContractRow[]> {
  const found = await withProject(context, await contracts(context.em, ids))
  return found.filter(row => row.signedAt !== null || isStaff(context) || isMember(context, row.projectId))
}

/** Everybody sees published offerings that are for him; staff and the project's own people see all. */
export async function seeOfferings(context: Context, ids: readonly string[]): Promise<OfferingRow[]> {
  const found = await offerings(context.em, ids)
  if (isStaff(context)) return found
  const published = found.filter(row => row.publishedAt !== null)
  const seen = new Set((await existing(context, published)).map(row => row.id))
  return found.filter(row => seen.has(row.id) || isMember(context, row.projectId))
}

/** Those of these published offerings that exist for the viewer: he is of their audience, or ordered or holds there. */
async function existing<Row extends Aimed>(context: Context, rows: readonly Row[]): Promise<readonly Row[]> {
  if (rows.every(row => row.audience === 'public')) return rows
  const parties = ownParties(context)
  const aimed = new Set(await aimedAt(context.em, rows, parties))
  if (aimed.size === rows.length) return rows
  const known = new Set((await knownFromInside(context.em, parties)).map(row => row.offeringId))
  return rows.filter(row => aimed.has(row) || known.has(row.id))
}

/** Orders are seen by the investor and staff. */
export async function seeSubscriptions(context: Context, ids: readonly string[]): Promise<SubscriptionRow[]> {
  const found = await Promise.all(ids.map(id => context.desks.subscription(id)))
  const known = found.filter(row => row !== undefined)
  return ownOrStaff(context, known, row => row.partyId)
}

/** People are seen by themselves, those who may act for them, staff and, but for their money, administrators. */
export async function seeParties(context: Context, ids: readonly string[]): Promise<PartyProfile[]> {
  const found = await profiles(context.em, ids)
  return context.viewer?.roles.has('admin') ? found : ownOrStaff(context, found, row => row.partyId)
}

/** Reports are seen by staff and the project's own people; by holders once they were distributed to them. */
export async function seeReports(context: Context, ids: readonly string[]): Promise<ReportRow[]> {
  const found = await reports(context.em, ids)
  const runs = found.flatMap(row => row.distributionId ?? [])
  const shared = await runsWithOwnLines(context, runs)
  return found.filter(
    row =>
      isStaff(context) ||
      isMember(context, row.projectId) ||
      (row.distributionId !== null && shared.has(row.distributionId)),
  )
}

/** Adjustments are seen by staff and the project's own people. */
export async function seeAdjustments(context: Context, ids: readonly string[]): Promise<AdjustmentRow[]> {
  const found = await adjustments(context.em, ids)
  return found.filter(row => isStaff(context) || isMember(context, row.projectId))
}

/** The files that reports were made from are seen by staff and the project's own people, never by holders. */
export async function seeEvidence(context: Context, reportIds: readonly string[]): Promise<EvidenceRow[]> {
  const found = await evidenceOf(context.em, reportIds)
  return found.filter(row => isStaff(context) || isMember(context, row.projectId))
}

/** Distributions are seen by staff, the project's own people, and whoever has a line in them. */
export async function seeDistributions(context: Context, ids: readonly string[]): Promise<DistributionRow[]> {
  const found = await distributions(context.em, ids)
  const shared = await runsWithOwnLines(context, ids)
  return found.filter(row => isStaff(context) || isMember(context, row.projectId) || shared.has(row.id))
}

/** Lines are seen by their holder and staff. Keys are "distribution:class:holder". */
export async function seeDividends(context: Context, keys: readonly string[]): Promise<DividendRow[]> {
  const parts = keys.map(key => key.split(':') as [string, string, string])
  const mine = parts.filter(([, , holderId]) => isStaff(context) || ownParties(context).includes(holderId))
  if (mine.length === 0) return []
  return dividendsByKey(
    context.em,
    mine.map(parts => parts.join(':')),
  )
}

/** Papers are seen by their holder, finance and the auditor. */
export async function seeStatements(context: Context, ids: readonly string[]): Promise<StatementRow[]> {
  return seenStatements(context, await statements(context.em, ids))
}

/** Those of these papers that the viewer may see. */
export function seenStatements(context: Context, rows: StatementRow[]): StatementRow[] {
  return readsPapers(context) ? rows : own(context, rows, row => row.holderId)
}

/** Papers on periods are seen by their holder, finance and the auditor. */
export async function seePeriodicStatements(
  context: Context,
  ids: readonly string[],
): Promise<PeriodicStatementRow[]> {
  const found = await periodicStatements(context.em, ids)
  return readsPapers(context) ? found : own(context, found, row => row.holderId)
}

/** Papers about runs are seen by the issuer's people, finance and the auditor. */
export async function seeAttestations(context: Context, ids: readonly string[]): Promise<AttestationRow[]> {
  const found = await attestations(context.em, ids)
  const isIssuer = (projectId: string) => context.viewer?.projects.issuer.has(projectId) ?? false
  return readsPapers(context) ? found : found.filter(row => isIssuer(row.projectId))
}

/** Invoices are seen by their buyer, finance and the auditor. */
export async function seeInvoices(context: Context, ids: readonly string[]): Promise<InvoiceRow[]> {
  const found = await invoices(context.em, ids)
  return readsPapers(context) ? found : own(context, found, row => row.buyerId)
}

/** Receipts are seen by staff. */
export async function seeReceipts(context: Context, ids: readonly string[]): Promise<ReceiptRow[]> {
  return isStaff(context) ? receipts(context.em, ids) : []
}

async function withProject<Row extends { projectId: string }>(context: Context, rows: Row[]): Promise<Row[]> {
  if (rows.length === 0) return rows
  const seen = await seeProjects(context, [...new Set(rows.map(row => row.projectId))])
  const ids = new Set(seen.map(project => project.id))
  return rows.filter(row => ids.has(row.projectId))
}

function ownOrStaff<Row>(context: Context, rows: Row[], ownerOf: (row: Row) => string): Row[] {
  return isStaff(context) ? rows : own(context, rows, ownerOf)
}

function own<Row>(context: Context, rows: Row[], ownerOf: (row: Row) => string): Row[] {
  const parties = new Set(ownParties(context))
  return rows.filter(row => parties.has(ownerOf(row)))
}

async function runsWithOwnLines(context: Context, distributionIds: readonly string[]): Promise<Set<string>> {
  const own = ownParties(context)
  if (own.length === 0 || distributionIds.length === 0) return new Set()
  const lines = await dividends(context.em, { holderIds: own, distributionIds })
  return new Set(lines.map(line => line.distributionId))
}
