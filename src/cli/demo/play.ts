import type { Case, Period } from './case.ts'
import { type CastMember, castCrowd, PASSWORD } from './cast.ts'
import { Person } from './client.ts'
import { assembleStaff, buy, moveClock, openRaise, type Raise, type Staff } from './stage.ts'

/** Everybody in the story, and what they raised. */
export type Story = {
  staff: Staff
  artist: Person
  crowd: { person: Person; shares: number }[]
  raise: Raise
}

/** Told after each step, with how many there are. */
export type Progress = { begin(what: string, steps: number): void; step(): void; end(): void }

/** The raise: staff and artist come, the offering opens, everybody in the crowd joins, orders and pays, cron closes it. */
export async function playRaise(url: string, code: string, kase: Case, progress: Progress): Promise<Story> {
  const { madeUp, published } = kase
  const staff = await assembleStaff(url, code)
  const artist = await Person.join(url, {
    name: kase.artist,
    email: 'artist@stage.example',
    password: PASSWORD,
    language: 'fr',
  })
  const raise = await openRaise(staff, artist, { ...kase, ...madeUp, key: 'first' })
  await moveClock(staff.admin, madeUp.ordersFrom)
  const cast = castCrowd({
    holders: published.holders,
    shares: kase.class.shares,
    least: published.leastShares,
    named: published.namedShares,
    most: published.mostShares,
    seed: madeUp.seed,
  })
  progress.begin('The crowd joins, orders and pays', cast.length)
  const crowd = await inParallel(cast, async (member: CastMember) => {
    const { shares, ...credentials } = member
    const person = await Person.join(url, credentials)
    await buy(staff.finance, person, { offeringId: raise.offeringId, shares, at: madeUp.ordersFrom })
    progress.step()
    return { person, shares }
  })
  progress.end()
  await moveClock(staff.admin, madeUp.closesAt)
  return { staff, artist, crowd, raise }
}

/** What came in: by one source, with what was deducted from it. Decimal texts. */
export type Income = Period & {
  source: string
  gross: string
  deduction?: string
  label?: string
  received: string
  at: string
}

/** The artist reports, somebody else approves, the money arrives, cron distributes and issues the papers. */
export async function playRevenue(
  { staff, artist, raise }: Story,
  currency: string,
  income: Income,
): Promise<string> {
  const { admin, approver, finance } = staff
  const { projectId } = raise
  const { from, to, source, gross, deduction, label, received, at } = income
  await moveClock(admin, at)
  const money = (amount: string) => ({ amount, currency })
  const line = { source, gross: money(gross), deductionLabel: label }
  const reported = await artist.ask<{ reportRevenue: { report: { id: string } } }>(REPORT, {
    input: {
      idempotencyKey: `report-${from}`,
      projectId,
      periodStart: from,
      periodEnd: to,
      lines: [deduction === undefined ? line : { ...line, deduction: money(deduction) }],
    },
  })
  await approver.ask(APPROVE, { id: reported.reportRevenue.report.id, key: `approve-${from}` })
  await finance.ask(RECEIVE, {
    input: {
      idempotencyKey: `receive-${from}`,
      projectId,
      bankReference: `remittance-${from}`,
      amount: money(received),
      receivedAt: at,
    },
  })
  await signPreview(approver, projectId, at.slice(0, 10))
  await moveClock(admin, new Date(Date.parse(at) + 10 * 60_000).toISOString())
  const { project } = await finance.ask<{
    project: { distributions: { edges: { node: { id: string } }[] } }
  }>(RUNS, {
    id: projectId,
  })
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

const AT_ONCE = 6

/** Does the same for every item, a few at a time, and answers in the order of the items. */
export async function inParallel<In, Out>(
  items: readonly In[],
  work: (item: In) => Promise<Out>,
): Promise<Out[]> {
  const results: Out[] = []
  const queue = items.entries()
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return results
}

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
