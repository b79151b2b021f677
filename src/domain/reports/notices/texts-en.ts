import type { NoticeDetails } from './kinds.ts'
import { type NoticeTexts, quoted } from './words.ts'

const of = quoted('"', '"', 'a project')
const because = ({ reason }: NoticeDetails) => (reason ? `\n\nWhy: ${reason}` : '')
const by = ({ until }: NoticeDetails) => until ?? 'the day that stands there'
const on = (details: NoticeDetails) =>
  details.until ? ` on ${details.until}` : ` on a distribution of ${of(details)}`
const account = (details: NoticeDetails) => details.account ?? 'your account'

const ENDS: Record<string, string> = {
  withdrawn: 'It was withdrawn.',
  expired: 'It was not paid in time.',
  lapsed: 'The terms were changed, and it was not confirmed in time.',
  chargedBack: 'The payment by card was taken back.',
}

const WAITING: Record<string, string> = {
  report: 'A revenue report waits to be approved or sent back.',
  adjustment: 'An adjustment waits to be approved.',
  contract: 'A contract waits to be signed.',
  ending: 'The ending of a project waits to be approved.',
  reversal: 'A reversal waits to be approved.',
  offering: 'An offering waits to be reviewed.',
  payouts: 'A batch of payouts waits to be approved.',
}

