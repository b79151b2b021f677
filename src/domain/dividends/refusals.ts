import { refusals } from '../refusal.ts'
import { type Problem, saysProblem } from './revenue/problem.ts'

export const refuse = refusals({
  PERIOD_MALFORMED: {
    field: 'periodEnd',
    when: 'A reporting period ends before it starts.',
    says: (f: { from: string; to: string }) => `A period cannot end (${f.to}) before it starts (${f.from}).`,
  },
  PERIOD_NOT_OVER: {
    field: 'periodEnd',
    when: 'A report comes before its period is over.',
    says: (f: { to: string; today: string }) =>
      `The period ends on ${f.to}; today is ${f.today}: report when it is over.`,
  },
  PERIOD_REPORTED: {
    field: 'periodStart',
    when: 'A day of the period was reported before.',
    says: (f: { from: string; to: string; reportedFrom: string; reportedTo: string }) =>
      `${f.from} to ${f.to} overlaps the report on ${f.reportedFrom} to ${f.reportedTo}: a day is reported once.`,
  },
  PERIOD_ENDS_EARLY: {
    field: 'periodEnd',
    when: 'The period given for a file ends before the last sales in it.',
    says: (f: { ends: string; sales: string }) =>
      `The period ends on ${f.ends}, and the file has sales until ${f.sales}.`,
  },
  FILE_HAS_PROBLEMS: {
    field: 'content',
    when: 'A file cannot be imported because something in it cannot be read.',
    says: (f: { first: readonly Problem[]; count: number }) =>
      `The file has ${f.count} ${f.count === 1 ? 'problem' : 'problems'}: ${f.first.map(saysProblem).join('; ')}.`,
  },
  EXCHANGE_RATE_WRONG: {
    field: 'exchangeRate',
    when: 'A file in another currency than its project comes without a rate above zero, or one in the same with a rate.',
    says: (f: { file: string; project: string }) =>
      f.file === f.project
        ? `The file is in ${f.file}, as the project is: there is nothing to convert.`
        : `The file is in ${f.file}, the project in ${f.project}: say how much ${f.project} one ${f.file} is worth.`,
  },
  REPORT_EMPTY: {
    field: 'lines',
    when: 'A report has no line.',
    says: (_: Record<never, never>) =>
      'A report has at least one line: when nothing came in, one line of 0.00 says so.',
  },
  REPORT_TOO_LONG: {
    field: 'lines',
    when: 'A report has more than 10,000 lines.',
    says: (f: { lines: number; most: number }) =>
      `A report has at most ${f.most} lines; this one has ${f.lines}.`,
  },
  DEDUCTION_TOO_LARGE: {
    field: 'deduction',
    when: 'More is deducted from a line of a report than came in on it.',
    says: (f: { deduction: string; gross: string; currency: string }) =>
      `The deduction of ${f.deduction} ${f.currency} is more than the ${f.gross} ${f.currency} it is taken from.`,
  },
  DRAFT_UNKNOWN: {
    field: 'periodStart',
    when: 'The draft of a period is to be sent, and none is kept.',
    says: (f: { from: string; to: string }) => `No draft is kept for ${f.from} to ${f.to}.`,
  },
  REPORT_UNKNOWN: {
    field: 'reportId',
    when: 'A revenue report does not exist, or is not for you.',
    says: (f: { id: string }) => `There is no revenue report ${f.id}.`,
  },
  REPORT_APPROVED: {
    field: 'reportId',
    when: 'A report was approved before.',
    says: (f: { approvedAt: string }) => `The report was approved before, at ${f.approvedAt}.`,
  },
  REPORT_SENT_BACK: {
    field: 'reportId',
    when: 'A report was sent back before: its next revision is what counts.',
    says: (f: { sentBackAt: string }) =>
      `The report was sent back, at ${f.sentBackAt}: its next revision is to be approved.`,
  },
  EXPLANATION_MALFORMED: {
    field: 'explanation',
    when: 'Why a report is sent back, or a run or line taken back, is not said, or not in one plain line.',
    says: (f: { length: number; most: number }) =>
      `Say why in 1 to ${f.most} characters on one line without control characters; this has ${f.length}.`,
  },
  REPORT_LINE_UNKNOWN: {
    field: 'line',
    when: 'A report is sent back about a line that it does not have.',
    says: (f: { line: number; lines: number }) =>
      `There is no line ${f.line}: the report has lines 1 to ${f.lines}.`,
  },
  CORRECTION_DUE_BEFORE_TODAY: {
    field: 'dueBy',
    when: 'A report is sent back to be corrected by a day that is over.',
    says: (f: { dueBy: string; today: string }) =>
      `The correction cannot be due by ${f.dueBy}: today is ${f.today}.`,
  },
  APPROVER_REPORTED: {
    when: 'A report is to be approved or sent back by the person who sent it, or for whom it was sent.',
    says: (f: { reportedAt: string }) =>
      `This report was sent by you or for you, at ${f.reportedAt}: another person must approve it.`,
  },
  APPROVER_IS_ISSUER: {
    when: 'A report, or the reversal of a run, is to be decided on by somebody who belongs to the issuer, or did when it was sent.',
    says: (f: { project: string }) =>
      `You belong to the issuer of "${f.project}", or did when this was sent: somebody who does not must approve.`,
  },
  APPROVER_PREPARED: {
    when: 'An adjustment or reversal is to be approved by the person who prepared it.',
    says: (f: { preparedAt: string }) => `You prepared this at ${f.preparedAt}: another must approve it.`,
  },
  ADJUSTMENT_UNKNOWN: {
    when: 'There is no adjustment with this id for you.',
    says: (f: { adjustmentId: string }) => `There is no adjustment ${f.adjustmentId}.`,
  },
  ADJUSTMENT_APPROVED: {
    when: 'An adjustment was approved before.',
    says: (f: { approvedAt: string }) => `This adjustment was approved at ${f.approvedAt}.`,
  },
  ADJUSTMENT_UNCLEAR: {
    when: 'An adjustment does not have what its kind needs: lines, or a recipient and an amount, or what it corrects.',
    says: (f: { kind: string; lines: number }) =>
      `"${f.kind}" with ${f.lines} lines: a turnover has lines; a leftover or fixed amount has a recipient and an amount; a correction has the one or the other, and names what it corrects.`,
  },
  ADJUSTMENT_OF_OTHER_REPORT: {
    field: 'correctsId',
    when: 'A correction names an adjustment of another report.',
    says: (f: { adjustmentId: string }) => `The adjustment ${f.adjustmentId} is about another report.`,
  },
  REPORT_NOT_DISTRIBUTED: {
    field: 'reportId',
    when: 'An adjustment is about a report that was not distributed: that one can be sent back.',
    says: (f: { periodEnd: string }) => `The period up to ${f.periodEnd} was not distributed yet.`,
  },
  RECIPIENT_NOT_PAID: {
    when: 'An adjustment names a recipient that the contract does not know.',
    says: (f: { recipient: string; known: number }) =>
      `"${f.recipient}" is none of the ${f.known} recipients.`,
  },
  NOTHING_TO_DISTRIBUTE: {
    field: 'projectId',
    when: 'A project has no approved report that waits, or together they come to nothing or less.',
    says: (f: { reports: number; amount: string; currency: string }) =>
      `${f.reports} approved reports wait, together ${f.amount} ${f.currency}: there is nothing to distribute.`,
  },
  RUN_NOT_APPROVED: {
    field: 'projectId',
    when: 'A run is larger than what the contract lets go without a signed preview, and nobody signed it.',
    says: (f: { amount: string; limit: string; currency: string }) =>
      `The run is over ${f.amount} ${f.currency}; without a signed preview the contract lets ${f.limit} go: an approver signs it first.`,
  },
  PREVIEW_STALE: {
    field: 'hash',
    when: 'What was signed, or is to be signed, is no longer what would be run.',
    says: (f: { moved: readonly string[] }) =>
      `The preview is stale: ${f.moved.join(', ')} moved (${f.moved.length} of its parts). Look at it again and sign it anew.`,
  },
  BUNDLE_WRONG: {
    field: 'hash',
    when: 'The hash of a bundle is not that of its previews, or it has none.',
    says: (f: { items: number }) => `The hash is not the one over the ${f.items} previews of this bundle.`,
  },
  PAYMENT_DATE_PASSED: {
    field: 'paidOn',
    when: 'A run is signed for another day than today, or for a day that is over.',
    says: (f: { signed: string; today: string }) =>
      `The run is for ${f.signed}; today is ${f.today}: it is carried out on that day and no other.`,
  },
  RECIPIENT_NEGATIVE: {
    field: 'projectId',
    when: 'More was returned than came in of the revenue that a recipient shares in, so he would owe in this run.',
    says: (f: { recipient: string; due: string }) =>
      `"${f.recipient}" would be due ${f.due} minor units, less than nothing: the reports wait for the next run.`,
  },
  FUNDS_MISSING: {
    field: 'projectId',
    when: 'The money of a run has not arrived on the bank account yet.',
    says: (f: { needed: string; present: string; missing: string; currency: string; elsewhere: string }) =>
      `${f.needed} ${f.currency} is needed, ${f.present} ${f.currency} has arrived on the project's account in ${f.currency}, ${f.missing} ${f.currency} is missing: nobody is credited with money that is not there.${f.elsewhere}`,
  },
  RECORD_DATE_AHEAD: {
    field: 'projectId',
    when: 'The record date of a run is not over yet.',
    says: (f: { recordDate: string; today: string }) =>
      `Who holds shares counts at the end of ${f.recordDate}; today is ${f.today}: the run waits.`,
  },
  NO_HOLDERS: {
    field: 'projectId',
    when: 'A class is due a part, and nobody held it at the record date.',
    says: (f: { className: string; recordDate: string; due: string; currency: string }) =>
      `${f.due} ${f.currency} is due to "${f.className}", which nobody held at the end of ${f.recordDate}.`,
  },
  LINE_NOT_HELD: {
    when: 'A line is to be released that is not held, or no more.',
    says: (f: { distributionId: string; holderId: string }) =>
      `No line of ${f.holderId} in the distribution ${f.distributionId} is held: there is nothing to release.`,
  },
  NO_LEVY_RULE: {
    when: 'What is to be withheld from a line is still not known, so its amount stays held.',
    says: (f: { amount: string; currency: string; missing: string }) =>
      `${f.amount} ${f.currency} stays held. What is missing: ${f.missing}.`,
  },
  DISTRIBUTION_UNKNOWN: {
    when: 'A distribution does not exist.',
    says: (f: { id: string }) => `There is no distribution ${f.id}.`,
  },
  DIVIDEND_UNKNOWN: {
    field: 'id',
    when: 'A run has no line of this holder for this class.',
    says: (f: { number: number; holderId: string; lines: number }) =>
      `None of the ${f.lines} lines of run ${f.number} is of ${f.holderId} for this class.`,
  },
  REVERSAL_UNKNOWN: {
    when: 'Nobody asked for the reversal that is to be approved.',
    says: (f: { id: string }) => `There is no request ${f.id} for a reversal.`,
  },
  ALREADY_REVERSED: {
    when: 'A run, or a line of it, was taken back before.',
    says: (f: { what: string; reversedAt: string }) => `${f.what} was taken back before, at ${f.reversedAt}.`,
  },
  NOT_LATEST_RUN: {
    when: 'A run is to be taken back as a whole, and a later one stands that started from it.',
    says: (f: { number: number; latest: number }) =>
      `Run ${f.number} cannot be taken back: run ${f.latest} started from it. Take back the latest first, or single lines.`,
  },
  LINES_REVERSED: {
    when: 'A run is to be taken back as a whole, and single lines of it were taken back before.',
    says: (f: { number: number; lines: number }) =>
      `Run ${f.number} cannot be taken back as a whole: ${f.lines} of its lines were, one by one.`,
  },
  SIMULATION_MALFORMED: {
    field: 'input',
    when: 'Something in the scenarios to be simulated cannot be read: a member is not known, missing, or of another kind.',
    says: (f: { first: readonly string[]; count: number }) =>
      `The scenarios cannot be read in ${f.count} ${f.count === 1 ? 'place' : 'places'}: ${f.first.join('; ')}${f.count > f.first.length ? '; …' : ''}.`,
  },
  SIMULATION_TOO_LARGE: {
    field: 'input',
    when: 'There is more to simulate than one request may ask for.',
    says: (f: { what: string; size: number; most: number }) =>
      `There are ${f.size} ${f.what}: one request simulates at most ${f.most}. A file of your own has no limit: npm run simulate.`,
  },
  SIMULATION_TOO_LONG: {
    field: 'input',
    when: 'A simulation needs more time or memory than one request may.',
    says: (f: { seconds: number; megabytes: number }) =>
      `The simulation was ended: it needs more than ${f.seconds} seconds or ${f.megabytes} MB. Simulate less at once; a file of your own has no limit: npm run simulate.`,
  },
  ENDING_UNKNOWN: {
    field: 'endingId',
    when: 'Nothing with this id was recorded about the end of a project; or, to an approver, nothing that waits for him.',
    says: (f: { id: string }) => `There is no ending ${f.id}, or none that waits for you.`,
  },
  ENDING_FINAL: {
    field: 'endingId',
    when: 'A winding up is to be taken back that was confirmed.',
    says: (f: { approvedAt: string }) =>
      `The winding up was confirmed at ${f.approvedAt}, and money followed from it: it cannot be taken back.`,
  },
  ENDING_REVOKED: {
    field: 'endingId',
    when: 'What was recorded about the end of a project is to be taken back a second time.',
    says: (f: { revokedAt: string }) => `It was taken back before, at ${f.revokedAt}.`,
  },
  ENDING_IMPOSSIBLE: {
    field: 'projectId',
    when: 'What is recorded about the end of a project does not follow from where it stands.',
    says: (f: { from: string; to: string; allowed: string }) =>
      `A project that is "${f.from}" cannot become "${f.to}"; it can become: ${f.allowed}.`,
  },
  ENDING_BEFORE_LAST: {
    field: 'occurredOn',
    when: 'Something about the end of a project is dated before what was recorded last.',
    says: (f: { occurredOn: string; last: string }) =>
      `It is said to have happened on ${f.occurredOn}; what was recorded before it happened on ${f.last}.`,
  },
  CAPITAL_OPEN: {
    field: 'projectId',
    when: 'A contract that repays a class is said to be fulfilled, and the class has not even its capital back.',
    says: (f: { paid: string; principal: string; currency: string }) =>
      `The class got ${f.paid} ${f.currency} of the ${f.principal} ${f.currency} it put in: the contract is not fulfilled.`,
  },
  PROJECT_WOUND_UP: {
    field: 'lines',
    when: 'Revenue of a project that was wound up is reported and is not named a recovery.',
    says: (f: { day: string; source: string; category: string }) =>
      `The project was wound up on ${f.day}: "${f.source}" can only be reported in the category "${f.category}".`,
  },
  OBSERVATION_WRONG: {
    field: 'from',
    when: 'Default rates are asked for over less than 36 months that are not all there are, or over more than 100 years.',
    says: (f: { months: number; least: number; first: string; most: number }) =>
      `Default rates are shown over ${f.least} months at least, or from ${f.first} on, and over ${f.most} years at most; these are ${f.months} whole months.`,
  },
  STATEMENT_PERIOD_MALFORMED: {
    field: 'period',
    when: 'A period of statements is no year, quarter or month.',
    says: (f: { text: string }) =>
      `"${f.text}" is not a period: write a year, quarter or month such as 2008, 2008-Q4 or 2008-12.`,
  },
  STATEMENT_PERIOD_NOT_OVER: {
    field: 'period',
    when: "Statements are issued when the last day of their period has passed in the platform's zone.",
    says: (f: { period: string; over: string }) =>
      `${f.period} is over at ${f.over}: its statements are issued then or later.`,
  },
  STATEMENT_PERIOD_OPEN: {
    field: 'period',
    when: 'Statements are issued when the books of their months are closed: until then an entry may still get a day in them.',
    says: (f: { period: string; month: string; closedUntil: string }) =>
      `The statements of ${f.period} need books that are closed up to and with ${f.month}; closed up to now: ${f.closedUntil}.`,
  },
  STATEMENT_PERIOD_UNKNOWN: {
    field: 'periodId',
    when: 'Nobody closed this period of statements.',
    says: (f: { id: string }) => `There is no period ${f.id} of statements.`,
  },
  PERIODIC_STATEMENT_UNKNOWN: {
    field: 'statementId',
    when: 'There is no such periodic statement.',
    says: (f: { id: string }) => `There is no periodic statement ${f.id}.`,
  },
  CORRECTION_REASON_MALFORMED: {
    field: 'reason',
    when: 'Who asks for a corrected version says why, in 1 to 500 characters.',
    says: (f: { length: number }) => `The reason has ${f.length} characters: write 1 to 500.`,
  },
})
