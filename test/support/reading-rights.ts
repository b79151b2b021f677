import { CARD_READING } from './card-rights.ts'
import { EXCHANGE_READING } from './exchange-rights.ts'
import { EXPORT_READING } from './export-rights.ts'
import { FILING_READING } from './filing-rights.ts'
import type { House, Who } from './house.ts'
import { IMPORT_READING } from './import-rights.ts'
import { NOTICE_READING } from './notice-rights.ts'
import { PAYOUT_READING } from './payout-rights.ts'
import { RECONCILING_READING } from './reconciling-rights.ts'
import { ALL, OWN, others, PAPERS, type Rights, right, SIGNED_IN, STAFF } from './rights.ts'

const MONEY_OF_A_PARTY = [
  'holdings { shares certificate { path } }',
  'suitability { knowledgeTest { passed } lossSimulation { acceptedLimit { amount } } acknowledgements { warning } }',
  'balances { kind }',
  'payable { parts { code message nextTestOn } }',
  'payoutAccount { iban usable }',
  'payouts { edges { cursor } }',
  'subscriptions { edges { cursor } }',
  'pledges { id }',
  'reinvestmentRules { id }',
  'dividends { edges { cursor } }',
  'losses { lost { amount } certificate { path } }',
  'waiting { edges { cursor } }',
]

const SIMULATION =
  '{ contract: { currency: "EUR", tiers: [{ name: "All", split: [{ to: "issuer", ratio: "1" }] }], unsold: raisesSold }, classes: [], scenarios: [] }'