/** What notices say in English. */
export const EN: NoticeTexts = {
  bankDetailsChanged: details => ({
    title: 'The bank account you are paid on was changed',
    text: `From now on you are to be paid on ${account(details)}. Nothing is sent to it for 48 hours.`,
    next: 'If it was not you, sign in and name your own account, choose a new password, and tell us at once.',
  }),
  passwordChanged: () => ({
    title: 'Your password was changed',
    text: 'A new password was set for your account with a code from your mailbox. Every device was signed out.',
    next: 'If it was not you, choose a new password at once, change the one of your mailbox, and tell us.',
  }),
  rightsChanged: ({ what, reason }) => ({
    title: 'What you may do here was changed',
    text: `The role "${what ?? 'named there'}" was ${reason === 'taken' ? 'taken from' : 'given to'} you.`,
    next: 'It counts from your next request on. If you did not expect it, ask an administrator.',
  }),
  mandateChanged: ({ reason }) => ({
    title: 'A mandate was given or ended',
    text:
      reason === 'taken'
        ? 'A mandate that you gave or held was ended.'
        : 'A mandate now lets one person act for another, and you are one of the two.',
    next: 'Your mandates stand under your account. End one there that you do not want.',
  }),
  statementCorrected: details => ({
    title: 'A paper was replaced by a corrected version',
    text: `There is a corrected version of your paper${on(details)}.${because(details)}`,
    next: 'Read the new version, which shows what it replaces, and use the old one no more.',
  }),
  moneyOwedBack: details => ({
    title: 'You owe back what you were paid',
    text: `What you were given by ${of(details)} was corrected after it had been paid out: what is taken back of it and was not on your account any more, you owe.${because(details)}`,
    next: 'Your account shows how much. It is taken from what you are due next. Write to us if you think that it is wrong.',
  }),
  distributionReversed: details => ({
    title: 'A distribution was taken back',
    text: `A distribution of ${of(details)}, or your line of it, was wrong and was taken back: what it credited to you was booked back. You owe nothing for it.${because(details)}`,
    next: 'Your account shows what was booked.',
  }),
  offeringSuspended: details => ({
    title: 'An offering you ordered in is suspended',
    text: `The key investment information sheet of ${of(details)} was found wrong or incomplete. It may be corrected until the end of ${by(details)}.${because(details)}`,
    next: 'You may withdraw your order or leave the waiting list now, free of charge. If you wait, we ask you once there is a new sheet.',
  }),
  sheetDefect: details => ({
    title: 'Your offering is suspended: correct its key information sheet',
    text: `The key investment information sheet of ${of(details)} is wrong or incomplete; no order is taken.${because(details)}`,
    next: `Send a corrected sheet without delay: if none is in force by the end of ${by(details)}, the offering is cancelled.`,
  }),
  offeringRevised: details => ({
    title: 'The terms you ordered under were changed: confirm your order',
    text: `The terms of the offering of ${of(details)} were changed after you ordered. Your order counts only if you confirm it.`,
    next: `Read what is new and confirm before ${by(details)} (Paris time). If you do not, your order ends and your money goes back.`,
  }),
  payoutReturned: details => ({
    title: 'A payment to you came back',
    text: `A payment to ${account(details)} could not be carried out, and the money lies on your account with us again.${because(details)}`,
    next: 'Name another bank account, or tell us that this one is right. Nothing more is sent there before.',
  }),
  refundFailed: () => ({
    title: 'Money could not be given back to your card',
    text: 'The card processor refused to give money back to your card. It lies on your account with us.',
    next: 'Name a bank account for it under your orders.',
  }),
  offeringFailed: details => ({
    title: 'An offering you ordered in did not come about',
    text: `The offering of ${of(details)} did not reach what it needed. No shares were made.`,
    next: 'What you paid goes back to where it came from. You need not do anything.',
  }),
  offeringSucceeded: details => ({
    title: 'An offering you ordered in came about',
    text: `The offering of ${of(details)} came about, and was shared out among those who ordered.`,
    next: 'Your order shows what you got. What you paid too much, if anything, goes back to you.',
  }),
  orderReceived: details => ({
    title: 'Your order arrived',
    text: `Your order in the offering of ${of(details)} arrived and its shares are kept for you.`,
    next: `If it is not paid yet, pay it before ${by(details)} (Paris time) with the reference that stands beside it.`,
  }),
  orderPaid: details => ({
    title: 'Your order is paid',
    text: `The money for your order in the offering of ${of(details)} arrived.`,
    next: `Where you may still withdraw it without a reason, you may do so before ${by(details)} (Paris time). We tell you how the offering ends.`,
  }),
  orderEnded: details => ({
    title: 'Your order ended',
    text: `Your order in the offering of ${of(details)} ended. ${ENDS[details.reason ?? ''] ?? ''}`.trim(),
    next: 'What you paid for it goes back to you. While the offering is open you may order again.',
  }),
  orderRefunded: () => ({
    title: 'Money goes back to you',
    text: 'Money that you paid goes back to the bank account or card from which it came.',
    next: 'Your account shows for what. You need not do anything.',
  }),
  sharesMoved: details => ({
    title: 'Shares came to you or left you',
    text: `The register of ${of(details)} has a new entry about you.`,
    next: 'Look at your holdings, and tell us if you did not expect it.',
  }),
  distributionPaid: details => ({
    title: 'A distribution was credited to you',
    text: `Revenue of ${of(details)} was distributed, and your part was credited to your account with us.`,
    next: 'Your line shows how it was worked out. It leaves with the next payments to bank accounts, if you named one.',
  }),
  statementReady: details => ({
    title: 'A paper is ready for you',
    text: `There is a new paper${on(details)}.`,
    next: 'Read it under your papers, and keep it.',
  }),
  invoiceIssued: () => ({
    title: 'An invoice was issued to you',
    text: 'There is a new invoice, or one was credited.',
    next: 'Read it under your invoices.',
  }),
  payoutSent: details => ({
    title: 'A payment to you is on its way',
    text: `We asked our bank to pay what you have with us to ${account(details)}.`,
    next: 'We tell you when the bank has carried it out. You need not do anything.',
  }),
  payoutSettled: details => ({
    title: 'A payment to you was carried out',
    text: `Our bank carried out the payment to ${account(details)}.`,
    next: 'If it is not there within a working day, ask your bank first, then us.',
  }),
  reportDue: details => ({
    title: 'A revenue report is due',
    text: `The revenue of ${of(details)} is to be reported by ${by(details)}.`,
    next: 'Report it. If nothing came in, report one line of 0.00.',
  }),
  reportReturned: details => ({
    title: 'A revenue report was sent back',
    text: `A report on ${of(details)} was sent back.${because(details)}`,
    next: `Correct it and report again by ${by(details)}.`,
  }),
  reportApproved: details => ({
    title: 'A revenue report was approved',
    text: `A report on ${of(details)} was approved.`,
    next: 'It is distributed once its money is there. You need not do anything more for it.',
  }),
  revenueReceived: details => ({
    title: 'Revenue of your project arrived',
    text: `Money that belongs to ${of(details)} arrived and was booked as its revenue.`,
    next: 'Report the period it belongs to, if you have not yet.',
  }),
  projectDistributed: details => ({
    title: 'Revenue of your project was distributed',
    text: `Revenue of ${of(details)} was distributed to those to whom the contract gives it.`,
    next: 'The distribution shows each step. Your own part leaves with the next payments to bank accounts.',
  }),
  offeringPublished: details => ({
    title: 'Your offering was published',
    text: `The offering of ${of(details)} was looked through and is published.`,
    next: 'Orders are taken from its first day on.',
  }),
  offeringReviewed: details => ({
    title: 'Your offering was not published as it is',
    text: `The offering of ${of(details)} was ${details.what === 'refused' ? 'refused' : 'sent back'}.${because(details)}`,
    next: details.what === 'refused' ? 'You may ask us why.' : 'Change what is named, and hand it in again.',
  }),
  raiseClosed: details => ({
    title: 'Your offering was decided',
    text: `The offering of ${of(details)} ${details.reason === 'funded' ? 'came about' : 'did not come about'}.`,
    next:
      details.reason === 'funded'
        ? 'The register shows who holds what. What was raised leaves with the next payments to bank accounts.'
        : 'All money goes back to those who paid it.',
  }),
  reportMissing: details => ({
    title: 'A revenue report does not come',
    text: `The issuer of ${of(details)} was to report its revenue by ${by(details)}, and all reminders were sent.`,
    next: 'Speak to him.',
  }),
  approvalWaiting: details => ({
    title: 'Something waits for an approval',
    text: `${WAITING[details.what ?? ''] ?? 'Something waits.'}${details.project ? ` It is about ${of(details)}.` : ''}`,
    next: 'Look at it and decide, unless you prepared it yourself.',
  }),
}
