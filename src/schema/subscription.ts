import { maskedIban } from '../domain/parties/people/masked-iban.ts'
import { itemsOfOrders } from '../domain/shares/orders/items.ts'
import type { Done } from '../domain/shares/orders/subscribe.ts'
import { type RefundAccount, refundAccounts } from '../domain/shares/refund-accounts.ts'
import {
  SUBSCRIPTION_STATES,
  type SubscriptionState,
  subscriptionState,
} from '../domain/shares/subscription-states.ts'
import { withdraw } from '../domain/shares/withdraw.ts'
import { builder } from './builder.ts'
import { change, changeTogether } from './context.ts'
import { ItemCountInput, ItemCountType } from './entitlement.ts'
import { idOf } from './ids.ts'
import { KEY, ON_BEHALF_OF, SubscriptionPayload } from './payloads.ts'
import { OfferingNode, PartyNode, SubscriptionNode } from './refs.ts'
import { MoneyInput, MoneyType, money } from './scalars.ts'

const STATES: Record<SubscriptionState, string> = {
  reserved: 'The shares are held until the payment is due',
  held: 'What was sent for it in another currency is kept for it until the bank has changed it',
  paid: 'Paid, and it can still be withdrawn',
  binding: 'Paid, and it counts towards the goal',
  suspended: 'Its terms were revised: it counts for nothing until its investor reconfirms it',
  allotted: 'The shares are in the register',
  withdrawn: 'Taken back by the investor',
  expired: 'Not paid in time',
  refunded: 'The offering failed; the money is on the investor’s account',
  lapsed: 'Not reconfirmed in time; the money is on the investor’s account',
  chargedBack: 'The card processor took the payment back, and the shares are free again',
}

const SubscriptionStateEnum = builder.enumType('SubscriptionState', {
  description: 'Where an order stands.',
  values: Object.fromEntries(
    SUBSCRIPTION_STATES.map(state => [state, { description: STATES[state] }]),
  ) as Record<SubscriptionState, { description: string }>,
})

const RefundAccountType = builder.objectRef<RefundAccount>('RefundAccount').implement({
  description: 'The bank account an order was paid from: money of the order leaves only to it.',
  authScopes: { public: true },
  fields: t => ({
    iban: t.string({
      description: 'Its number, but for the first and last four characters masked: "FR76…0189".',
      resolve: account => maskedIban(account.iban),
    }),
    holderName: t.exposeString('holderName', { description: 'Whose it is, as the bank says.' }),
  }),
})

SubscriptionNode.implement({
  description: 'A party’s order in an offering.',
  authScopes: { public: true },
  fields: t => ({
    offering: t.field({
      type: OfferingNode,
      description: 'What was ordered from.',
      resolve: row => row.offeringId,
    }),
    investor: t.field({ type: PartyNode, description: 'Who ordered.', resolve: row => row.partyId }),
    state: t.field({
      type: SubscriptionStateEnum,
      description: 'Where it stands now.',
      resolve: (row, _args, { now }) => subscriptionState(row, now),
    }),
    shares: t.exposeInt('shares', { description: 'Shares ordered.' }),
    items: t.loadableList({
      type: ItemCountType,
      description: 'The rewards and tickets that were chosen with it, by code.',
      load: async (ids: string[], { em }) => {
        const all = await itemsOfOrders(em, ids)
        return ids.map(id => all.filter(item => item.subscriptionId === id))
      },
      resolve: row => row.id,
    }),
    allottedShares: t.exposeInt('allottedShares', {
      nullable: true,
      description: 'The shares it got, once its offering is funded; the money of the others went back.',
    }),
    allottedAmount: t.field({
      type: MoneyType,
      nullable: true,
      description: 'What these cost.',
      resolve: ({ allottedAmount: minor, currency }) => (minor === null ? null : { minor, currency }),
    }),
    amount: t.field(money('What is owed for them.', row => row.amount)),
    position: t.exposeInt('position', { description: 'Its place in the order of arrival.' }),
    reference: t.exposeString('reference', {
      description: 'To be written on the bank transfer (ISO 11649).',
    }),
    orderedAt: t.field({
      type: 'Instant',
      description: 'When it was ordered.',
      resolve: row => row.orderedAt,
    }),
    paymentDueAt: t.field({
      type: 'Instant',
      description: 'If it is not paid by then it expires.',
      resolve: row => row.paymentDueAt,
    }),
    revocableUntil: t.field({
      type: 'Instant',
      description: 'Until just before this moment it may be withdrawn without a reason.',
      resolve: row => row.revocableUntil,
    }),
    paidAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When the money arrived.',
      resolve: row => row.paidAt,
    }),
    refundAccount: t.loadable({
      type: RefundAccountType,
      nullable: true,
      authScopes: row => ({ self: row.partyId, staff: true }),
      description:
        'Where its money would go back to: the account it was paid from, and no other. Null when nothing was paid or the bank did not say from where. For its owner and staff.',
      load: async (ids: string[], { em }) => {
        const accounts = new Map(
          (await refundAccounts(em, ids)).map(account => [account.subscriptionId, account]),
        )
        return ids.map(id => accounts.get(id) ?? null)
      },
      resolve: row => row.id,
    }),
    endedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When it was withdrawn, expired, was refunded or lapsed.',
      resolve: row => row.endedAt,
    }),
  }),
})

const SubscribeInput = builder.inputType('SubscribeInput', {
  description: 'An order.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    offeringId: t.id({ description: 'Id of the offering.' }),
    shares: t.int({ required: false, description: 'How many shares; or the amount.' }),
    amount: t.field({ type: MoneyInput, required: false, description: 'What they come to; or the shares.' }),
    acceptFewer: t.boolean({
      defaultValue: false,
      description: 'Where fewer are left than are asked for, those that are.',
    }),
    items: t.field({
      type: [ItemCountInput],
      required: false,
      description: 'Rewards and tickets that are paid with a part of it.',
    }),
  }),
})

const WithdrawInput = builder.inputType('WithdrawInput', {
  description: 'An order that is taken back.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    subscriptionId: t.id({ description: 'Id of the order.' }),
  }),
})

builder.mutationFields(t => ({
  subscribe: t.field({
    type: SubscriptionPayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Orders shares, and items with them: they are held until the payment is due.',
    args: { input: t.arg({ type: SubscribeInput, description: 'The order.' }) },
    resolve: async (_root, { input }, context) => {
      const change = await changeTogether<Done>(context, 'subscribe', input, (act, { partyId }) => {
        const { offeringId, shares, amount, acceptFewer, items } = input
        const size = { shares, amount, acceptFewer }
        const order = { partyId, ...size, items: items ?? [], orderedAt: context.now, act }
        return context.desks.order(idOf('Offering', offeringId), order)
      })
      // It has just been written, and is his own: it need not be read again.
      if (change.row !== undefined) SubscriptionNode.getDataloader(context).prime(change.row.id, change.row)
      return change
    },
  }),
  withdraw: t.field({
    type: SubscriptionPayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Takes an order back, free of charge and without a reason. What was paid lies on the investor’s account.',
    args: { input: t.arg({ type: WithdrawInput, description: 'The order.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'withdraw', input, (em, { partyId }) =>
        withdraw(
          em,
          { subscriptionId: idOf('ShareSubscription', input.subscriptionId), partyId },
          context.now,
        ),
      ),
  }),
}))
