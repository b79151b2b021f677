import { stateOf } from '../domain/dividends/reporting/report-state.ts'
import { approveRevenue } from '../domain/dividends/revenue/approve-revenue.ts'
import type { RevenueLineInput as LineGiven } from '../domain/dividends/revenue/read-lines.ts'
import type { ReportLine } from '../domain/dividends/revenue/report-lines.ts'
import { reportRevenue } from '../domain/dividends/revenue/report-revenue.ts'
import { linesOf, type ReportRow, type Totals } from '../domain/dividends/revenue/reports.ts'
import type { Currency } from '../domain/money/currency.ts'
import { builder } from './builder.ts'
import { type Context, change } from './context.ts'
import { refuse } from './errors.ts'
import { idOf } from './ids.ts'
import { KEY, ON_BEHALF_OF, RevenueReportPayload } from './payloads.ts'
import { DistributionNode, PartyNode, ProjectNode, RevenueReportNode } from './refs.ts'
import { MoneyInput, MoneyType, money } from './scalars.ts'
import { seeProjects } from './sight.ts'

const ReportStateEnum = builder.enumType('ReportState', {
  description: 'Where a report stands.',
  values: {
    submitted: { description: 'Another person must approve it' },
    sentBack: { description: 'It counts no more; its next revision corrects it' },
    approved: { description: 'It will be distributed when the money has arrived' },
    distributed: { description: 'It went into a distribution' },
  } as const,
})

export const RevenueLineType = builder
  .objectRef<ReportLine & { currency: Currency }>('RevenueLine')
  .implement({
    description: 'Revenue from one source. Below zero where more was returned than sold.',
    authScopes: { public: true },
    fields: t => ({
      source: t.exposeString('source', { description: 'Where it came from.' }),
      category: t.exposeString('category', {
        nullable: true,
        description: 'By which the contract’s tiers may tell revenue apart.',
      }),
      units: t.field({
        type: 'Decimal',
        description: 'How many units were sold.',
        resolve: row => String(row.units),
      }),
      gross: t.field(money('Before deductions.', row => row.gross)),
      deduction: t.field(money('What was deducted before it reached us.', row => row.deduction)),
      deductionLabel: t.exposeString('deductionLabel', {
        nullable: true,
        description: 'What the deduction is.',
      }),
    }),
  })

/** An amount in the currency in which it was reported. */
const reported = (description: string, pick: (totals: Totals) => bigint) => ({
  type: MoneyType,
  description,
  resolve: (row: ReportRow) => ({ minor: pick(row.reported), currency: row.reported.currency }),
})

RevenueReportNode.implement({
  description: 'What came in for a project in a period.',
  authScopes: { public: true },
  fields: t => ({
    project: t.field({ type: ProjectNode, description: 'Its project.', resolve: row => row.projectId }),
    periodStart: t.field({
      type: 'Day',
      description: 'First day of the period.',
      resolve: row => row.periodStart,
    }),
    periodEnd: t.field({
      type: 'Day',
      description: 'Last day of the period.',
      resolve: row => row.periodEnd,
    }),
    state: t.field({ type: ReportStateEnum, description: 'Where it stands.', resolve: stateOf }),
    gross: t.field(reported('Sum of its lines before deductions, as reported.', row => row.gross)),
    deductions: t.field(reported('Sum of the deductions, as reported.', row => row.deductions)),
    net: t.field(
      reported('Gross − deductions: what is to be distributed, or converted first.', row => row.net),
    ),
    lines: t.field({
      type: [RevenueLineType],
      description: 'Its lines, in order.',
      resolve: async ({ id, reported: { currency } }, _args, { em }) =>
        (await linesOf(em, [id])).map(line => ({ ...line, currency })),
    }),
    reportedAt: t.field({
      type: 'Instant',
      description: 'When it was sent.',
      resolve: row => row.reportedAt,
    }),
    reporter: t.field({
      type: PartyNode,
      authScopes: { staff: true },
      description: 'Who sent it: for staff.',
      resolve: row => row.reporterId,
    }),
    approvedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When another person approved it.',
      resolve: row => row.approvedAt,
    }),
    approver: t.field({
      type: PartyNode,
      nullable: true,
      authScopes: { staff: true },
      description: 'Who approved it: for staff.',
      resolve: row => row.approverId,
    }),
    distribution: t.field({
      type: DistributionNode,
      nullable: true,
      description: 'The distribution it went into.',
      resolve: row => row.distributionId,
    }),
  }),
})

