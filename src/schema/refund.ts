import { type MoneyText, parseMoney, parsePositive } from '../domain/money/money.ts'
import { maskedIban } from '../domain/parties/people/masked-iban.ts'
import { type RefundRow, refunds, refundsOf } from '../domain/payments/refunds/refunds.ts'
import { within } from '../domain/refusal.ts'
import { refundInBulk } from '../domain/shares/cards/refund-in-bulk.ts'
import { refundPayment } from '../domain/shares/cards/refund-payment.ts'
import { builder } from './builder.ts'
import { type Change, change } from './context.ts'
import { idOf } from './ids.ts'
import { KEY } from './payloads.ts'
import { OfferingNode, ReceiptNode } from './refs.ts'
import { MoneyInput, money } from './scalars.ts'

export const RefundType = builder.objectRef<RefundRow>('Refund').implement({
  description: 'Money of one payment that goes back to the card or the bank account it came from.',
  authScopes: { public: true },
  fields: t => ({
    amount: t.field(money('How much.', row => row.amount)),
    refundedAt: t.field({
      type: 'Instant',
      description: 'When it was given back.',
      resolve: row => row.refundedAt,
    }),
    iban: t.string({
      nullable: true,
      description:
        'The only bank account it may leave to, but for the first and last four characters masked. Null when it goes to the card.',
      resolve: row => row.iban && maskedIban(row.iban),
    }),
    holderName: t.exposeString('holderName', {
      nullable: true,
      description: 'Whose bank account that is, as the bank says.',
    }),
    sentAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When it left to the card; null while it waits, and for bank accounts.',
      resolve: row => row.sentAt,
    }),
    failedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When it turned out not to reach the card: its money is back, and may be given back anew.',
      resolve: row => row.failedAt,
    }),
    failureCode: t.exposeString('failureCode', {
      nullable: true,
      description: 'Why, in the word of the card processor. Null while nothing says that it failed.',
    }),
  }),
})

const RefundPayload = builder.objectRef<Change<{ refundId: string }>>('RefundPayload').implement({
  description: 'What was given back.',
  authScopes: { public: true },
  fields: t => ({
    refund: t.field({
      type: RefundType,
      nullable: true,
      description: 'The refund.',
      resolve: async ({ made }, _args, { em }) => (await refunds(em, [made.refundId]))[0] ?? null,
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

type BulkMade = { offeringId: string; refundIds: string[] }
const BulkRefundPayload = builder.objectRef<Change<BulkMade>>('BulkRefundPayload').implement({
  description: 'What was given back of the payments of an offering.',
  authScopes: { public: true },
  fields: t => ({
    offering: t.field({
      type: OfferingNode,
      description: 'The offering.',
      resolve: ({ made }) => made.offeringId,
    }),
    refunds: t.field({
      type: [RefundType],
      complexity: { field: 1, multiplier: 100 },
      description: 'The refunds, one for each payment.',
      resolve: ({ made }, _args, { em }) => (made.refundIds.length === 0 ? [] : refunds(em, made.refundIds)),
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

const RefundInput = builder.inputType('RefundInput', {
  description: 'What is to be given back of a payment.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    paymentId: t.id({ description: 'Id of the card payment or of the receipt.' }),
    amount: t.field({
      type: MoneyInput,
      required: false,
      description: 'How much; not given: all that is left.',
    }),
  }),
})

/** Above zero; the payment itself says in which currency it can only be. */
function amountOf(text: MoneyText): bigint {
  return parsePositive(text, parseMoney(text).currency)
}

const paymentIdOf = (id: string) => idOf(id.startsWith('CardPayment:') ? 'CardPayment' : 'Receipt', id)

builder.mutationFields(t => ({
  refund: t.field({
    type: RefundPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Gives a payment back, in part or in full, to the card or the bank account that paid and to no other. Its order has ended, or got less than it paid, or it paid none.',
    args: { input: t.arg({ type: RefundInput, description: 'The payment.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'refund', input, em => {
        const amount =
          input.amount == null ? null : within('amount', () => amountOf(input.amount as MoneyText))
        return refundPayment(em, { paymentId: paymentIdOf(input.paymentId), amount }, context.now)
      }),
  }),
  refundInBulk: t.field({
    type: BulkRefundPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Gives back all that is left of each payment of an offering whose order was withdrawn or failed, or got less than it paid. What cannot go back is left out.',
    args: { offeringId: t.arg.id({ description: 'Id of the offering.' }), idempotencyKey: t.arg.string(KEY) },
    resolve: (_root, args, context) =>
      change(context, 'refundInBulk', args, em =>
        refundInBulk(em, { offeringId: idOf('Offering', args.offeringId) }, context.now),
      ),
  }),
}))

builder.objectField(ReceiptNode, 'refunds', t =>
  t.field({
    type: [RefundType],
    description: 'What of it goes back to the bank account that paid.',
    resolve: (row, _args, { em }) => refundsOf(em, [row.id]),
  }),
)
