/** How somebody is told: by mail and on his list, on his list only, or not at all. */
export type Channel = 'mail' | 'list' | 'none'

/** What a notice knows besides its kind: names of projects, days and codes. Never an amount or a person's name. */
export type NoticeDetails = {
  project?: string | null
  /** A day, an instant in the platform's zone, or a period. */
  until?: string | null
  /** Why, in words or as a code of the engine. */
  reason?: string | null
  /** A bank account, masked. */
  account?: string | null
  /** What waits, as a code of the engine. */
  what?: string | null
}

type Rule = {
  says: string
  /** Why it cannot be switched off; null: it can. */
  duty: string | null
  /** The act itself laid a mail into the outbox, because it must not wait: no second one follows. */
  mailedAtOnce?: boolean
}

const SECURITY = 'It may be the only sign that somebody else uses your account.'
const PAPERS = 'What you were told before was wrong: you must not go on relying on it.'
const SHEET = 'Article 23 of Regulation (EU) 2020/1503 asks us to tell you at once.'
const DEBT = 'It is taken from what you are due next: you must be able to object.'
const REPORTING = 'The contract asks for the report, and others wait for it.'

const rule = (says: string, duty: string | null = null): Rule => ({ says, duty })
const atOnce = (says: string, duty: string | null): Rule => ({ says, duty, mailedAtOnce: true })

/** Every kind of news that a person may get. */
export const NOTICE_KINDS = {
  bankDetailsChanged: atOnce('The bank account you are paid on was changed', SECURITY),
  passwordChanged: rule('Your password was changed', SECURITY),
  rightsChanged: rule('What you may do was changed', SECURITY),
  mandateChanged: rule('Who may act for you, or for whom you may act, was changed', SECURITY),
  statementCorrected: rule('A paper was replaced by a corrected version', PAPERS),
  distributionReversed: rule('A distribution was taken back', PAPERS),
  moneyOwedBack: rule('You owe back what you were paid', DEBT),
  offeringSuspended: atOnce('An offering you ordered in is suspended', SHEET),
  sheetDefect: atOnce('Your offering is suspended until its sheet is corrected', SHEET),
  offeringRevised: atOnce('The terms you ordered under were changed: confirm your order', SHEET),
  payoutReturned: atOnce('A payment to you came back', 'Nothing more is sent to you before you act.'),
  refundFailed: rule('Money could not be given back to your card', 'Nothing is sent to you before you act.'),
  offeringFailed: rule('An offering you ordered in did not come about'),
  offeringSucceeded: rule('An offering you ordered in came about'),
  orderReceived: rule('Your order arrived'),
  orderPaid: rule('Your order is paid'),
  orderEnded: rule('Your order ended'),
  orderRefunded: rule('Money goes back to you'),
  sharesMoved: rule('Shares came to you or left you'),
  distributionPaid: rule('A distribution was credited to you'),
  statementReady: rule('A paper is ready for you'),
  invoiceIssued: rule('An invoice was issued to you'),
  payoutSent: rule('A payment to you is on its way'),
  payoutSettled: rule('A payment to you was carried out'),
  reportDue: atOnce('A revenue report is due', REPORTING),
  reportReturned: atOnce('A revenue report was sent back', REPORTING),
  reportApproved: rule('A revenue report was approved'),
  revenueReceived: rule('Revenue of your project arrived'),
  projectDistributed: rule('Revenue of your project was distributed'),
  offeringPublished: rule('Your offering was published'),
  offeringReviewed: rule('Your offering was sent back or refused'),
  raiseClosed: rule('Your offering was decided'),
  reportMissing: atOnce('A revenue report does not come', 'It is the work of finance to see to it.'),
  approvalWaiting: rule('Something waits for an approval'),
} satisfies Record<string, Rule>

export type NoticeKind = keyof typeof NOTICE_KINDS

/** The rule of a kind. */
export const ruleOf = (kind: NoticeKind): Rule => NOTICE_KINDS[kind]

/** The kinds of which a person is always told by mail. */
export const DUTIES = kindsWhere(each => each.duty !== null)

/** The kinds of which the act itself wrote. */
export const MAILED_AT_ONCE = kindsWhere(each => each.mailedAtOnce === true)

function kindsWhere(holds: (each: Rule) => boolean): NoticeKind[] {
  return (Object.keys(NOTICE_KINDS) as NoticeKind[]).filter(kind => holds(ruleOf(kind)))
}
