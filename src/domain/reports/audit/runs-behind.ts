import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { type ToldConversion, toldConversions } from '../../dividends/conversion/told-conversions.ts'
import { type EvidenceRow, evidenceOf } from '../../dividends/revenue/evidence.ts'
import { type ReportRow, reports } from '../../dividends/revenue/reports.ts'
import { type DistributionRow, distributions, type RecipientRow } from '../../dividends/run/distributions.ts'
import { type ContractRow, contracts } from '../../offerings/contracts.ts'
import { type ProjectRow, projects } from '../../offerings/projects.ts'
import type { Recipient } from '../../offerings/terms/contract-terms.ts'

/** Who carried a run out (null: the schedule), and who had signed its preview (null: the contract asks for nobody). */
export type RunActs = {
  id: string
  actorId: string | null
  approverId: string | null
  approvedAt: Date | null
  hash: string | null
}

/** Runs with all that they followed from, in sets. */
export type RunsBehind = {
  runs: DistributionRow[]
  acts: RunActs[]
  projects: ProjectRow[]
  contracts: ContractRow[]
  recipients: RecipientRow[]
  reports: (ReportRow & { runId: string })[]
  evidence: EvidenceRow[]
  conversions: ToldConversion[]
}

/** What these runs followed from: contract, reports with their evidence, approvals, and what each recipient got. */
export async function runsBehind(em: EntityManager, ids: readonly string[]): Promise<RunsBehind> {
  if (ids.length === 0) return NOTHING
  const runs = await distributions(em, ids)
  const taken = await sqlOf(em)
    .selectFrom('distributionReport')
    .select(['distributionId', 'reportId'])
    .where('distributionId', 'in', ids)
    .execute()
  const reportIds = taken.map(row => row.reportId)
  const found = reportIds.length === 0 ? [] : await reports(em, reportIds)
  const byId = new Map(found.map(report => [report.id, report]))
  return {
    runs,
    acts: await actsOf(em, ids),
    projects: await projects(em, [...new Set(runs.map(run => run.projectId))]),
    contracts: await contracts(em, [...new Set(runs.map(run => run.contractId))]),
    recipients: await recipientsOfAll(em, ids),
    reports: taken.flatMap(({ distributionId: runId, reportId }) => {
      const report = byId.get(reportId)
      return report === undefined ? [] : [{ ...report, runId }]
    }),
    evidence: reportIds.length === 0 ? [] : await evidenceOf(em, reportIds),
    conversions: await toldConversions(em, reportIds),
  }
}

const NOTHING: RunsBehind = {
  ...{ runs: [], acts: [], projects: [], contracts: [] },
  ...{ recipients: [], reports: [], evidence: [], conversions: [] },
}

function actsOf(em: EntityManager, ids: readonly string[]): Promise<RunActs[]> {
  return sqlOf(em)
    .selectFrom('distribution')
    .innerJoin('act', 'act.id', 'distribution.actId')
    .leftJoin('distributionApproval as approval', 'approval.id', 'distribution.approvalId')
    .select(['distribution.id', 'actorId', 'approverId', 'approvedAt', 'hash'])
    .where('distribution.id', 'in', ids)
    .execute()
}

function recipientsOfAll(em: EntityManager, ids: readonly string[]): Promise<RecipientRow[]> {
  return sqlOf(em)
    .selectFrom('distributionRecipient')
    .select(['distributionId', 'exact', 'adjusted', 'amount', 'carry', 'posted'])
    .select(({ ref }) => ref('recipient').$castTo<Recipient>().as('recipient'))
    .where('distributionId', 'in', ids)
    .orderBy('distributionId')
    .orderBy('position')
    .execute()
}
