import { changePledge } from '../domain/shares/pledges/change-pledge.ts'
import { endPledge } from '../domain/shares/pledges/end-pledge.ts'
import { pledgeMonthly } from '../domain/shares/pledges/pledge-monthly.ts'
import { type PledgeRow, pledgeOf, pledges } from '../domain/shares/pledges/pledges.ts'
import { builder } from './builder.ts'
import { type Change, change } from './context.ts'
import { globalId, idOf } from './ids.ts'
import { itsMoney } from './party.ts'
import { KEY, ON_BEHALF_OF } from './payloads.ts'
import { OfferingNode, PartyNode } from './refs.ts'
import { MoneyInput, money } from './scalars.ts'

const PledgeType = builder.objectRef<PledgeRow>('Pledge').implement({
  description: 'Somebody promises an order in each round of what is asked for each month.',
  authScopes: { public: true },
  fields: t => ({
    id: t.id({
      description: 'The id, for changing and ending it.',
      resolve: ({ id }) => globalId('Pledge', id),
    }),
    offering: t.field({
      type: OfferingNode,
      description: 'The first round.',
      resolve: row => row.offeringId,
    }),
    shares: t.exposeInt('shares', { description: 'How many shares a month.' }),
    amount: t.field(money('What they come to.', row => row.amount)),
    pledgedAt: t.field({
      type: 'Instant',
      description: 'When it was promised.',
      resolve: row => row.pledgedAt,
    }),
    endedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When it was ended; null: it stands.',
      resolve: row => row.endedAt,
    }),
  }),
})

builder.objectField(PartyNode, 'pledges', t =>
  t.field({
    type: [PledgeType],
    authScopes: itsMoney,
    description: 'What it has promised each month, oldest first.',
    resolve: ({ partyId }, _args, { em }) => pledges(em, { partyId }),
  }),
)

const PledgePayload = builder
  .objectRef<Change<{ pledgeId: string; partyId: string }>>('PledgePayload')
  .implement({
    description: 'The pledge after the change.',
    authScopes: { public: true },
    fields: t => ({
      pledge: t.field({
        type: PledgeType,
        description: 'The pledge.',
        resolve: ({ made }, _args, { em }) => pledgeOf(em, made.pledgeId, made.partyId),
      }),
      replayed: t.exposeBoolean('replayed', {
        description: 'This request was carried out before under the same key; nothing was done again.',
      }),
    }),
  })

const size = {
  shares: { required: false, description: 'How many shares a month; or the amount.' },
  amount: { type: MoneyInput, required: false, description: 'What they come to; or the shares.' },
} as const

const PledgeMonthlyInput = builder.inputType('PledgeMonthlyInput', {
  description: 'An order in each round, the open one first.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    offeringId: t.id({ description: 'Id of any round.' }),
    shares: t.int(size.shares),
    amount: t.field(size.amount),
  }),
})

const ChangePledgeInput = builder.inputType('ChangePledgeInput', {
  description: 'How much is ordered each month from now on.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    pledgeId: t.id({ description: 'Id of the pledge.' }),
    shares: t.int(size.shares),
    amount: t.field(size.amount),
  }),
})

const EndPledgeInput = builder.inputType('EndPledgeInput', {
  description: 'A pledge that is ended.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    pledgeId: t.id({ description: 'Id of the pledge.' }),
  }),
})

builder.mutationFields(t => ({
  pledgeMonthly: t.field({
    type: PledgePayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Promises an order in each round of what is asked for each month. Each is paid and may be withdrawn like all orders.',
    args: { input: t.arg({ type: PledgeMonthlyInput, description: 'The pledge.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'pledgeMonthly', input, async (em, { partyId }) => {
        const { offeringId, shares, amount } = input
        const pledge = { offeringId: idOf('Offering', offeringId), partyId, size: { shares, amount } }
        return { ...(await pledgeMonthly(em, pledge, context.now)), partyId }
      }),
  }),
  changePledge: t.field({
    type: PledgePayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Changes how much is ordered each month, from the next order on.',
    args: { input: t.arg({ type: ChangePledgeInput, description: 'The change.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'changePledge', input, async (em, { partyId }) => {
        const { pledgeId, shares, amount } = input
        const pledge = { pledgeId: idOf('Pledge', pledgeId), partyId, size: { shares, amount } }
        return { ...(await changePledge(em, pledge, context.now)), partyId }
      }),
  }),
  endPledge: t.field({
    type: PledgePayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Ends a pledge. Orders that were made of it stay.',
    args: { input: t.arg({ type: EndPledgeInput, description: 'The pledge.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'endPledge', input, async (em, { partyId }) => {
        const pledge = { pledgeId: idOf('Pledge', input.pledgeId), partyId }
        return { ...(await endPledge(em, pledge, context.now)), partyId }
      }),
  }),
}))
