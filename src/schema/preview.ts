import { transact } from '../act.ts'
import {
  type PoolChange,
  type PreviewLine,
  previewRun,
  type RunPreview,
  type Warning,
} from '../domain/dividends/approval/preview-run.ts'
import type { RecipientLine } from '../domain/dividends/run/decide-run.ts'
import type { Currency } from '../domain/money/currency.ts'
import { formatExact } from '../domain/money/fraction.ts'
import { builder } from './builder.ts'
import { page, pageCost, sliceOf } from './connections.ts'
import { idOf } from './ids.ts'
import { ContractNode, PartyNode, ProjectNode, RevenueReportNode, ShareClassNode } from './refs.ts'
import { fractionOfUnit, MoneyType, money } from './scalars.ts'
import { TierLineType, tierLine } from './tier-line.ts'

type WithCurrency<Row> = Row & { currency: Currency }

const PreviewRecipientType = builder.objectRef<WithCurrency<RecipientLine>>('PreviewRecipient').implement({
  description: 'What a recipient of the tiers would get.',
  authScopes: { public: true },
  fields: t => ({
    recipient: t.exposeString('recipient', {
      description: '"issuer", "platform", "class:CODE" or "partner:CODE".',
    }),
    exact: t.string({
      description: 'What is due before rounding, in minor units, as a whole number or ratio.',
      resolve: row => formatExact(row.exact),
    }),
    amount: t.field(money('What he would get.', row => row.amount)),
  }),
})

const PoolChangeType = builder.objectRef<WithCurrency<PoolChange>>('PoolChange').implement({
  description: 'What changed in a class against the latest run.',
  authScopes: { public: true },
  fields: t => ({
    shareClass: t.field({ type: ShareClassNode, description: 'The class.', resolve: row => row.classId }),
    holdersIn: t.exposeInt('holdersIn', { description: 'Holders who had no line in the latest run.' }),
    holdersOut: t.exposeInt('holdersOut', { description: 'Holders of the latest run who have none now.' }),
    previousPool: t.field({
      type: MoneyType,
      nullable: true,
      description: 'What all holders got in the latest run; null when this is the first.',
      resolve: ({ previousPool, currency }) =>
        previousPool === null ? null : { minor: previousPool, currency },
    }),
  }),
})

const WarningType = builder.objectRef<Warning>('PreviewWarning').implement({
  description: 'Something to look at before signing.',
  authScopes: { public: true },
  fields: t => ({
    code: t.exposeString('code', { description: 'For programs, such as "FUNDS_MISSING".' }),
    message: t.exposeString('message', { description: 'A sentence with the numbers.' }),
  }),
})

const PreviewLineType = builder.objectRef<WithCurrency<PreviewLine>>('PreviewLine').implement({
  description: 'What one holder would get.',
  authScopes: { public: true },
  fields: t => ({
    holder: t.field({ type: PartyNode, description: 'Who.', resolve: row => row.holderId }),
    shareClass: t.field({
      type: ShareClassNode,
      description: 'For which class.',
      resolve: row => row.classId,
    }),
    weight: t.field({
      type: 'Decimal',
      description: 'What he weighs: shares, or share-days.',
      resolve: row => String(row.weight),
    }),
    gross: t.field(money('What he would get before levies.', row => row.gross)),
    net: t.field(money('What he would be credited, by what is known of him now.', row => row.net)),
    held: t.exposeBoolean('held', { description: 'No levy rule is known for it: the amount would be held.' }),
    carry: t.field({
      type: 'Decimal',
      description: 'What he would still be owed (negative: had too much), in minor units.',
      resolve: row => fractionOfUnit(row.carry),
    }),
    before: t.field({
      type: MoneyType,
      nullable: true,
      description: 'What he got in the latest run; null when he had no line.',
      resolve: ({ before, currency }) => (before === null ? null : { minor: before, currency }),
    }),
  }),
})

