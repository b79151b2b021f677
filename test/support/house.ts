import { Person } from '../../src/cli/demo/client.ts'
import { buy, openRaise, type Staff } from '../../src/cli/demo/stage.ts'
import { issueMissingAttestations } from '../../src/jobs/issue-attestations.ts'
import { issueMissingStatements } from '../../src/jobs/issue-statements.ts'
import type { TestServer } from './server.ts'
import { statePeriod } from './statements-of-house.ts'

/** Everybody who asks: nobody at all, four who joined, the staff, and somebody whose session was ended. */
export const WHO = [
  'nobody',
  'ended',
  'ann',
  'bea',
  'eve',
  'issuer',
  'finance',
  'approver',
  'auditor',
  'admin',
] as const
export type Who = (typeof WHO)[number]

/**
 * A house with something of everything in it. Ann and Bea hold shares of a project that has distributed once; a second
 * project is hidden, for it has no published offering. Eve holds nothing.
 */
export type House = {
  tokens: Record<Who, string | null>
  people: Record<'ann' | 'bea' | 'eve' | 'issuer', Person> & Staff
  /** Of the project that everybody sees. */
  open: { project: string; shareClass: string; contract: string; offering: string; report: string }
  distribution: string
  /** The report on it. */
  attestation: string
  /** Of the project that only staff see. */
  hidden: { project: string; shareClass: string; contract: string; offering: string; report: string }
  /** What is Ann's alone. */
  ann: { subscription: string; dividend: string; statement: string; periodic: string }
  /** Money in suspense. */
  receipt: string
  /** A correction of the run, that nobody approved yet. */
  adjustment: string
  /** What the issuer was billed for the closing. */
  invoice: string
}

const JANUARY = { periodStart: '2010-01-01', periodEnd: '2010-01-31' }
const EUR = (amount: string) => ({ amount, currency: 'EUR' })

/** Furnishes the house through the API. */
export async function furnish(server: TestServer): Promise<House> {
  const staff = await server.staff()
  const join = (name: string) => {
    const email = `${name.toLowerCase()}@x.example`
    return Person.join(server.url, { email, name, password: 'long enough 1', language: 'en' })
  }
  const [issuer, ann, bea, eve] = [
    await join('Iris'),
    await join('Ann'),
    await join('Bea'),
    await join('Eve'),
  ]
  const people = { ...staff, issuer, ann, bea, eve }
  const raise = await openRaise(staff, issuer, PLAN)
  for (const [holder, shares] of [[ann, 3] as const, [bea, 2] as const]) {
    await buy(staff.finance, holder, { offeringId: raise.offeringId, shares, at: '2010-01-01T09:00:00Z' })
  }
  await ann.ask(WAIT, { id: raise.offeringId })
  server.clock.move?.(new Date('2010-01-10T12:00:00Z'))
  await staff.finance.ask(CLOSE, { id: raise.offeringId })
  server.clock.move?.(new Date('2010-02-05T12:00:00Z'))
  const report = await reported(issuer, raise.projectId)
  await staff.approver.ask(APPROVE, { id: report })
  await staff.finance.ask(RECEIVE, { input: { projectId: raise.projectId, ...arrived('revenue', '100.00') } })
  await staff.finance.ask(DISTRIBUTE, { id: raise.projectId })
  await issueMissingStatements(server.shop, server.clock.now())
  await issueMissingAttestations(server.shop, server.clock.now())
  await staff.finance.ask(PAY, { input: { remittance: 'no order', ...arrived('stray', '7.00') } })
  const adjustment = await prepared(staff.finance, report)
  await statePeriod(server, staff, '2010-01')
  const hidden = await hide(people)
  return look(people, { open: { ...raise, report }, hidden, adjustment })
}

const PLAN = {
  key: 'open',
  project: 'Toi + Moi',
  currency: 'EUR',
  timeZone: 'Europe/Paris',
  class: { code: 'parts', name: 'Co-producer parts', shares: 5 },
  split: { 'class:parts': '0.30', issuer: '0.20', platform: '0.50' },
  unsignedUpTo: '1000.00',
  sharePrice: '10.00',
  goal: '50.00',
  maxPerInvestor: null,
  opensAt: '2010-01-01T00:00:00Z',
  closesAt: '2010-01-10T00:00:00Z',
  withdrawalDays: 0,
  commissionRatio: '0.05',
}

const arrived = (name: string, amount: string) => ({
  idempotencyKey: name,
  bankReference: name,
  amount: EUR(amount),
  receivedAt: '2010-02-01T12:00:00Z',
})

async function prepared(finance: Person, reportId: string): Promise<string> {
  const lines = [{ source: 'Sales', gross: EUR('1.00') }]
  const input = { reportId, kind: 'turnover', lines, reason: 'More came', idempotencyKey: 'adjustment' }
  const done = await finance.ask<{ prepareAdjustment: { adjustment: { id: string } } }>(ADJUST, { input })
  return done.prepareAdjustment.adjustment.id
}

async function reported(who: Person, projectId: string): Promise<string> {
  const lines = [{ source: 'Sales', gross: EUR('100.00') }]
  const input = { projectId, ...JANUARY, lines, idempotencyKey: `report-${projectId.slice(-12)}` }
  const { reportRevenue } = await who.ask<{ reportRevenue: { report: { id: string } } }>(REPORT, { input })
  return reportRevenue.report.id
}

