import { drawnCode, paymentCode } from '../documents/payment-code.ts'
import { type PaymentOrder, paymentOrders } from '../domain/shares/bank/payment-orders.ts'
import { builder } from './builder.ts'
import { SubscriptionNode } from './refs.ts'
import { money } from './scalars.ts'

/** Only euro can be asked for by a code of the European Payments Council. */
function codeOf({ currency, amount, ...order }: PaymentOrder): string | null {
  return currency === 'EUR' ? paymentCode({ ...order, cents: amount }) : null
}

export const PaymentOrderType = builder.objectRef<PaymentOrder>('PaymentOrder').implement({
  description: 'How an order is to be paid: a transfer to the clients’ bank account of its currency.',
  authScopes: { public: true },
  fields: t => ({
    holderName: t.exposeString('holderName', { description: 'Whose account it is.' }),
    iban: t.exposeString('iban', { description: 'Its number.' }),
    bic: t.exposeString('bic', { nullable: true, description: 'The code of its bank (ISO 9362).' }),
    amount: t.field(money('What is to be paid: this, no more and no less.', row => row.amount)),
    reference: t.exposeString('reference', {
      description: 'To be written on the transfer (ISO 11649): by it the order is found.',
    }),
    dueAt: t.field({
      type: 'Instant',
      description: 'It must have arrived before this moment.',
      resolve: row => row.dueAt,
    }),
    epcCode: t.string({
      nullable: true,
      description:
        'The same as banking apps read it from a code (EPC069-12). Null in other currencies than EUR.',
      resolve: codeOf,
    }),
    epcCodeSvg: t.string({
      nullable: true,
      complexity: 50,
      description: 'That code as a drawing in SVG.',
      resolve: row => {
        const code = codeOf(row)
        return code === null ? null : drawnCode(code)
      },
    }),
  }),
})

builder.objectField(SubscriptionNode, 'paymentOrder', t =>
  t.loadable({
    type: PaymentOrderType,
    nullable: true,
    authScopes: row => ({ self: row.partyId, staff: true }),
    description:
      'How to pay it. Null when it is not reserved (paid, ended, or due), or the platform has no bank account in its currency. For its owner and staff.',
    load: async (ids: string[], { em, now }) => {
      const found = new Map((await paymentOrders(em, ids, now)).map(order => [order.subscriptionId, order]))
      return ids.map(id => found.get(id) ?? null)
    },
    resolve: row => row.id,
  }),
)
