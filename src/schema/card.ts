import { type CardPaymentRow, cardIntents, cardSuspensePage } from '../domain/payments/cards/card-payments.ts'
import { type DisputeRow, disputesOf } from '../domain/payments/cards/disputes.ts'
import { refundsOf } from '../domain/payments/refunds/refunds.ts'
import { refuse as refusePayment } from '../domain/payments/refusals.ts'
import { type CardOrder, cardOrderOf, cardOrders } from '../domain/shares/cards/card-order.ts'
import { cardPaymentsOfOrders } from '../domain/shares/cards/paid-orders.ts'
import { payByCard } from '../domain/shares/cards/pay-by-card.ts'
import { builder } from './builder.ts'
import { CostBearerEnum } from './card-terms.ts'
import { page, pageCost } from './connections.ts'
import { type Change, change, partyFor } from './context.ts'
import { globalId, idOf } from './ids.ts'
import { KEY, ON_BEHALF_OF } from './payloads.ts'
import { SuspenseReasonEnum } from './receipt.ts'
import { SubscriptionNode } from './refs.ts'
import { RefundType } from './refund.ts'
import { money } from './scalars.ts'

const CardOrderType = builder.objectRef<CardOrder>('CardOrder').implement({
  description: 'What an order comes to when it is paid by card.',
  authScopes: { public: true },
  fields: t => ({
    amount: t.field(money('What the order owes.', row => row.amount)),
    cost: t.field(money('What the card processor takes of the payment.', row => row.cost)),
    bearer: t.expose('bearer', { type: CostBearerEnum, description: 'Who bears that.' }),
    total: t.field(money('What is charged to the card.', row => row.total)),
  }),
})

const CardDisputeType = builder.objectRef<DisputeRow>('CardDispute').implement({
  description: 'The holder of a card disputed a payment, and the processor took it back.',
  authScopes: { public: true },
  fields: t => ({
    amount: t.field(money('How much.', row => row.amount)),
    recoverable: t.field(money('What of it the investor came to owe the project.', row => row.recoverable)),
    borne: t.field(money('What of it the platform bore, for nobody is known to owe it.', row => row.borne)),
    openedAt: t.field({ type: 'Instant', description: 'When.', resolve: row => row.openedAt }),
    wonAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When it was decided for the platform, and the money came back; null when it was not.',
      resolve: row => row.wonAt,
    }),
  }),
})

const CardPaymentType = builder.objectRef<CardPaymentRow>('CardPayment').implement({
  description: 'A payment by card.',
  authScopes: { public: true },
  fields: t => ({
    id: t.id({ description: 'Its id, for a refund.', resolve: row => globalId('CardPayment', row.id) }),
    amount: t.field(money('All that was charged to the card.', row => row.amount)),
    paidAt: t.field({ type: 'Instant', description: 'When.', resolve: row => row.paidAt }),
    suspenseReason: t.expose('suspenseReason', {
      type: SuspenseReasonEnum,
      nullable: true,
      description: 'Why it pays no order; null when it does.',
    }),
    taken: t.field(money('What of it went back, by refunds and disputes.', row => row.taken)),
    refunds: t.field({
      type: [RefundType],
      description: 'What was given back of it, oldest first.',
      resolve: (row, _args, { em }) => refundsOf(em, [row.id]),
    }),
    disputes: t.field({
      type: [CardDisputeType],
      description: 'What was disputed of it, oldest first.',
      resolve: (row, _args, { em }) => disputesOf(em, [row.id]),
    }),
  }),
})

builder.objectFields(SubscriptionNode, t => ({
  cardOrder: t.loadable({
    type: CardOrderType,
    nullable: true,
    authScopes: row => ({ self: row.partyId, staff: true }),
    description:
      'What it comes to by card, before it is paid. Null when it is not reserved, or its offering takes no cards. For its owner and staff.',
    load: async (ids: string[], { em, now }) => {
      const found = new Map((await cardOrders(em, ids, now)).map(order => [order.subscriptionId, order]))
      return ids.map(id => found.get(id) ?? null)
    },
    resolve: row => row.id,
  }),
  cardPayment: t.loadable({
    type: CardPaymentType,
    nullable: true,
    authScopes: row => ({ self: row.partyId, staff: true }),
    description: 'The card payment that paid it, if one did. For its owner and staff.',
    load: async (ids: string[], { em }) => {
      const found = await cardPaymentsOfOrders(em, ids)
      return ids.map(id => found.get(id) ?? null)
    },
    resolve: row => row.id,
  }),
}))

type Opened = Change<{ subscriptionId: string }> & {
  order: CardOrder
  clientSecret: string
  publishableKey: string | null
}

const PayByCardPayload = builder.objectRef<Opened>('PayByCardPayload').implement({
  description: 'What a client needs to take the card.',
  authScopes: { public: true },
  fields: t => ({
    subscription: t.field({
      type: SubscriptionNode,
      description: 'The order. It is paid when the processor tells us so.',
      resolve: ({ made }) => made.subscriptionId,
    }),
    cardOrder: t.field({
      type: CardOrderType,
      description: 'What will be charged.',
      resolve: ({ order }) => order,
    }),
    clientSecret: t.exposeString('clientSecret', {
      description: 'With it the processor’s own code in the payer’s browser takes the card.',
    }),
    publishableKey: t.exposeString('publishableKey', {
      nullable: true,
      description: 'The key that this code wants.',
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

const PayByCardInput = builder.inputType('PayByCardInput', {
  description: 'An order that is to be paid by card.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    subscriptionId: t.id({ description: 'Id of the order.' }),
  }),
})

builder.mutationField('payByCard', t =>
  t.field({
    type: PayByCardPayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Asks the card processor for a payment of an order. The card itself is taken by the processor’s own code: no number of a card passes here.',
    args: { input: t.arg({ type: PayByCardInput, description: 'The order.' }) },
    resolve: async (_root, { input }, context) => {
      const { em, now, processor } = context
      if (processor === null) throw refusePayment.CARDS_NOT_CONFIGURED({})
      const partyId = partyFor(context, 'payByCard', input)
      const subscriptionId = idOf('ShareSubscription', input.subscriptionId)
      const order = await cardOrderOf(em, { subscriptionId, partyId }, now)
      const known = (await cardIntents(em, subscriptionId)).find(intent => totalOf(intent) === order.total)
      const { named, clientSecret } = await processor.openPayment(order, known?.processorReference)
      const made = await change(context, 'payByCard', input, tx =>
        payByCard(tx, { subscriptionId, partyId, processorReference: named }, now),
      )
      return { ...made, order, clientSecret, publishableKey: processor.publishableKey }
    },
  }),
)

const totalOf = ({ amount, cost, bearer }: { amount: bigint; cost: bigint; bearer: string }) =>
  bearer === 'investor' ? amount + cost : amount

builder.queryField('cardSuspense', t =>
  t.connection({
    type: CardPaymentType,
    authScopes: { staff: true },
    description: 'Card payments that pay no order and have not gone back yet, oldest first: a work list.',
    complexity: pageCost,
    resolve: (_root, args, { em }) =>
      page(
        args,
        slice => cardSuspensePage(em, slice),
        row => row.id,
      ),
  }),
)
