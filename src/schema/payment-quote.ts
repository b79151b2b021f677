import { ratesByIds } from '../domain/ledger/exchange/rates.ts'
import { type QuotedOrder, quotedOrders } from '../domain/shares/currencies/quoted-orders.ts'
import { requestQuote } from '../domain/shares/currencies/request-quote.ts'
import { builder } from './builder.ts'
import { change } from './context.ts'
import { RateType } from './exchange-rate.ts'
import { idOf } from './ids.ts'
import { KEY, ON_BEHALF_OF, SubscriptionPayload } from './payloads.ts'
import { PaymentOrderType } from './payment-order.ts'
import { SubscriptionNode } from './refs.ts'
import { money } from './scalars.ts'

const PaymentQuoteType = builder.objectRef<QuotedOrder>('PaymentQuote').implement({
  description:
    'What may be sent for an order in another currency than its own: firm until its payment is due.',
  authScopes: { public: true },
  fields: t => ({
    amount: t.field(money('What is to be sent: this, no more and no less.', row => row.amount)),
    rate: t.field({
      type: RateType,
      complexity: 20,
      description: 'The rate by which it was reckoned from what the order owes, rounded half even.',
      resolve: async (row, _args, { em }) => {
        const [rate] = await ratesByIds(em, [row.rateId])
        if (rate === undefined) throw new Error(`A quote names the rate ${row.rateId}, and there is none`)
        return rate
      },
    }),
    quotedAt: t.field({
      type: 'Instant',
      description: 'When it was asked for.',
      resolve: row => row.quotedAt,
    }),
    paymentOrder: t.field({
      type: PaymentOrderType,
      nullable: true,
      description: 'How to send it. Null when the order is not reserved any more: paid, held, ended, or due.',
      resolve: row => row.order,
    }),
  }),
})

builder.objectField(SubscriptionNode, 'quotes', t =>
  t.loadableList({
    type: PaymentQuoteType,
    authScopes: row => ({ self: row.partyId, staff: true }),
    description: 'What may be sent for it in other currencies, by currency. For its owner and staff.',
    load: async (ids: string[], { em, now }) => {
      const all = await quotedOrders(em, ids, now)
      return ids.map(id => all.filter(quote => quote.subscriptionId === id))
    },
    resolve: row => row.id,
  }),
)

const QuoteInput = builder.inputType('RequestPaymentQuoteInput', {
  description: 'An order that is to be paid in another currency.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    subscriptionId: t.id({ description: 'Id of the order.' }),
    currency: t.string({ description: 'ISO 4217 code of the currency in which is to be paid.' }),
  }),
})

builder.mutationField('requestPaymentQuote', t =>
  t.field({
    type: SubscriptionPayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Says what may be sent for an order in another currency: its price at the stored rate that holds now, and nothing above. When it has arrived it is held for the order, which is paid when the bank has changed it; what the bank gives more or less is not the investor’s.',
    args: { input: t.arg({ type: QuoteInput, description: 'The order.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'requestPaymentQuote', input, (em, { partyId }) =>
        requestQuote(
          em,
          {
            subscriptionId: idOf('ShareSubscription', input.subscriptionId),
            partyId,
            currency: input.currency,
          },
          context.now,
        ),
      ),
  }),
)
