import { waitingExports } from '../domain/reports/exports/exports.ts'
import { appendMissingNotices } from './append-notices.ts'
import { checkInvariants } from './check-invariants.ts'
import { closeDueOfferings } from './close-due-offerings.ts'
import { distributeApproved } from './distribute-approved.ts'
import {
  issueAskedDonationReceipts,
  issueMissingDonationReceipts,
} from './donations/issue-donation-receipts.ts'
import { writeExports } from './exports/write-exports.ts'
import { issueMissingAttestations } from './issue-attestations.ts'
import { issueMissingInvoicePapers } from './issue-invoice-papers.ts'
import { issueMissingItems } from './issue-items.ts'
import { issueMissingPeriodicStatements } from './issue-periodic-statements.ts'
import { issueMissingStatements } from './issue-statements.ts'
import type { Job } from './job.ts'
import { lapseUnconfirmed } from './lapse-unconfirmed.ts'
import { openRounds } from './open-rounds.ts'
import { issueMissingCertificates } from './papers/issue-certificates.ts'
import { reconcileDays } from './reconcile-days.ts'
import { reinvestCredited } from './reinvest-credited.ts'
import { releaseHeldLines } from './release-held-lines.ts'
import { sendCardRefunds } from './send-card-refunds.ts'
import { sendMails } from './send-mails.ts'
import { sendDueReminders } from './send-reminders.ts'
import { takeDueCheckpoints } from './take-checkpoints.ts'
import { issueMissingYearlyCertificates } from './yearly/issue-yearly-certificates.ts'

/**
 * Every cron line of the engine. Times are UTC: no hour is skipped or repeated when clocks change. Each minute: what somebody
 * waits for, where an index finds what is missing. Every five: what moves money of many at once. Each hour: what waits for
 * something that seldom comes, or is long in the reading. Each day: what goes through everything, or is about days.
 */
export const SCHEDULE: readonly Job[] = [
  {
    name: 'closeDueOfferings',
    cron: '* * * * *',
    what: 'Expires reservations whose payment was due and decides offerings that can be decided',
    catchUp: 1,
    run: closeDueOfferings,
  },
  {
    name: 'lapseUnconfirmed',
    cron: '* * * * *',
    what: 'Ends orders that were not reconfirmed in time after a revision of their terms, and gives their money back',
    catchUp: 1,
    run: lapseUnconfirmed,
  },
  {
    name: 'openRounds',
    cron: '* * * * *',
    what: 'Opens the next round of what is asked for each month and orders what was pledged for it',
    catchUp: 1,
    run: openRounds,
  },
  {
    name: 'distributeApproved',
    cron: '*/5 * * * *',
    what: 'Distributes approved revenue whose money has arrived',
    catchUp: 1,
    run: distributeApproved,
  },
  {
    name: 'issueMissingItems',
    cron: '* * * * *',
    what: 'Writes down what the orders of funded offerings are owed, and issues their tickets',
    catchUp: 1,
    run: issueMissingItems,
  },
  {
    name: 'issueMissingStatements',
    cron: '* * * * *',
    what: 'Issues the paper of every holder who has none about a distribution yet',
    catchUp: 1,
    run: issueMissingStatements,
  },
  {
    name: 'issueAttestations',
    cron: '* * * * *',
    what: 'Issues the report on every distribution for its issuer, anew when something of it was taken back',
    catchUp: 1,
    run: issueMissingAttestations,
  },
  {
    name: 'issuePeriodicStatements',
    cron: '* * * * *',
    what: 'Issues the papers on closed periods to every holder who has none, and the corrected ones that were asked for',
    catchUp: 1,
    run: issueMissingPeriodicStatements,
  },
  {
    name: 'issueYearlyCertificates',
    cron: '* * * * *',
    what: 'Issues the certificates on closed years, those that holders asked for, and corrected ones where figures changed',
    catchUp: 1,
    run: issueMissingYearlyCertificates,
  },
  {
    name: 'issueAskedReceipts',
    cron: '* * * * *',
    what: 'Issues the receipts for gifts that donors asked for',
    catchUp: 1,
    run: issueAskedDonationReceipts,
  },
  {
    name: 'issueCertificates',
    cron: '* * * * *',
    what: 'Issues the certificates of shares and losses that were asked for, and corrected ones of losses that changed',
    catchUp: 1,
    run: issueMissingCertificates,
  },
  {
    name: 'issueDonationReceipts',
    // Every gift is looked through, for papers on past years that nobody waits for: by night, when the checks are done.
    cron: '25 4 * * *',
    what: 'Issues the receipts for gifts of closed years, and corrected ones where a gift went back',
    catchUp: 1,
    run: issueMissingDonationReceipts,
  },
  {
    name: 'issueInvoicePapers',
    cron: '* * * * *',
    what: 'Writes the papers of invoices that have none yet',
    catchUp: 1,
    run: issueMissingInvoicePapers,
  },
  {
    name: 'writeExports',
    cron: '* * * * *',
    what: 'Writes the exports that were asked for, and goes on with those that were broken off',
    catchUp: 1,
    run: writeExports,
    waiting: waitingExports,
  },
  {
    name: 'reinvestCredited',
    cron: '*/5 * * * *',
    what: 'Orders shares by the rules of investors, from what distributions credited to them',
    catchUp: 1,
    run: reinvestCredited,
  },
  {
    name: 'releaseHeldLines',
    cron: '7 * * * *',
    what: 'Withholds the levies of lines that were held until their rules were known',
    catchUp: 1,
    run: releaseHeldLines,
  },
  {
    name: 'reconcileDays',
    cron: '31 2 * * *',
    what: 'Keeps how bank accounts and books stood at the end of each day',
    catchUp: 1,
    run: reconcileDays,
  },
  {
    name: 'sendReminders',
    cron: '23 6 * * *',
    what: 'Reminds issuers of reports that are due, and tells finance of those that do not come',
    catchUp: 1,
    run: sendDueReminders,
  },
  {
    name: 'sendCardRefunds',
    cron: '* * * * *',
    what: 'Asks the card processor to give back what is to go back to cards',
    catchUp: 1,
    run: sendCardRefunds,
  },
  {
    name: 'appendNotices',
    cron: '* * * * *',
    what: 'Tells everybody of the events that concern him, as he wants to be told',
    catchUp: 1,
    run: appendMissingNotices,
  },
  {
    name: 'sendMails',
    cron: '* * * * *',
    what: 'Gives the mails of the outbox to the mail server, and tries those again that it put off',
    catchUp: 1,
    run: sendMails,
  },
  {
    name: 'takeCheckpoints',
    cron: '41 * * * *',
    what: 'Takes checkpoints of busy accounts',
    catchUp: 1,
    run: takeDueCheckpoints,
  },
  {
    name: 'checkInvariants',
    cron: '17 3 * * *',
    what: 'Checks every invariant of the books',
    catchUp: 1,
    run: checkInvariants,
  },
]