const PreviewType = builder.objectRef<RunPreview>('DistributionPreview').implement({
  description: 'What a run on a day would do. Whoever signs its hash signs all of it.',
  authScopes: { public: true },
  fields: t => ({
    hash: t.exposeString('hash', {
      description:
        'To be signed: a hash over contract, reports, register, latest run, levy rules, payment date and method.',
    }),
    project: t.field({
      type: ProjectNode,
      description: 'Of which project.',
      resolve: ({ plan }) => plan.project.id,
    }),
    contract: t.field({
      type: ContractNode,
      description: 'The contract that would be run.',
      resolve: ({ plan }) => plan.contract.id,
    }),
    reports: t.field({
      type: [RevenueReportNode],
      description: 'The reports that would go into it.',
      resolve: ({ plan }) => plan.reports.map(report => report.id),
    }),
    recordDate: t.field({
      type: 'Day',
      description: 'Who holds shares at the end of this day takes part.',
      resolve: ({ plan }) => plan.recordDate,
    }),
    paidOn: t.field({
      type: 'Day',
      description: 'The payment date, in the platform’s zone.',
      resolve: ({ plan }) => plan.paidOn,
    }),
    amount: t.field({
      type: MoneyType,
      description: 'What would be distributed: the net of the reports.',
      resolve: ({ plan }) => ({ minor: plan.amount, currency: plan.project.currency }),
    }),
    tiers: t.field({
      type: [TierLineType],
      description: 'What each tier would take.',
      resolve: ({ plan }) => plan.result.tiers.map(tier => tierLine(tier, plan.project.currency)),
    }),
    recipients: t.field({
      type: [PreviewRecipientType],
      description: 'What each recipient would get.',
      resolve: ({ plan }) =>
        plan.result.recipients.map(line => ({ ...line, currency: plan.project.currency })),
    }),
    changes: t.field({
      type: [PoolChangeType],
      description: 'What changed against the latest run, by class.',
      resolve: ({ changes, plan }) => changes.map(row => ({ ...row, currency: plan.project.currency })),
    }),
    warnings: t.expose('warnings', { type: [WarningType], description: 'What to look at before signing.' }),
    holders: t.int({ description: 'How many lines it would have.', resolve: ({ lines }) => lines.length }),
    lines: t.connection({
      type: PreviewLineType,
      description: 'The holders’ lines, by page.',
      complexity: pageCost,
      resolve: ({ lines, plan }, args) => {
        const rows = lines.map(line => ({ ...line, currency: plan.project.currency }))
        const keyOf = (line: PreviewLine) => `${line.classId}:${line.holderId}`
        return page(args, async slice => sliceOf(rows, keyOf, slice), keyOf, 2)
      },
    }),
    line: t.field({
      type: PreviewLineType,
      nullable: true,
      description: 'The line of one holder; null when he would have none.',
      args: { holderId: t.arg.id({ description: 'Id of the party.' }) },
      resolve: ({ lines, plan }, { holderId }) => {
        const line = lines.find(each => each.holderId === idOf('Party', holderId))
        return line === undefined ? null : { ...line, currency: plan.project.currency }
      },
    }),
  }),
})

builder.queryField('previewDistribution', t =>
  t.field({
    type: PreviewType,
    errors: {},
    authScopes: { staff: true },
    description: 'What the next run of a project would do on a day. It changes nothing.',
    args: {
      projectId: t.arg.id({ description: 'Id of the project.' }),
      paidOn: t.arg({ type: 'Day', description: 'The payment date, in the platform’s zone.' }),
    },
    resolve: (_root, args, { orm, now }) => {
      const asked = { projectId: idOf('Project', args.projectId), paidOn: args.paidOn }
      // Holders are read by a cursor, which lives in a transaction only.
      return transact(orm, 'previewDistribution', em => previewRun(em, asked, now))
    },
  }),
)
