import type { Change } from '../domain/dividends/reporting/changes.ts'
import type { Flag } from '../domain/dividends/reporting/flags.ts'
import { type Review, reviewOf } from '../domain/dividends/reporting/reviews.ts'
import type { SentBack } from '../domain/dividends/revenue/reports.ts'
import { sendBackReport } from '../domain/dividends/revenue/send-back-report.ts'
import type { Currency } from '../domain/money/currency.ts'
import { builder } from './builder.ts'
import { change } from './context.ts'
import { idOf } from './ids.ts'
import { KEY, RevenueReportPayload } from './payloads.ts'
import { PartyNode, RevenueReportNode } from './refs.ts'
import { money } from './scalars.ts'

const FlagCode = builder.enumType('ReportFlagCode', {
  description: 'What is worth a look before a report is approved.',
  values: {
    netChanged: { description: 'The net differs from that of the last report by more than the tolerance' },
    sourceMissing: { description: 'A source of the last report brought nothing' },
    receiptsShort: { description: 'Less has arrived than is reported and not distributed' },
    receiptsAbove: { description: 'More has arrived than is reported, beyond the tolerance' },
  } as const,
})

const FlagType = builder.objectRef<Flag>('ReportFlag').implement({
  description: 'Something worth a look. It keeps nobody from approving.',
  authScopes: { public: true },
  fields: t => ({
    code: t.field({ type: FlagCode, description: 'What it is, for programs.', resolve: row => row.code }),
    message: t.exposeString('message', { description: 'What it is, with the numbers.' }),
  }),
})

export const ReportChangeType = builder.objectRef<Change & { currency: Currency }>('ReportChange').implement({
  description: 'What a source brought in a category, net: in the last report and in this one.',
  authScopes: { public: true },
  fields: t => ({
    source: t.exposeString('source', { description: 'Where it came from.' }),
    category: t.exposeString('category', { nullable: true, description: 'Its category.' }),
    before: t.field(money('In the last report.', row => row.before)),
    now: t.field(money('In this one.', row => row.now)),
    difference: t.field(money('The one less the other.', row => row.now - row.before)),
  }),
})

const ReviewType = builder.objectRef<Review & { currency: Currency }>('ReportReview').implement({
  description: 'A report beside the last one of an earlier period, and beside the money that has arrived.',
  authScopes: { public: true },
  fields: t => ({
    lastReport: t.field({
      type: RevenueReportNode,
      nullable: true,
      description: 'The last report that stands of an earlier period.',
      resolve: ({ last }) => last?.id ?? null,
    }),
    changes: t.field({
      type: [ReportChangeType],
      description: 'Source by source and category by category, the greatest difference first.',
      resolve: ({ changes, currency }) => changes.map(each => ({ ...each, currency })),
    }),
    flags: t.field({ type: [FlagType], description: 'What is worth a look.', resolve: row => row.flags }),
  }),
})

const SendBackReasonEnum = builder.enumType('SendBackReason', {
  description: 'Why a report is sent back.',
  values: {
    wrongAmount: { description: 'An amount is wrong' },
    revenueMissing: { description: 'Revenue is missing' },
    evidenceMissing: { description: 'A document that shows it is missing' },
    wrongPeriod: { description: 'The period is wrong' },
    other: { description: 'Something else' },
  } as const,
})

const SentBackType = builder.objectRef<SentBack>('ReportSentBack').implement({
  description: 'That a report was not confirmed: it counts no more, and its next revision corrects it.',
  authScopes: { public: true },
  fields: t => ({
    at: t.field({ type: 'Instant', description: 'When.', resolve: row => row.at }),
    reason: t.field({
      type: SendBackReasonEnum,
      description: 'Why, for programs.',
      resolve: row => row.reason,
    }),
    explanation: t.exposeString('explanation', { description: 'Why, for people.' }),
    line: t.exposeInt('line', {
      nullable: true,
      description: 'The line it is about, counted from 1; null: the whole report.',
    }),
    dueBy: t.field({
      type: 'Day',
      description: 'Last day for the correction.',
      resolve: row => row.dueBy,
    }),
    approver: t.field({
      type: PartyNode,
      authScopes: { staff: true },
      description: 'Who sent it back: for staff.',
      resolve: row => row.approverId,
    }),
  }),
})

/** Beside the report, the one before it and the balance of an account are read. */
const COST = 20

builder.objectFields(RevenueReportNode, t => ({
  revision: t.exposeInt('revision', { description: '1, and one more for each time it was sent back.' }),
  corrects: t.field({
    type: RevenueReportNode,
    nullable: true,
    authScopes: row => ({ staff: true, memberOf: row.projectId }),
    description: 'The report that was sent back and that this one corrects.',
    resolve: row => row.correctsId,
  }),
  sentBack: t.field({
    type: SentBackType,
    nullable: true,
    authScopes: row => ({ staff: true, memberOf: row.projectId }),
    description: 'That it was sent back, which line, why, and by when it is to be corrected.',
    resolve: row => row.sentBack,
  }),
  review: t.field({
    type: ReviewType,
    authScopes: row => ({ staff: true, issuerOf: row.projectId }),
    complexity: COST,
    description: 'What differs from the last report and what is worth a look: for the issuer and staff.',
    resolve: async (row, _args, { em }) => ({
      ...(await reviewOf(em, row)),
      currency: row.reported.currency,
    }),
  }),
}))

const SendBackReportInput = builder.inputType('SendBackReportInput', {
  description: 'Why a report is not confirmed.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    reportId: t.id({ description: 'Id of the report.' }),
    reason: t.field({ type: SendBackReasonEnum, description: 'Why, for programs.' }),
    explanation: t.string({ description: 'Why, for people: one line of at most 500 characters.' }),
    line: t.int({
      required: false,
      description: 'The line it is about, counted from 1; not given: the whole report.',
    }),
    dueBy: t.field({ type: 'Day', description: 'Last day for the correction, today or later.' }),
  }),
})

builder.mutationField('sendBackReport', t =>
  t.field({
    type: RevenueReportPayload,
    errors: {},
    authScopes: { approver: true },
    description:
      'Sends a report back instead of confirming it. Who may is who may approve it. Its days can be reported again.',
    args: { input: t.arg({ type: SendBackReportInput, description: 'Which report, and why.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'sendBackReport', input, (em, { personId }) => {
        const { reason, explanation, line, dueBy } = input
        const reportId = idOf('RevenueReport', input.reportId)
        const why = { reason, explanation, line: line ?? null, dueBy }
        return sendBackReport(em, { reportId, approverId: personId, ...why }, context.now)
      }),
  }),
)
