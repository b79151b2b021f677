import {
  type AdjustmentLineRow,
  type AdjustmentRow,
  adjustmentsOfDistribution,
  adjustmentsPage,
  linesOfAdjustments,
} from '../domain/dividends/adjustments/adjustments.ts'
import { approveAdjustment } from '../domain/dividends/adjustments/approve-adjustment.ts'
import { prepareAdjustment } from '../domain/dividends/adjustments/prepare-adjustment.ts'
import type { Currency } from '../domain/money/currency.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { change } from './context.ts'
import { idOf } from './ids.ts'
import { AdjustmentPayload, KEY } from './payloads.ts'
import { AdjustmentNode, DistributionNode, PartyNode, ProjectNode, RevenueReportNode } from './refs.ts'
import { MoneyInput, money } from './scalars.ts'

const AdjustmentKindEnum = builder.enumType('AdjustmentKind', {
  description: 'What an adjustment says of a period that was distributed.',
  values: {
    turnover: { description: 'Revenue of the period differs: lines of either sign' },
    leftover: { description: 'Money of the period that nobody had got, for one recipient' },
    fixedAmount: { description: 'A sum that one recipient gets, or gives back' },
    correction: { description: 'It corrects an earlier adjustment' },
  } as const,
})

const AdjustmentLineType = builder
  .objectRef<AdjustmentLineRow & { currency: Currency }>('AdjustmentLine')
  .implement({
    description: 'By how much the revenue of one source differs.',
    authScopes: { public: true },
    fields: t => ({
      source: t.exposeString('source', { description: 'Where it came from.' }),
      category: t.exposeString('category', {
        nullable: true,
        description: 'Its category, where it has one.',
      }),
      gross: t.field(money('Before deductions, of either sign.', row => row.gross)),
      deduction: t.field(money('What was deducted, of either sign.', row => row.deduction)),
    }),
  })

AdjustmentNode.implement({
  description:
    'By how much a period differs that was distributed. The report and its run stay; the next run takes the difference in.',
  authScopes: { public: true },
  fields: t => ({
    project: t.field({ type: ProjectNode, description: 'Its project.', resolve: row => row.projectId }),
    report: t.field({
      type: RevenueReportNode,
      description: 'The report it is about.',
      resolve: row => row.reportId,
    }),
    kind: t.expose('kind', { type: AdjustmentKindEnum, description: 'What it says.' }),
    corrects: t.field({
      type: AdjustmentNode,
      nullable: true,
      description: 'The adjustment it corrects.',
      resolve: row => row.correctsId,
    }),
    recipient: t.exposeString('recipient', {
      nullable: true,
      description: 'Whom a sum goes to; null: its lines run through the tiers.',
    }),
    amount: t.field(money('The net of its lines, or the sum.', row => row.amount)),
    lines: t.field({
      type: [AdjustmentLineType],
      description: 'Its lines, in order.',
      resolve: async ({ id, currency }, _args, { em }) =>
        (await linesOfAdjustments(em, [id])).map(line => ({ ...line, currency })),
    }),
    reason: t.exposeString('reason', { description: 'Why, for people.' }),
    preparedAt: t.field({
      type: 'Instant',
      description: 'When it was prepared.',
      resolve: row => row.preparedAt,
    }),
    approvedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When somebody else approved it; null: it waits for that.',
      resolve: row => row.approvedAt,
    }),
    preparer: t.field({
      type: PartyNode,
      authScopes: { staff: true },
      description: 'Who prepared it: for staff.',
      resolve: row => row.preparerId,
    }),
    distribution: t.field({
      type: DistributionNode,
      nullable: true,
      description: 'The run that took it in; null: it waits for the next.',
      resolve: row => row.distributionId,
    }),
  }),
})

builder.objectField(ProjectNode, 'adjustments', t =>
  t.connection({
    type: AdjustmentNode,
    authScopes: project => ({ staff: true, memberOf: project.id }),
    description:
      'What was corrected of periods that were distributed, oldest first: for its own people and staff.',
    complexity: pageCost,
    resolve: (project, args, { em }) =>
      page(
        args,
        slice => adjustmentsPage(em, project.id, slice),
        (row: AdjustmentRow) => row.id,
      ),
  }),
)

builder.objectField(DistributionNode, 'adjustments', t =>
  t.field({
    type: [AdjustmentNode],
    authScopes: row => ({ staff: true, memberOf: row.projectId }),
    description: 'The adjustments it took in: for the project’s own people and staff.',
    resolve: (row, _args, { em }) => adjustmentsOfDistribution(em, row.id),
  }),
)

const AdjustmentLineInput = builder.inputType('AdjustmentLineInput', {
  description: 'By how much the revenue of one source differs: amounts of either sign.',
  fields: t => ({
    source: t.string({ description: 'Where it came from.' }),
    category: t.string({ required: false, description: 'By which the tiers may tell revenue apart.' }),
    units: t.int({ required: false, description: 'How many units more or less.' }),
    gross: t.field({ type: MoneyInput, description: 'Before deductions.' }),
    deduction: t.field({ type: MoneyInput, required: false, description: 'What was deducted.' }),
  }),
})

const PrepareAdjustmentInput = builder.inputType('PrepareAdjustmentInput', {
  description: 'By how much a period differs that was distributed.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    reportId: t.id({ description: 'Id of the report of that period.' }),
    kind: t.field({ type: AdjustmentKindEnum, description: 'What it says.' }),
    correctsId: t.id({ required: false, description: 'Id of the adjustment that a correction is about.' }),
    lines: t.field({ type: [AdjustmentLineInput], defaultValue: [], description: 'Revenue that differs.' }),
    recipient: t.string({
      required: false,
      description: 'For a sum: "issuer", "platform", "class:CODE" or "partner:CODE".',
    }),
    amount: t.field({ type: MoneyInput, required: false, description: 'The sum, of either sign.' }),
    reason: t.string({ description: 'Why, in one line.' }),
  }),
})

builder.mutationFields(t => ({
  prepareAdjustment: t.field({
    type: AdjustmentPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Says by how much a period differs that was distributed. Nothing changes until somebody else approves it.',
    args: { input: t.arg({ type: PrepareAdjustmentInput, description: 'What differs, and why.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'prepareAdjustment', input, (em, { personId: preparerId }) => {
        const { kind, recipient = null, amount = null, reason, correctsId } = input
        const lines = input.lines.map(({ units, category = null, deduction = null, ...line }) => {
          return { ...line, category, units: BigInt(units ?? 0), deduction }
        })
        const corrected = correctsId == null ? null : idOf('Adjustment', correctsId)
        const about = { reportId: idOf('RevenueReport', input.reportId), kind, correctsId: corrected }
        return prepareAdjustment(em, { ...about, lines, recipient, amount, reason, preparerId }, context.now)
      }),
  }),
  approveAdjustment: t.field({
    type: AdjustmentPayload,
    errors: {},
    authScopes: { approver: true },
    description:
      'Approves an adjustment: not whoever prepared it or sent the report, and nobody of the issuer. The next run takes it in.',
    args: {
      adjustmentId: t.arg.id({ description: 'Id of the adjustment.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'approveAdjustment', args, (em, { personId: approverId }) =>
        approveAdjustment(
          em,
          { adjustmentId: idOf('Adjustment', args.adjustmentId), approverId },
          context.now,
        ),
      ),
  }),
}))
