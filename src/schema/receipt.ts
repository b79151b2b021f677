import { receiveRevenue } from '../domain/dividends/revenue/receive-revenue.ts'
import { type MoneyText, parseMoney, parsePositive } from '../domain/money/money.ts'
import type { SuspenseReason } from '../domain/payments/receipt.ts'
import { type ReceiptRow, suspensePage } from '../domain/payments/receipts.ts'
import type { NewReceipt } from '../domain/payments/record-receipt.ts'
import { claimPayment, recordPayment } from '../domain/shares/record-payment.ts'
import { returnReceipt } from '../domain/shares/return-receipt.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { change } from './context.ts'
import { idOf } from './ids.ts'
import { KEY, ReceiptPayload } from './payloads.ts'
import { PartyNode, ProjectNode, ReceiptNode, SubscriptionNode } from './refs.ts'
import { MoneyInput, money } from './scalars.ts'

const ReceiptStateEnum = builder.enumType('ReceiptState', {
  description: 'What a receipt turned out to be for.',
  values: {
    suspense: { description: 'Nobody’s yet: it waits on the work list' },
    subscription: { description: 'It paid an order' },
    revenue: { description: 'It is revenue of a project' },
    return: { description: 'It was given back: it lies on the account of a party' },
    payout: { description: 'The card processor paid it out' },
    returned: { description: 'A payout of ours that came back' },
    exchange: { description: 'It came for money in another currency, which the bank changed' },
    cover: { description: 'The platform made good with it what the card processor kept' },
  } as const,
})

export const SuspenseReasonEnum = builder.enumType('SuspenseReason', {
  description: 'Why money was left in suspense when it came.',
  values: {
    NO_ORDER: { description: 'No order has this reference' },
    LATE: { description: 'It arrived when the payment had been due' },
    WRONG_CURRENCY: { description: 'It is in another currency than the order' },
    WRONG_AMOUNT: { description: 'It is not what the order owes' },
    ALREADY_PAID: { description: 'The order was paid before' },
    ORDER_ENDED: { description: 'The order was withdrawn, expired or refunded before' },
    AWAITS_CHANGE: {
      description:
        'It was quoted for the order in this currency, and is kept for it until the bank has changed it',
    },
    NO_PAYOUT: { description: 'The bank sends back what no payout of ours is' },
    PAYOUT_AMOUNT: { description: 'It is not what the payout was that came back' },
    PAYOUT_ENDED: { description: 'The payout that it names came back before, or never left' },
    PAYOUT_NOT_SETTLED: {
      description:
        'The payout that it names came back before the bank said that it had left: it is booked then',
    },
    DEBIT_REVERSED: { description: 'The bank took one of its debits back: nobody paid' },
  } satisfies Record<SuspenseReason, { description: string }>,
})

ReceiptNode.implement({
  description: 'Money that arrived on a bank account of the clients.',
  authScopes: { staff: true },
  fields: t => ({
    state: t.field({
      type: ReceiptStateEnum,
      description: 'What it is for.',
      resolve: row => row.purpose ?? 'suspense',
    }),
    suspenseReason: t.expose('suspenseReason', {
      type: SuspenseReasonEnum,
      nullable: true,
      description: 'Why it was left in suspense when it came; it may have been claimed since.',
    }),
    amount: t.field(money('How much.', row => row.amount)),
    receivedAt: t.field({
      type: 'Instant',
      description: 'When the bank credited it.',
      resolve: row => row.receivedAt,
    }),
    bankReference: t.exposeString('bankReference', { description: 'The bank’s own name for the credit.' }),
    remittance: t.exposeString('remittance', { description: 'The reference or text the payer gave.' }),
    payerName: t.exposeString('payerName', { nullable: true, description: 'Who paid, as the bank says.' }),
    payerIban: t.exposeString('payerIban', { nullable: true, description: 'From which account.' }),
    subscription: t.field({
      type: SubscriptionNode,
      nullable: true,
      description: 'The order it paid.',
      resolve: row => targetOf(row, 'subscription'),
    }),
    heldFor: t.field({
      type: SubscriptionNode,
      nullable: true,
      description: 'The order for which it is kept until the bank has changed it, or was.',
      resolve: row => row.heldForId,
    }),
    project: t.field({
      type: ProjectNode,
      nullable: true,
      description: 'The project whose revenue it is.',
      resolve: row => targetOf(row, 'revenue'),
    }),
    returnedTo: t.field({
      type: PartyNode,
      nullable: true,
      description: 'The party it was given back to.',
      resolve: row => targetOf(row, 'return'),
    }),
  }),
})

const targetOf = (row: ReceiptRow, purpose: ReceiptRow['purpose']) =>
  row.purpose === purpose ? row.targetId : null

