import { newId } from '../../src/domain/ids.ts'
import { bankRights } from './bank-rights.ts'
import { cardRights } from './card-rights.ts'
import { endingRights } from './ending-rights.ts'
import { fulfilmentRights } from './fulfilment-rights.ts'
import type { House } from './house.ts'
import { lifeRights } from './life-rights.ts'
import { operatingRights } from './operating-rights.ts'
import { pledgeRights } from './pledge-rights.ts'
import { reinvestmentRights } from './reinvestment-rights.ts'
import { ALL, type Rights, right, SIGNED_IN } from './rights.ts'
import { suitabilityRights } from './suitability-rights.ts'

const KEY = 'idempotencyKey: "k"'
const NEW = 'name: "New", language: en'
const ONE_EURO = '{ amount: "1", currency: "EUR" }'
const PERIOD = 'opensAt: "2010-01-01T00:00:00Z", closesAt: "2010-02-01T00:00:00Z"'

/**
 * What can be changed, and by whom. Each change is one that the verb behind it refuses: the refusal shows who came so
 * far, and the house stays as it is.
 */
export function changingRights(house: House): Rights {
  const { open, hidden, receipt, ann, people } = house
  const input = (verb: string, fields: string) => `${verb}(input: { ${KEY}, ${fields} })`
  const file = (projectId: string) =>
    input('importRevenueFile', `projectId: "${projectId}", fileName: "x.csv", content: ""`)
  const unknown = newId()
  const report = (projectId: string) =>
    input(
      'reportRevenue',
      `projectId: "${projectId}", periodStart: "2010-01-01", periodEnd: "2010-01-02", lines: []`,
    )
  const draft = (verb: 'saveDraft' | 'sendDraft', projectId: string) => {
    const lines = verb === 'saveDraft' ? ', lines: []' : ''
    return input(
      verb,
      `projectId: "${projectId}", periodStart: "2010-01-02", periodEnd: "2010-01-01"${lines}`,
    )
  }
  return {
    join: [right(`join(input: { email: "new@x.example", ${NEW} })`, [ALL, 'ok'])],
    confirmEmail: [
      right('confirmEmail(email: "x@x.example", code: "X", password: "long enough 1")', [ALL, 'CODE_WRONG']),
    ],
    claimFirstAdministrator: [
      right(
        `claimFirstAdministrator(code: "X", password: "long enough 1", input: { email: "new@x.example", ${NEW} })`,
        [ALL, 'ALREADY_HAS_ADMINISTRATOR'],
      ),
    ],
    signIn: [right('signIn(email: "x@x.example", password: "x")', [ALL, 'SIGN_IN_FAILED'])],
    renewSession: [right('renewSession(refreshCode: "x")', [ALL, 'SIGN_IN_FAILED'])],
    requestPasswordReset: [right('requestPasswordReset(email: "x@x.example")', [ALL, 'ok'])],
    resetPassword: [
      right('resetPassword(email: "y@x.example", code: "X", password: "long enough 1")', [ALL, 'CODE_WRONG']),
    ],
    registerParty: [
      right(input('registerParty', 'kind: firm, name: "", language: en'), [SIGNED_IN, 'NAME_MALFORMED']),
    ],
    changeProfile: [right(input('changeProfile', 'name: ""'), [SIGNED_IN, 'NAME_MALFORMED'])],
    giveMandate: [
      right(input('giveMandate', `agentId: "Party:${unknown}"`), [SIGNED_IN, 'PARTY_UNKNOWN']),
      right(input('giveMandate', `agentId: "Party:${unknown}", onBehalfOf: "${people.issuer.id}"`), [
        SIGNED_IN,
        'MANDATE_UNKNOWN',
      ]),
    ],
    endMandate: [right(`endMandate(mandateId: "Mandate:${unknown}", ${KEY})`, [SIGNED_IN, 'NOT_FOUND'])],
    prepareAdjustment: [
      right(input('prepareAdjustment', `reportId: "${hidden.report}", kind: turnover, reason: "x"`), [
        ['finance'],
        'REPORT_NOT_DISTRIBUTED',
      ]),
    ],
    approveAdjustment: [
      right(`approveAdjustment(adjustmentId: "Adjustment:${unknown}", ${KEY})`, [
        ['approver'],
        'ADJUSTMENT_UNKNOWN',
      ]),
    ],
    approveDistribution: [
      right(`approveDistribution(projectId: "${open.project}", paidOn: "2010-01-01", hash: "x", ${KEY})`, [
        ['approver'],
        'PAYMENT_DATE_PASSED',
      ]),
    ],
    approveDistributions: [
      right(`approveDistributions(items: [], paidOn: "2010-02-05", hash: "x", ${KEY})`, [
        ['approver'],
        'BUNDLE_WRONG',
      ]),
    ],
    invoiceService: [
      right(input('invoiceService', `buyerId: "${people.issuer.id}", currency: "EUR", lines: []`), [
        ['finance'],
        'INVOICE_LINES_WRONG',
      ]),
    ],
    creditInvoice: [
      right(input('creditInvoice', `invoiceId: "Invoice:${unknown}", reason: "x"`), [
        ['finance'],
        'INVOICE_UNKNOWN',
      ]),
    ],
    declareTaxResidence: [
      right(input('declareTaxResidence', 'country: "xx"'), [SIGNED_IN, 'COUNTRY_MALFORMED']),
      right(
        input('declareTaxResidence', `country: "xx", onBehalfOf: "${people.ann.id}"`),
        [['ann', 'finance'], 'COUNTRY_MALFORMED'],
        [SIGNED_IN.filter(who => who !== 'ann' && who !== 'finance'), 'MANDATE_UNKNOWN'],
      ),
      right(input('declareTaxResidence', 'country: "DE", provedOn: "2010-01-01"'), [
        SIGNED_IN,
        'PROOF_BY_FINANCE',
      ]),
    ],
    requestWaiver: [
      right(input('requestWaiver', 'year: 2010, income: dividend'), [SIGNED_IN, 'WAIVER_TOO_LATE']),
      right(
        input('requestWaiver', `year: 2010, income: dividend, onBehalfOf: "${people.ann.id}"`),
        [['ann', 'finance'], 'WAIVER_TOO_LATE'],
        [SIGNED_IN.filter(who => who !== 'ann' && who !== 'finance'), 'MANDATE_UNKNOWN'],
      ),
    ],
    ...suitabilityRights(house),
    ...fulfilmentRights(house),
    ...pledgeRights(house),
    ...reinvestmentRights(house),
    changeRole: [
      right(input('changeRole', `partyId: "${people.ann.id}", role: finance, granted: false`), [
        ['admin'],
        'ROLE_UNCHANGED',
      ]),
      right(input('changeRole', `partyId: "${people.admin.id}", role: finance, granted: true`), [
        ['admin'],
        'NOT_FOR_YOURSELF',
      ]),
    ],
    openProject: [
      right(input('openProject', `name: "", issuerId: "Party:${unknown}", currency: "EUR", classes: []`), [
        ['finance'],
        'PARTY_UNKNOWN',
      ]),
    ],
    proposeContract: [
      right(
        input(
          'proposeContract',
          `projectId: "${open.project}", currency: "USD", tiers: [], recordDate: periodEnd, unsold: toIssuer`,
        ),
        [['finance'], 'CONTRACT_CURRENCY'],
      ),
    ],
    signContract: [
      right(`signContract(contractId: "${open.contract}", ${KEY})`, [['approver'], 'CONTRACT_SIGNED']),
    ],
    proposeOffering: [
      right(
        input(
          'proposeOffering',
          `classId: "ShareClass:${unknown}", sharePrice: ${ONE_EURO}, shares: 1, goalMode: none, ${PERIOD}`,
        ),
        [['finance'], 'CLASS_UNKNOWN'],
      ),
    ],
    publishOffering: [
      right(`publishOffering(offeringId: "${open.offering}", ${KEY})`, [['approver'], 'OFFERING_PUBLISHED']),
    ],
    closeOffering: [
      right(`closeOffering(offeringId: "${open.offering}", ${KEY})`, [['finance'], 'OFFERING_DECIDED']),
    ],
    ...lifeRights(house),
    subscribe: [
      right(input('subscribe', `offeringId: "${open.offering}", shares: 1`), [
        SIGNED_IN,
        'OFFERING_NOT_OPEN',
      ]),
      right(input('subscribe', `offeringId: "${hidden.offering}", shares: 1`), [
        SIGNED_IN,
        'OFFERING_UNKNOWN',
      ]),
    ],
    withdraw: [
      right(
        input('withdraw', `subscriptionId: "${ann.subscription}"`),
        [['ann'], 'SUBSCRIPTION_BINDING'],
        [SIGNED_IN.filter(who => who !== 'ann'), 'SUBSCRIPTION_UNKNOWN'],
      ),
    ],
    ...bankRights(house),
    ...cardRights({ receipt, ann }),
    reportRevenue: [
      right(report(open.project), [['finance', 'issuer'], 'PERIOD_REPORTED']),
      right(
        report(hidden.project),
        [['finance', 'issuer'], 'PERIOD_REPORTED'],
        [['ann', 'bea', 'eve', 'admin'], 'NOT_FOUND'],
      ),
    ],
    importRevenueFile: [
      right(file(open.project), [['finance', 'issuer'], 'FILE_HAS_PROBLEMS']),
      right(
        file(hidden.project),
        [['finance', 'issuer'], 'FILE_HAS_PROBLEMS'],
        [['ann', 'bea', 'eve', 'admin'], 'NOT_FOUND'],
      ),
    ],
    saveDraft: [
      right(draft('saveDraft', open.project), [['finance', 'issuer'], 'PERIOD_MALFORMED']),
      right(
        draft('saveDraft', hidden.project),
        [['finance', 'issuer'], 'PERIOD_MALFORMED'],
        [['ann', 'bea', 'eve', 'admin'], 'NOT_FOUND'],
      ),
    ],
    sendDraft: [
      right(draft('sendDraft', open.project), [['finance', 'issuer'], 'PERIOD_MALFORMED']),
      right(
        draft('sendDraft', hidden.project),
        [['finance', 'issuer'], 'PERIOD_MALFORMED'],
        [['ann', 'bea', 'eve', 'admin'], 'NOT_FOUND'],
      ),
    ],
    sendBackReport: [
      right(
        input(
          'sendBackReport',
          `reportId: "${open.report}", reason: other, explanation: "x", dueBy: "2010-02-28"`,
        ),
        [['approver'], 'REPORT_APPROVED'],
      ),
    ],
    approveRevenue: [
      right(`approveRevenue(reportId: "${open.report}", ${KEY})`, [['approver'], 'REPORT_APPROVED']),
    ],
    requestReversal: [
      right(input('requestReversal', `id: "Distribution:${unknown}", reason: "x"`), [
        ['finance'],
        'DISTRIBUTION_UNKNOWN',
      ]),
    ],
    reverseDistribution: [
      right(`reverseDistribution(requestId: "ReversalRequest:${unknown}", ${KEY})`, [
        ['approver'],
        'REVERSAL_UNKNOWN',
      ]),
    ],
    ...endingRights(house),
    ...operatingRights(house),
  }
}