export const RevenueLineInput = builder.inputType('RevenueLineInput', {
  description: 'Revenue from one source.',
  fields: t => ({
    source: t.string({ description: 'Where it came from.' }),
    category: t.string({
      required: false,
      description: 'A short plain word by which the contract’s tiers may tell revenue apart.',
    }),
    units: t.int({ required: false, description: 'How many units were sold, for rights per unit.' }),
    gross: t.field({ type: MoneyInput, description: 'Before deductions.' }),
    deduction: t.field({
      type: MoneyInput,
      required: false,
      description: 'What was deducted before it reached us.',
    }),
    deductionLabel: t.string({ required: false, description: 'What the deduction is.' }),
  }),
})

const ReportRevenueInput = builder.inputType('ReportRevenueInput', {
  description: 'What came in for a project in a period.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    projectId: t.id({ description: 'Id of the project.' }),
    periodStart: t.field({ type: 'Day', description: 'First day of the period.' }),
    periodEnd: t.field({ type: 'Day', description: 'Last day of the period; it must be over.' }),
    lines: t.field({
      type: [RevenueLineInput],
      description: 'One per source; a nil report has one line of 0.00.',
    }),
  }),
})

/** Lines as a client wrote them; what he left out is said. */
export function linesGiven(lines: readonly (typeof RevenueLineInput.$inferInput)[]): LineGiven[] {
  return lines.map(({ category = null, units, deduction = null, deductionLabel = null, ...line }) => {
    return { ...line, category, units: BigInt(units ?? 0), deduction, deductionLabel }
  })
}

/** Issuers report for their own projects, finance for any. To others the project does not exist. */
export async function refuseUnlessReporter(context: Context, projectId: string): Promise<void> {
  const { viewer } = context
  const [project] = await seeProjects(context, [projectId])
  if (project === undefined) throw refuse.NOT_FOUND({ id: `Project:${projectId}` })
  if (!viewer?.roles.has('finance') && !viewer?.projects.issuer.has(projectId)) throw refuse.FORBIDDEN({})
}

builder.mutationFields(t => ({
  reportRevenue: t.field({
    type: RevenueReportPayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Reports what came in for a project in a period, all lines in one currency. A day is reported once; the period of a report that was sent back is corrected.',
    args: { input: t.arg({ type: ReportRevenueInput, description: 'The report.' }) },
    resolve: async (_root, { input }, context) => {
      const projectId = idOf('Project', input.projectId)
      await refuseUnlessReporter(context, projectId)
      return change(context, 'reportRevenue', input, (em, { personId }) => {
        const lines = linesGiven(input.lines)
        const { periodStart, periodEnd } = input
        return reportRevenue(
          em,
          { projectId, periodStart, periodEnd, lines, reporterId: personId },
          context.now,
        )
      })
    },
  }),
  approveRevenue: t.field({
    type: RevenueReportPayload,
    errors: {},
    authScopes: { approver: true },
    description:
      'Confirms a report: neither who sent it nor the party it was sent for, and nobody who belongs to the issuer or did when it was sent. With it comes leave to distribute. A report in another currency than its project is converted now, once, at the latest rate that is stored.',
    args: { reportId: t.arg.id({ description: 'Id of the report.' }), idempotencyKey: t.arg.string(KEY) },
    resolve: (_root, args, context) =>
      change(context, 'approveRevenue', args, (em, { personId }) =>
        approveRevenue(
          em,
          { reportId: idOf('RevenueReport', args.reportId), approverId: personId },
          context.now,
        ),
      ),
  }),
}))
