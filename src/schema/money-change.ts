import { recordMoneyChanged } from '../domain/dividends/conversion/record-money-changed.ts'
import { builder } from './builder.ts'
import { type Change, change } from './context.ts'
import { idOf } from './ids.ts'
import { KEY } from './payloads.ts'
import { RevenueReportNode, SubscriptionNode } from './refs.ts'

const MoneyChangedPayload = builder
  .objectRef<Change<{ reportIds: string[]; subscriptionIds: string[] }>>('MoneyChangedPayload')
  .implement({
    description: 'The reports and orders after their money was changed.',
    authScopes: { public: true },
    fields: t => ({
      reports: t.field({
        type: [RevenueReportNode],
        description: 'The reports whose revenue can be distributed now.',
        resolve: ({ made }) => made.reportIds,
      }),
      subscriptions: t.field({
        type: [SubscriptionNode],
        description: 'The orders that were paid by it or, where they ended, given back what was sent.',
        resolve: ({ made }) => made.subscriptionIds,
      }),
      replayed: t.exposeBoolean('replayed', {
        description: 'This request was carried out before under the same key; nothing was done again.',
      }),
    }),
  })

const MoneyChangedInput = builder.inputType('RecordMoneyChangedInput', {
  description: 'Money of the clients that the bank changed into another currency.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    debitId: t.id({ description: 'Id of the debit that left in the one currency, whole.' }),
    receiptIds: t.idList({
      description: 'Ids of the receipts that came for it, and of what the platform put in where it was less.',
    }),
    reportIds: t.idList({ description: 'Ids of the approved reports whose revenue was changed.' }),
    subscriptionIds: t.idList({
      defaultValue: [],
      description:
        'Ids of the orders whose money was changed: for those that wait it was sent in another currency, and of those that ended it was changed back.',
    }),
  }),
})

builder.mutationField('recordMoneyChanged', t =>
  t.field({
    type: MoneyChangedPayload,
    errors: {},
    authScopes: { finance: true },
    complexity: 50,
    description:
      'Claims a debit and receipts of the bank as money that was changed: the revenue of the reports becomes what they were converted to when they were approved, the orders are paid, and what the bank gave beside it stays on the exchange account. Told again with the same it changes nothing; with others it is refused.',
    args: { input: t.arg({ type: MoneyChangedInput, description: 'The change.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'recordMoneyChanged', input, async em => {
        const reportIds = input.reportIds.map(id => idOf('RevenueReport', id))
        const receiptIds = input.receiptIds.map(id => idOf('Receipt', id))
        const debitId = idOf('BankDebit', input.debitId)
        const subscriptionIds = input.subscriptionIds.map(id => idOf('ShareSubscription', id))
        const money = { debitId, receiptIds, reportIds, subscriptionIds }
        await recordMoneyChanged(em, money, context.now)
        return { reportIds, subscriptionIds }
      }),
  }),
)
