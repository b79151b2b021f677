import { closeMonth } from '../domain/ledger/closing/close-month.ts'
import { type ClosingRow, closingOf, closings } from '../domain/ledger/closing/closings.ts'
import { monthText } from '../domain/ledger/closing/months.ts'
import { prepareMonth } from '../domain/ledger/closing/prepare-month.ts'
import { builder } from './builder.ts'
import { type Change, change } from './context.ts'
import { globalId, idOf } from './ids.ts'
import { KEY } from './payloads.ts'
import { PartyNode } from './refs.ts'

const MonthClosingType = builder.objectRef<ClosingRow>('MonthClosing').implement({
  description: 'A month of the books that was prepared to be closed, and its closing by another person.',
  authScopes: { staff: true },
  fields: t => ({
    id: t.id({
      description: 'The id of its preparation.',
      resolve: ({ id }) => globalId('MonthPreparation', id),
    }),
    month: t.string({
      description: 'The month, such as "2008-12".',
      resolve: ({ month }) => monthText(month),
    }),
    entries: t.exposeInt('entries', { description: 'How many entries it had when it was prepared.' }),
    preparer: t.field({
      type: PartyNode,
      description: 'Who prepared it.',
      resolve: row => row.preparerId,
    }),
    preparedAt: t.field({
      type: 'Instant',
      description: 'When it was prepared.',
      resolve: row => row.preparedAt,
    }),
    approver: t.field({
      type: PartyNode,
      nullable: true,
      description: 'Who closed it; null while nobody did.',
      resolve: row => row.approverId,
    }),
    closedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When its entries became final and got their numbers.',
      resolve: row => row.closedAt,
    }),
  }),
})

const MonthClosingPayload = builder
  .objectRef<Change<{ preparationId: string }>>('MonthClosingPayload')
  .implement({
    description: 'The month after the change.',
    authScopes: { public: true },
    fields: t => ({
      closing: t.field({
        type: MonthClosingType,
        description: 'The month.',
        resolve: ({ made }, _args, { em }) => closingOf(em, made.preparationId),
      }),
      replayed: t.exposeBoolean('replayed', {
        description: 'This request was carried out before under the same key; nothing was done again.',
      }),
    }),
  })

builder.queryField('monthClosings', t =>
  t.field({
    type: [MonthClosingType],
    authScopes: { staff: true },
    description: 'The months that were prepared and closed, the latest first: all of them, a dozen a year.',
    resolve: (_root, _args, { em }) => closings(em),
  }),
)

builder.mutationFields(t => ({
  prepareMonth: t.field({
    type: MonthClosingPayload,
    errors: {},
    authScopes: { finance: true },
    description: 'Prepares the closing of a month that is over; another person closes it.',
    args: {
      month: t.arg.string({ description: 'The month, such as "2008-12".' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, input, context) =>
      change(context, 'prepareMonth', input, (em, { personId }) =>
        prepareMonth(em, { month: input.month, preparerId: personId }, context.now),
      ),
  }),
  closeMonth: t.field({
    type: MonthClosingPayload,
    errors: {},
    authScopes: { approver: true },
    description:
      'Closes a month as another person prepared it: its entries get their numbers, and none gets a day in it any more.',
    args: {
      preparationId: t.arg.id({ description: 'Id of the preparation.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, input, context) =>
      change(context, 'closeMonth', input, (em, { personId }) => {
        const preparationId = idOf('MonthPreparation', input.preparationId)
        return closeMonth(em, { preparationId, approverId: personId }, context.now)
      }),
  }),
}))