/** What can be read, and by whom. "nothing" is null. */
export function readingRights({ open, hidden, distribution, receipt, invoice, ann, people }: House): Rights {
  const project = (fields: string) => `project(id: "${open.project}") { ${fields} }`
  const run = (fields: string) => `distribution(id: "${distribution}") { ${fields} }`
  const edges = '{ edges { cursor } }'
  const preview = (projectId: string) =>
    `previewRevenueFile(input: { projectId: "${projectId}", content: "" }) { problemCount }`
  const ahead = (projectId: string) =>
    `previewReport(input: { projectId: "${projectId}", periodStart: "2010-02-01", periodEnd: "2010-02-03",
      lines: [{ source: "Sales", gross: { amount: "0.00", currency: "EUR" } }] }) { net { amount } }`
  const holders: Who[] = ['ann', 'bea']
  return {
    now: [right('now', [ALL, 'ok'])],
    ...CARD_READING,
    ...IMPORT_READING,
    ...PAYOUT_READING,
    ...FILING_READING,
    ...EXPORT_READING,
    ...RECONCILING_READING,
    ...NOTICE_READING,
    ...EXCHANGE_READING,
    viewer: [right('viewer { email }', [SIGNED_IN, 'ok'], [['nobody'], 'nothing'])],
    projects: [right(`projects ${edges}`, [ALL, 'ok'])],
    project: [
      right(project('name issuerName contract { version } classes { held }'), [ALL, 'ok']),
      right(project(`reports ${edges}`), [[...STAFF, 'issuer'], 'ok']),
      right(project('punctuality { due }'), [ALL, 'ok']),
      right(project('schedule { standing }'), [ALL, 'ok']),
      right(project('end { state endings { kind } }'), [ALL, 'ok']),
      right(project('calendar { state }'), [[...STAFF, 'issuer'], 'ok']),
      right(project('draftFor { basis }'), [[...STAFF, 'issuer'], 'ok']),
      right(project(`reports { edges { node { review { flags { code } } } } }`), [
        [...STAFF, 'issuer'],
        'ok',
      ]),
      right(project(`adjustments ${edges}`), [[...STAFF, 'issuer'], 'ok']),
      right(project(`deliveries ${edges}`), [[...STAFF, 'issuer'], 'ok']),
      right(project('balances { kind }'), [[...STAFF, 'issuer'], 'ok']),
      right(project(`distributions ${edges}`), [SIGNED_IN, 'ok']),
      right(project(`classes { register ${edges} }`), [STAFF, 'ok']),
      right(`project(id: "${hidden.project}") { name }`, [OWN, 'ok'], [others(...OWN), 'nothing']),
    ],
    defaultRates: [
      right('defaultRates(from: "2007-01-01", to: "2009-12-31") { overall { meanRatio } }', [ALL, 'ok']),
    ],
    offering: [
      right(
        `offering(id: "${open.offering}") { audience termsVersion versions { inForceAt changes { term } } }`,
        [ALL, 'ok'],
      ),
      right(`offering(id: "${open.offering}") { suspensions { reason } insiderInvestments { exist } }`, [
        ALL,
        'ok',
      ]),
      right(`offering(id: "${open.offering}") { versions { proposer { name } } }`, [STAFF, 'ok']),
      right(`offering(id: "${open.offering}") { reviews { outcome reason explanation } }`, [OWN, 'ok']),
      right(
        `offering(id: "${open.offering}") { state waiting deliveryCounts { due } raised { firmShares } }`,
        [ALL, 'ok'],
      ),
      right(`offering(id: "${open.offering}") { deliveries ${edges} }`, [OWN, 'ok']),
      right(`offering(id: "${open.offering}") { subscriptions ${edges} }`, [STAFF, 'ok']),
      right(`offering(id: "${hidden.offering}") { state }`, [OWN, 'ok'], [others(...OWN), 'nothing']),
    ],
    selectionCriteria: [right('selectionCriteria { code asks }', [ALL, 'ok'])],
    selectionMonths: [right('selectionMonths { month submitted accepted sentBack refused }', [ALL, 'ok'])],
    runProgress: [right(`runProgress(projectId: "${open.project}") { done }`, [STAFF, 'nothing'])],
    distribution: [
      right(
        run(`amount { amount } reports { lines { source } } dividends ${edges}`),
        [[...STAFF, ...holders, 'issuer'], 'ok'],
        [['eve', 'admin'], 'nothing'],
      ),
      right(run(`statements ${edges}`), [PAPERS, 'ok'], [['eve', 'admin'], 'nothing']),
      right(run('reports { reporter { name } }'), [STAFF, 'ok'], [['eve', 'admin'], 'nothing']),
      right(run('reversal { at }'), [[...STAFF, 'issuer', ...holders], 'ok'], [['eve', 'admin'], 'nothing']),
      right(run('reversalRequests { reason }'), [STAFF, 'ok'], [['eve', 'admin'], 'nothing']),
      right(
        run('reports { evidence { sha256 } }'),
        [[...STAFF, 'issuer'], 'ok'],
        [['eve', 'admin'], 'nothing'],
      ),
      right(
        run('reports { sentBack { reason } }'),
        [[...STAFF, 'issuer'], 'ok'],
        [['eve', 'admin'], 'nothing'],
      ),
      right(
        run('reports { review { changes { source } } }'),
        [[...STAFF, 'issuer'], 'ok'],
        [['eve', 'admin'], 'nothing'],
      ),
      right(run('reports { approver { name } }'), [STAFF, 'ok'], [['eve', 'admin'], 'nothing']),
    ],
    explainDividend: [
      right(
        `explainDividend(id: "${ann.dividend}") { sentences tiers { toClass } levies { source } net { amount } }`,
        [['ann', ...STAFF], 'ok'],
        [others('ann', 'nobody', ...STAFF), 'nothing'],
      ),
    ],
    node: [
      right(
        `node(id: "${people.ann.id}") { ... on Party { name kind language country } }`,
        [['ann', 'admin', ...STAFF], 'ok'],
        [others('ann', 'admin', ...STAFF), 'NOT_FOUND'],
      ),
      ...MONEY_OF_A_PARTY.map(field =>
        right(
          `node(id: "${people.ann.id}") { ... on Party { ${field} } }`,
          [['ann', ...STAFF], 'ok'],
          [['admin'], 'FORBIDDEN'],
          [others('ann', 'admin', ...STAFF), 'NOT_FOUND'],
        ),
      ),
      right(
        `node(id: "${people.ann.id}") { ... on Party { statements ${edges} donationReceipts ${edges} yearlyCertificates ${edges} yearlyCertificate(year: 2010) { amounts { held { amount } } } } }`,
        [['ann', ...PAPERS], 'ok'],
        [['admin', 'approver'], 'FORBIDDEN'],
        [others('ann', 'admin', ...STAFF), 'NOT_FOUND'],
      ),
      right(
        `node(id: "${people.ann.id}") { ... on Party { subscriptions { edges { node { refundAccount { iban } } } } } }`,
        [['ann', ...STAFF], 'ok'],
        [others('ann', 'admin', ...STAFF), 'NOT_FOUND'],
      ),
      right(
        `node(id: "${people.ann.id}") { ... on Party { subscriptions { edges { node { paymentOrder { iban } } } } } }`,
        [['ann', ...STAFF], 'ok'],
        [others('ann', 'admin', ...STAFF), 'NOT_FOUND'],
      ),
      right(
        `node(id: "${people.ann.id}") { ... on Party { subscriptions { edges { node { cardOrder { bearer } cardPayment { id } } } } } }`,
        [['ann', ...STAFF], 'ok'],
        [others('ann', 'admin', ...STAFF), 'NOT_FOUND'],
      ),
      right(
        `node(id: "${people.ann.id}") { ... on Party { tax { residence { country } waivers { year } } } }`,
        [['ann', ...STAFF], 'ok'],
        [others('ann', 'admin', ...STAFF), 'NOT_FOUND'],
      ),
      right(
        `node(id: "${people.ann.id}") { ... on Party { taxIdentity { taxNumber bornOn } } }`,
        [['ann', 'finance'], 'ok'],
        [['approver', 'auditor'], 'FORBIDDEN'],
        [others('ann', 'admin', ...STAFF), 'NOT_FOUND'],
      ),
      right(
        `node(id: "${people.ann.id}") { ... on Party { subscriptions { edges { node { acknowledgements { warning } } } } } }`,
        [['ann', ...STAFF], 'ok'],
        [others('ann', 'admin', ...STAFF), 'NOT_FOUND'],
      ),
      right(
        `node(id: "${people.issuer.id}") { ... on Party { invoices ${edges} } }`,
        [['issuer', ...PAPERS], 'ok'],
        [['admin', 'approver'], 'FORBIDDEN'],
        [others('issuer', 'admin', ...STAFF), 'NOT_FOUND'],
      ),
      right(
        `node(id: "${invoice}") { ... on Invoice { number lines { net { amount } } creditNotes { id } } }`,
        [['issuer', ...PAPERS], 'ok'],
        [others('issuer', ...PAPERS), 'NOT_FOUND'],
      ),
      right(`node(id: "${receipt}") { id }`, [STAFF, 'ok'], [others(...STAFF), 'NOT_FOUND']),
    ],
    bankAccounts: [right('bankAccounts { iban }', [STAFF, 'ok'])],
    suspenseDebits: [right(`suspenseDebits ${edges}`, [STAFF, 'ok'])],
    nodes: [
      right(`nodes(ids: ["${open.project}", "${open.offering}"]) { id }`, [ALL, 'ok']),
      right(
        `nodes(ids: ["${ann.subscription}", "${ann.dividend}"]) { id }`,
        [['ann', ...STAFF], 'ok'],
        [others('ann', ...STAFF), 'NOT_FOUND'],
      ),
      right(
        `nodes(ids: ["${ann.statement}"]) { id }`,
        [['ann', ...PAPERS], 'ok'],
        [others('ann', ...PAPERS), 'NOT_FOUND'],
      ),
    ],
    previewRevenueFile: [
      right(preview(open.project), [['finance', 'issuer'], 'ok']),
      right(
        preview(hidden.project),
        [['finance', 'issuer'], 'ok'],
        [['ann', 'bea', 'eve', 'admin'], 'NOT_FOUND'],
      ),
    ],
    regimes: [right('regimes { regime gates { article effect parameters { value } } }', [ALL, 'ok'])],
    warnings: [right('warnings { warning version text }', [ALL, 'ok'])],
    lossSimulation: [right('lossSimulation { formula vectors { limit { amount } } }', [ALL, 'ok'])],
    simulate: [right(`simulate(input: ${SIMULATION}) { currency }`, [SIGNED_IN, 'ok'])],
    previewDistribution: [
      right(
        `previewDistribution(projectId: "${open.project}", paidOn: "2010-02-05") { ... on Refusal { code } }`,
        [STAFF, 'NOTHING_TO_DISTRIBUTE'],
      ),
    ],
    previewReport: [
      right(ahead(open.project), [['finance', 'issuer'], 'ok']),
      right(
        ahead(hidden.project),
        [['finance', 'issuer'], 'CONTRACT_NOT_SIGNED'],
        [['ann', 'bea', 'eve', 'admin'], 'NOT_FOUND'],
      ),
    ],
    verifyDocument: [right('verifyDocument(number: "S-0000-0000-0000") { sha256 }', [ALL, 'nothing'])],
    mailbox: [right('mailbox(email: "ann@x.example") { subject }', [ALL, 'ok'])],
    invoices: [right(`invoices ${edges}`, [PAPERS, 'ok'])],
    invoiceTotals: [right('invoiceTotals { year gross { amount } }', [PAPERS, 'ok'])],
    events: [right('events { edges { node { verb about { id } } } }', [ALL, 'ok'])],
    acts: [right('acts { edges { node { verb actor { name } } } }', [[...STAFF, 'admin'], 'ok'])],
    jobs: [right('jobs { name pending }', [[...STAFF, 'admin'], 'ok'])],
    checks: [
      right('checks { name violations }', [[...STAFF, 'admin'], 'ok']),
      right('checks { found }', [STAFF, 'ok']),
    ],
    suspense: [right('suspense { edges { node { payerName } } }', [STAFF, 'ok'])],
    statementPeriods: [right(`statementPeriods { closer { name } statements ${edges} }`, [PAPERS, 'ok'])],
    partyByEmail: [right('partyByEmail(email: "ann@x.example") { name }', [['admin'], 'ok'])],
  }
}
