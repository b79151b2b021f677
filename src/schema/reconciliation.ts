import { colourOf } from '../domain/payments/reconciliation/account-colours.ts'
import {
  DIFFERENCE_KINDS,
  type Difference,
  type DifferenceKind,
} from '../domain/payments/reconciliation/difference-kinds.ts'
import { explainDifference } from '../domain/payments/reconciliation/explain-difference.ts'
import { type ReconciledDayRow, reconciledDays } from '../domain/payments/reconciliation/reconciled-days.ts'
import { type ReconciledAccount, reconciliation } from '../domain/payments/reconciliation/reconciliation.ts'
import { BankAccountType } from './bank-account.ts'
import { builder } from './builder.ts'
import { type Change, change } from './context.ts'
import { globalId, idOf } from './ids.ts'
import { KEY } from './payloads.ts'
import { PartyNode } from './refs.ts'
import { MoneyType, money, type Of } from './scalars.ts'

const StateEnum = builder.enumType('ReconciliationState', {
  description: 'How a bank account stands against the books.',
  values: {
    GREEN: { description: 'A report of the bank is in, and nothing asks for an explanation' },
    YELLOW: { description: 'Each difference that asks for an explanation has one that holds' },
    RED: { description: 'Anything else' },
  } as const,
})

const KindEnum = builder.enumType('DifferenceKind', {
  description: 'Where the bank and the books differ, or will.',
  values: Object.fromEntries(
    Object.entries(DIFFERENCE_KINDS).map(([kind, description]) => [kind, { description }]),
  ) as Record<DifferenceKind, { description: string }>,
})

const DifferenceType = builder.objectRef<Of<Difference>>('Difference').implement({
  description:
    'A fact in which the bank and the books differ, or will when the bank has told what is under way.',
  authScopes: { papers: true },
  fields: t => ({
    id: t.id({
      description: 'By which it is explained.',
      resolve: ({ id }) => globalId('Difference', id),
    }),
    kind: t.expose('kind', { type: KindEnum, description: 'What it is.' }),
    amount: t.field(money('Above zero the bank has more, or will have.', row => row.amount)),
    inBalance: t.exposeBoolean('inBalance', {
      description:
        'Whether it is a part of the difference of the balances. The others are on both sides, or on neither yet.',
    }),
    since: t.field({
      type: 'Instant',
      description: 'Since when it is known here.',
      resolve: row => row.since,
    }),
    ageDays: t.exposeInt('ageDays', { description: 'How many days that is.' }),
    open: t.exposeBoolean('open', {
      description: 'Whether it asks for an explanation: what is under way and not late does not.',
    }),
    owner: t.field({
      type: PartyNode,
      nullable: true,
      description: 'Who sees to it.',
      resolve: row => row.explanation?.ownerId ?? null,
    }),
    reason: t.string({
      nullable: true,
      description: 'Why it is there, as was said last.',
      resolve: row => row.explanation?.reason ?? null,
    }),
    dueOn: t.field({
      type: 'Day',
      nullable: true,
      description: 'The last day on which that explains it.',
      resolve: row => row.explanation?.dueOn ?? null,
    }),
    explained: t.exposeBoolean('explained', {
      description:
        'Whether what was said explains it: its day has not passed, and the amount is what it was.',
    }),
  }),
})

const ReconciledDayType = builder.objectRef<Of<ReconciledDayRow>>('ReconciledDay').implement({
  description: 'How an account stood when a day had passed, as it was kept then.',
  authScopes: { papers: true },
  fields: t => ({
    day: t.field({ type: 'Day', description: 'The day.', resolve: row => row.day }),
    state: t.field({
      type: StateEnum,
      description: 'How it stood.',
      resolve: row => colourOf({ ...row, reported: row.bankBalance !== null }),
    }),
    bankBalance: t.field({
      type: MoneyType,
      nullable: true,
      description: 'What the latest report closed with; null before the first one.',
      resolve: ({ bankBalance, currency }) =>
        bankBalance === null ? null : { minor: bankBalance, currency },
    }),
    bookBalance: t.field(money('What the books said.', row => row.bookBalance)),
    differences: t.exposeInt('differences', { description: 'How many asked for an explanation.' }),
    explained: t.exposeInt('explained', { description: 'How many of them had one.' }),
  }),
})

