import type { Person } from './client.ts'
import { moveClock, type Staff } from './stage.ts'

type Money = { amount: string; currency: string }

/** What came in for a project in a period: by line, and what of it arrived. */
export type ReportedIncome = {
  from: string
  to: string
  lines: { source: string; gross: Money; category?: string; units?: number; deduction?: Money }[]
  received: Money
  at: string
  /** What tells it from other income of the project. */
  key: string
}

/**
 * The issuer reports, somebody else approves, the money arrives, an approver signs what the run would do, and cron distributes
 * and issues the papers. Answers the id of the run.
 */
export async function distributeIncome(
  { staff, issuer, projectId }: { staff: Staff; issuer: Person; projectId: string },
  { from, to, lines, received, at, key }: ReportedIncome,
): Promise<string> {
  const { admin, approver, finance } = staff
  await moveClock(admin, at)
  const reported = await issuer.ask<{ reportRevenue: { report: { id: string } } }>(REPORT, {
    input: { idempotencyKey: `report-${key}`, projectId, periodStart: from, periodEnd: to, lines },
  })
  await approver.ask(APPROVE, { id: reported.reportRevenue.report.id, key: `approve-${key}` })
  const money = { amount: received, receivedAt: at, bankReference: `remittance-${key}` }
  await finance.ask(RECEIVE, { input: { idempotencyKey: `receive-${key}`, projectId, ...money } })
  await signPreview(approver, projectId, at.slice(0, 10))
  await moveClock(admin, new Date(Date.parse(at) + 10 * 60_000).toISOString())
  const { project } = await finance.ask<Runs>(RUNS, { id: projectId })
  return project.distributions.edges.at(-1)?.node.id ?? ''
}

/** An approver looks at what the run would do, and signs exactly that. */
async function signPreview(approver: Person, projectId: string, paidOn: string): Promise<void> {
  const { previewDistribution } = await approver.ask<{ previewDistribution: { hash: string } }>(PREVIEW, {
    projectId,
    paidOn,
  })
  const { hash } = previewDistribution
  await approver.ask(SIGN_PREVIEW, { projectId, hash, paidOn, key: `run-${projectId.slice(-12)}-${paidOn}` })
}

type Runs = { project: { distributions: { edges: { node: { id: string } }[] } } }

const REFUSED = '... on Refusal { __typename code message }'
const REPORT = `mutation ($input: ReportRevenueInput!) {
  reportRevenue(input: $input) { ... on RevenueReportPayload { report { id } } ${REFUSED} }
}`
const APPROVE = `mutation ($id: ID!, $key: String!) { approveRevenue(reportId: $id, idempotencyKey: $key) { ${REFUSED} } }`
const RECEIVE = `mutation ($input: ReceiveRevenueInput!) { receiveRevenue(input: $input) { ${REFUSED} } }`
const PREVIEW = `query ($projectId: ID!, $paidOn: Day!) {
  previewDistribution(projectId: $projectId, paidOn: $paidOn) { ... on DistributionPreview { hash } ${REFUSED} }
}`
const SIGN_PREVIEW = `mutation ($projectId: ID!, $hash: String!, $paidOn: Day!, $key: String!) {
  approveDistribution(projectId: $projectId, hash: $hash, paidOn: $paidOn, idempotencyKey: $key) { ${REFUSED} }
}`
const RUNS = 'query ($id: ID!) { project(id: $id) { distributions(last: 1) { edges { node { id } } } } }'
