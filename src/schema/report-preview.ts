import { transact } from '../act.ts'
import type { PartyTotal, ReportPreview } from '../domain/dividends/reporting/report-previews.ts'
import { previewReport } from '../domain/dividends/reporting/report-previews.ts'
import type { Currency } from '../domain/money/currency.ts'
import { builder } from './builder.ts'
import { ConversionType } from './exchange-rate.ts'
import { idOf } from './ids.ts'
import { RevenueReportNode } from './refs.ts'
import { ReportChangeType } from './report-review.ts'
import { linesGiven, RevenueLineInput, refuseUnlessReporter } from './revenue.ts'
import { MoneyType, money } from './scalars.ts'

const PartyTotalType = builder.objectRef<PartyTotal & { currency: Currency }>('PartyTotal').implement({
  description:
    'What a recipient would get in the next run: all holders of a class together, never one of them.',
  authScopes: { public: true },
  fields: t => ({
    recipient: t.exposeString('recipient', {
      description: '"issuer", "platform", "class:CODE" or "partner:CODE".',
    }),
    amount: t.field(money('What it would get.', row => row.amount)),
    before: t.field({
      type: MoneyType,
      nullable: true,
      description: 'What it got in the latest run; null before the first.',
      resolve: ({ before, currency }) => (before === null ? null : { minor: before, currency }),
    }),
  }),
})

const ReportPreviewType = builder.objectRef<ReportPreview>('ReportPreview').implement({
  description: 'What a report would bring about, before it is sent.',
  authScopes: { public: true },
  fields: t => ({
    net: t.field({
      type: MoneyType,
      description: 'What it would bring to distribute, in the currency of the project.',
      resolve: ({ net, project }) => ({ minor: net, currency: project.currency }),
    }),
    conversion: t.field({
      type: ConversionType,
      nullable: true,
      description:
        'How it would be converted, were it approved now: no rate is fixed before. Null where it is in the project’s currency.',
      resolve: ({ rate, reported, net, project }) =>
        rate && {
          rate,
          isFinal: false,
          reported: { minor: reported.net, currency: reported.currency },
          converted: { minor: net, currency: project.currency },
        },
    }),
    waiting: t.int({
      description: 'How many approved reports wait and would go into the same run.',
      resolve: ({ plan }) => plan.waiting,
    }),
    distributed: t.field({
      type: MoneyType,
      description: 'What the next run would distribute, with what waits.',
      resolve: ({ plan, project }) => ({ minor: plan.amount, currency: project.currency }),
    }),
    recordDate: t.field({
      type: 'Day',
      description: 'At the end of which day holding would count.',
      resolve: ({ plan }) => plan.recordDate,
    }),
    parties: t.field({
      type: [PartyTotalType],
      description: 'Who would get how much, before tax; the tiers of the contract in force say it.',
      resolve: ({ parties, project }) => parties.map(each => ({ ...each, currency: project.currency })),
    }),
    changes: t.field({
      type: [ReportChangeType],
      description:
        'What differs from the last report, source by source, the greatest difference first; nothing to compare with where that was in another currency.',
      resolve: ({ changes, reported }) => changes.map(each => ({ ...each, currency: reported.currency })),
    }),
    lastReport: t.field({
      type: RevenueReportNode,
      nullable: true,
      description: 'The last report that stands of an earlier period, in the same currency.',
      resolve: row => row.lastReportId,
    }),
  }),
})

const PreviewReportInput = builder.inputType('PreviewReportInput', {
  description: 'A report that is not sent yet.',
  fields: t => ({
    projectId: t.id({ description: 'Id of the project.' }),
    periodStart: t.field({ type: 'Day', description: 'First day of the period.' }),
    periodEnd: t.field({ type: 'Day', description: 'Last day of the period.' }),
    lines: t.field({
      type: [RevenueLineInput],
      required: false,
      description: 'Its lines; not given: those of the draft that is kept.',
    }),
  }),
})

/** A run is decided to answer it. */
const COST = 2500

builder.queryField('previewReport', t =>
  t.field({
    type: ReportPreviewType,
    authScopes: { signedIn: true },
    complexity: COST,
    description:
      'What each party would get in total if a report were sent and approved, and what differs from the last time. Keeps nothing.',
    args: { input: t.arg({ type: PreviewReportInput, description: 'The report.' }) },
    resolve: async (_root, { input }, context) => {
      const projectId = idOf('Project', input.projectId)
      await refuseUnlessReporter(context, projectId)
      const { periodStart, periodEnd } = input
      const lines = input.lines == null ? null : linesGiven(input.lines)
      const report = { projectId, periodStart, periodEnd, lines }
      // Holders are read by a cursor, which lives in a transaction only.
      return transact(context.orm, 'previewReport', em => previewReport(em, report, context.now))
    },
  }),
)