const ReconciliationType = builder.objectRef<ReconciledAccount>('Reconciliation').implement({
  description: 'A bank account of the clients against the books, as both were known at an instant.',
  authScopes: { papers: true },
  fields: t => ({
    bankAccount: t.field({
      type: BankAccountType,
      description: 'The account.',
      resolve: row => row.account,
    }),
    at: t.field({ type: 'Instant', description: 'The instant.', resolve: row => row.at }),
    state: t.field({ type: StateEnum, description: 'How it stands.', resolve: row => row.colour }),
    reportedTo: t.field({
      type: 'Day',
      nullable: true,
      description: 'The last day of the latest report; null before the first one.',
      resolve: row => row.report?.closesOn ?? null,
    }),
    bankBalance: t.field({
      type: MoneyType,
      nullable: true,
      description: 'What that report closed with.',
      resolve: ({ report, account: { currency } }) => report && { minor: report.closing, currency },
    }),
    bookBalance: t.field({
      type: MoneyType,
      description: 'What the books say lies there.',
      resolve: ({ bookBalance, account: { currency } }) => ({ minor: bookBalance, currency }),
    }),
    difference: t.field({
      type: MoneyType,
      nullable: true,
      description:
        'The bank less the books: to the minor unit the sum of the differences in the balance. Null before the first report.',
      resolve: ({ report, bookBalance, account: { currency } }) =>
        report && { minor: report.closing - bookBalance, currency },
    }),
    differences: t.field({
      type: [DifferenceType],
      description: 'All that differs or will, none left out.',
      resolve: ({ differences, account: { currency } }) => differences.map(each => ({ ...each, currency })),
    }),
    days: t.field({
      type: [ReconciledDayType],
      description: 'How it stood at the ends of the days before, the latest first: a month at most.',
      resolve: async ({ account: { id, currency }, at }, _args, { em }) =>
        (await reconciledDays(em, id, at)).map(row => ({ ...row, currency })),
    }),
  }),
})

builder.queryField('reconciliation', t =>
  t.field({
    type: [ReconciliationType],
    authScopes: { papers: true },
    description:
      'Each bank account of the clients against the books, by code and currency: what the bank said last, what the books say, and every difference.',
    args: {
      at: t.arg({
        type: 'Instant',
        required: false,
        description: 'As both were known then; now when not given.',
      }),
    },
    complexity: { field: 50, multiplier: 5 },
    resolve: (_root, { at }, { em, now }) => reconciliation(em, at == null || at > now ? now : at),
  }),
)

const ReconciliationPayload = builder
  .objectRef<Change<{ bankAccountId: string }>>('ReconciliationPayload')
  .implement({
    description: 'The account after the change.',
    authScopes: { public: true },
    fields: t => ({
      reconciliation: t.field({
        type: ReconciliationType,
        description: 'The account against the books now.',
        resolve: async ({ made }, _args, { em, now }) =>
          (await reconciliation(em, now)).find(
            ({ account }) => account.id === made.bankAccountId,
          ) as ReconciledAccount,
      }),
      replayed: t.exposeBoolean('replayed', {
        description: 'This request was carried out before under the same key; nothing was done again.',
      }),
    }),
  })

const ExplainDifferenceInput = builder.inputType('ExplainDifferenceInput', {
  description: 'Who sees to a difference, and why it is there.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    differenceId: t.id({ description: 'The difference.' }),
    ownerId: t.id({ description: 'The person of finance who sees to it.' }),
    reason: t.string({ description: 'Why it is there: 1 to 500 characters.' }),
    dueOn: t.field({
      type: 'Day',
      description:
        'The last day on which this explains it, from today to 31 days ahead. Then it is open again.',
    }),
  }),
})

builder.mutationField('explainDifference', t =>
  t.field({
    type: ReconciliationPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Explains a difference, for the amount that it has now. It stands in place of what was said of it before; what was said stays in the books.',
    args: { input: t.arg({ type: ExplainDifferenceInput, description: 'The explanation.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'explainDifference', input, em => {
        const { reason, dueOn } = input
        const differenceId = idOf('Difference', input.differenceId)
        return explainDifference(
          em,
          { differenceId, ownerId: idOf('Party', input.ownerId), reason, dueOn },
          context.now,
        )
      }),
  }),
)