/** Finance prepares a second project, and nobody publishes it. */
async function hide({ finance, issuer }: House['people']) {
  const { class: shareClass, currency, timeZone, split, sharePrice, opensAt } = PLAN
  const { openProject } = await finance.ask<{ openProject: { project: Project } }>(OPEN, {
    input: {
      idempotencyKey: 'hidden',
      name: 'Hidden',
      issuerId: issuer.id,
      currency,
      timeZone,
      classes: [shareClass],
    },
  })
  const { id: projectId, classes } = openProject.project
  const tiers = [{ name: 'All', split: Object.entries(split).map(([to, ratio]) => ({ to, ratio })) }]
  const rules = { recordDate: 'periodEnd', unsold: 'raisesSold', idempotencyKey: 'hidden-contract' }
  const proposed = await finance.ask<{ proposeContract: { contract: { id: string } } }>(PROPOSE, {
    input: { projectId, currency, tiers, ...rules },
  })
  const offered = await finance.ask<{ proposeOffering: { offering: { id: string } } }>(OFFER, {
    input: {
      idempotencyKey: 'hidden-offering',
      classId: classes[0]?.id,
      sharePrice: EUR(sharePrice),
      shares: 5,
      goalMode: 'none',
      opensAt,
      closesAt: '2011-01-01T00:00:00Z',
    },
  })
  return {
    project: projectId,
    shareClass: classes[0]?.id ?? '',
    contract: proposed.proposeContract.contract.id,
    offering: offered.proposeOffering.offering.id,
    report: await reported(finance, projectId),
  }
}

type Raised = { projectId: string; classId: string; offeringId: string; report: string }
type Project = { id: string; classes: { id: string }[] }
type Connection = { edges: { node: { id: string } }[] }
type Seen = {
  iris: { invoices: Connection }
  project: {
    contract: { id: string }
    distributions: { edges: { node: { id: string; attestations: { id: string }[] } }[] }
  }
  ann: { subscriptions: Connection; dividends: Connection; statements: Connection; periodic: Connection }
  suspense: Connection
}

async function look(
  people: House['people'],
  { open, hidden, adjustment }: { open: Raised; hidden: House['hidden']; adjustment: string },
): Promise<House> {
  const variables = { project: open.projectId, ann: people.ann.id, iris: people.issuer.id }
  const { project, ann, iris, suspense } = await people.auditor.ask<Seen>(LOOK, variables)
  const first = (connection: Connection) => connection.edges[0]?.node.id ?? ''
  const { projectId, classId, offeringId, report } = open
  return {
    tokens: await tokensOf(people),
    people,
    open: {
      project: projectId,
      shareClass: classId,
      contract: project.contract.id,
      offering: offeringId,
      report,
    },
    distribution: first(project.distributions),
    attestation: project.distributions.edges[0]?.node.attestations[0]?.id ?? '',
    hidden,
    adjustment,
    ann: {
      subscription: first(ann.subscriptions),
      dividend: first(ann.dividends),
      statement: first(ann.statements),
      periodic: first(ann.periodic),
    },
    receipt: first(suspense),
    invoice: first(iris.invoices),
  }
}

async function tokensOf(people: House['people']): Promise<House['tokens']> {
  const signed = Object.entries(people).map(async ([who, person]) => [who, await person.token()] as const)
  const tokens = Object.fromEntries(await Promise.all(signed)) as Record<keyof House['people'], string>
  const ended = await people.eve.token()
  await people.eve.ask('mutation { signOut }')
  return { nobody: null, ended, ...tokens, eve: await people.eve.token() }
}

const REFUSED = '... on Refusal { __typename code message }'
const CLOSE = `mutation ($id: ID!) { closeOffering(offeringId: $id, idempotencyKey: "close") { ${REFUSED} } }`
const WAIT = `mutation ($id: ID!) {
  waitForShares(input: { idempotencyKey: "wait", offeringId: $id, shares: 1 }) { ${REFUSED} }
}`
const APPROVE = `mutation ($id: ID!) { approveRevenue(reportId: $id, idempotencyKey: "approve") { ${REFUSED} } }`
const DISTRIBUTE = `mutation ($id: ID!) { distribute(projectId: $id, idempotencyKey: "run") { ${REFUSED} } }`
const RECEIVE = `mutation ($input: ReceiveRevenueInput!) { receiveRevenue(input: $input) { ${REFUSED} } }`
const PAY = `mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) { ${REFUSED} } }`
const ADJUST = `mutation ($input: PrepareAdjustmentInput!) {
  prepareAdjustment(input: $input) { ... on AdjustmentPayload { adjustment { id } } ${REFUSED} }
}`
const REPORT = `mutation ($input: ReportRevenueInput!) {
  reportRevenue(input: $input) { ... on RevenueReportPayload { report { id } } ${REFUSED} }
}`
const OPEN = `mutation ($input: OpenProjectInput!) {
  openProject(input: $input) { ... on ProjectPayload { project { id classes { id } } } ${REFUSED} }
}`
const PROPOSE = `mutation ($input: ProposeContractInput!) {
  proposeContract(input: $input) { ... on ContractPayload { contract { id } } ${REFUSED} }
}`
const OFFER = `mutation ($input: ProposeOfferingInput!) {
  proposeOffering(input: $input) { ... on OfferingPayload { offering { id } } ${REFUSED} }
}`
const LOOK = `query ($project: ID!, $ann: ID!, $iris: ID!) {
  project(id: $project) { contract { id } distributions { edges { node { id attestations { id } } } } }
  ann: node(id: $ann) {
    ... on Party {
      subscriptions { edges { node { id } } } dividends { edges { node { id } } } statements { edges { node { id } } }
      periodic: periodicStatements { edges { node { id } } }
    }
  }
  iris: node(id: $iris) { ... on Party { invoices { edges { node { id } } } } }
  suspense { edges { node { id } } }
}`