const PayerInput = builder.inputType('PayerInput', {
  description: 'The account money came from. Refunds leave only to it.',
  fields: t => ({
    iban: t.string({ description: 'Account number.' }),
    name: t.string({ description: 'Name of the account’s holder.' }),
  }),
})

const RecordPaymentInput = builder.inputType('RecordPaymentInput', {
  description: 'Money of an investor that arrived.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    bankReference: t.string({
      description: 'The bank’s own name for the credit: the same one is the same money.',
    }),
    amount: t.field({ type: MoneyInput, description: 'How much arrived.' }),
    receivedAt: t.field({ type: 'Instant', description: 'When the bank credited it.' }),
    remittance: t.string({ description: 'The reference or text the payer gave.' }),
    payer: t.field({ type: PayerInput, required: false, description: 'From which account it came.' }),
  }),
})

const ReceiveRevenueInput = builder.inputType('ReceiveRevenueInput', {
  description: 'Revenue of a project that arrived.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    projectId: t.id({ description: 'Id of the project.' }),
    bankReference: t.string({
      description: 'The bank’s own name for the credit: the same one is the same money.',
    }),
    amount: t.field({ type: MoneyInput, description: 'How much arrived.' }),
    receivedAt: t.field({ type: 'Instant', description: 'When the bank credited it.' }),
    remittance: t.string({ defaultValue: '', description: 'The text the payer gave.' }),
    payer: t.field({ type: PayerInput, required: false, description: 'From which account it came.' }),
  }),
})

type ReceiptInput = Pick<NewReceipt, 'bankReference' | 'receivedAt' | 'remittance'> & {
  amount: MoneyText
  payer?: NewReceipt['payer'] | undefined
}

/** Money that arrived is above zero, in whatever currency we keep books in. */
function receiptFrom({
  amount,
  bankReference,
  receivedAt,
  remittance,
  payer = null,
}: ReceiptInput): NewReceipt {
  const { currency } = parseMoney(amount)
  return { bankReference, receivedAt, remittance, payer, currency, amount: parsePositive(amount, currency) }
}

builder.mutationFields(t => ({
  recordPayment: t.field({
    type: ReceiptPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Books money of an investor that arrived. When it pays the order of its reference in full and in time the order is paid; otherwise it lies in suspense with the reason.',
    args: { input: t.arg({ type: RecordPaymentInput, description: 'The money.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'recordPayment', input, em => recordPayment(em, receiptFrom(input), context.now)),
  }),
  claimPayment: t.field({
    type: ReceiptPayload,
    errors: {},
    authScopes: { finance: true },
    description: 'Claims money from suspense for an order, when the payer’s reference was wrong.',
    args: {
      receiptId: t.arg.id({ description: 'Id of the receipt.' }),
      subscriptionId: t.arg.id({ description: 'Id of the order.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'claimPayment', args, em => {
        const receiptId = idOf('Receipt', args.receiptId)
        return claimPayment(
          em,
          { receiptId, subscriptionId: idOf('ShareSubscription', args.subscriptionId) },
          context.now,
        )
      }),
  }),
  returnReceipt: t.field({
    type: ReceiptPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Gives money from suspense back: it lies on the account of the party whose order its reference names, or of a party you name, as refunds do.',
    args: {
      receiptId: t.arg.id({ description: 'Id of the receipt.' }),
      partyId: t.arg.id({
        required: false,
        description: 'Id of the party; not given: the one whose order the reference names.',
      }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'returnReceipt', args, em => {
        const receiptId = idOf('Receipt', args.receiptId)
        const partyId = args.partyId == null ? null : idOf('Party', args.partyId)
        return returnReceipt(em, { receiptId, partyId }, context.now)
      }),
  }),
  receiveRevenue: t.field({
    type: ReceiptPayload,
    errors: {},
    authScopes: { finance: true },
    description: 'Books revenue of a project that arrived, before or after the report on it.',
    args: { input: t.arg({ type: ReceiveRevenueInput, description: 'The money.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'receiveRevenue', input, em => {
        const { projectId, ...receipt } = input
        const claim = { ...receiptFrom(receipt), projectId: idOf('Project', projectId) }
        return receiveRevenue(em, claim, context.now)
      }),
  }),
}))

builder.queryField('suspense', t =>
  t.connection({
    type: ReceiptNode,
    authScopes: { staff: true },
    description: 'The work list: money that arrived and that nobody has claimed, oldest first.',
    complexity: pageCost,
    resolve: (_root, args, { em }) =>
      page(
        args,
        slice => suspensePage(em, slice),
        row => row.id,
      ),
  }),
)
