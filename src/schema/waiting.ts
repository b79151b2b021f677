import {
  type WaitingRow,
  waitingCounts,
  waitingEntries,
  waitingPage,
} from '../domain/shares/waiting/entries.ts'
import { leaveWaitingList } from '../domain/shares/waiting/leave-waiting-list.ts'
import { waitForShares } from '../domain/shares/waiting/wait-for-shares.ts'
import { WAITING_STATES, type WaitingState, waitingState } from '../domain/shares/waiting/waiting-states.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { type Change, change } from './context.ts'
import { globalId, idOf } from './ids.ts'
import { KEY, ON_BEHALF_OF } from './payloads.ts'
import { OfferingNode, PartyNode, SubscriptionNode } from './refs.ts'
import { MoneyInput } from './scalars.ts'

const STATES: Record<WaitingState, string> = {
  waiting: 'It becomes an order when shares become free and its turn has come',
  ordered: 'It became an order',
  left: 'The party left the list',
  refused: 'When its turn came the order was refused',
  notServed: 'The offering was decided, and no share had become free for it',
}

const WaitingStateEnum = builder.enumType('WaitingState', {
  description: 'Where an entry of a waiting list stands.',
  values: Object.fromEntries(WAITING_STATES.map(state => [state, { description: STATES[state] }])) as Record<
    WaitingState,
    { description: string }
  >,
})

const WaitingEntryType = builder.objectRef<WaitingRow>('WaitingEntry').implement({
  description: 'A party waits for shares of an offering that was sold out. For itself and staff.',
  authScopes: { public: true },
  fields: t => ({
    id: t.id({ description: 'By which the list is left.', resolve: row => globalId('WaitingEntry', row.id) }),
    offering: t.field({
      type: OfferingNode,
      description: 'Where it waits.',
      resolve: row => row.offeringId,
    }),
    state: t.field({ type: WaitingStateEnum, description: 'Where it stands now.', resolve: waitingState }),
    shares: t.exposeInt('shares', { description: 'Shares it waits for.' }),
    acceptFewer: t.exposeBoolean('acceptFewer', {
      description: 'Whether those that are free do, where they are fewer.',
    }),
    ahead: t.exposeInt('ahead', { description: 'How many wait before it; 0 when it waits no more.' }),
    waitedAt: t.field({
      type: 'Instant',
      description: 'Since when it waits.',
      resolve: row => row.waitedAt,
    }),
    endedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When it became an order, was refused or left.',
      resolve: row => row.endedAt,
    }),
    subscription: t.field({
      type: SubscriptionNode,
      nullable: true,
      description: 'The order it became.',
      resolve: row => row.subscriptionId,
    }),
    refusal: t.exposeString('code', { nullable: true, description: 'The code of the refusal of its order.' }),
  }),
})

const WaitingPayload = builder.objectRef<Change<{ entryId: string }>>('WaitingPayload').implement({
  description: 'The entry of the waiting list after the change.',
  authScopes: { public: true },
  fields: t => ({
    entry: t.field({
      type: WaitingEntryType,
      description: 'The entry.',
      resolve: async ({ made }, _args, { em }) => {
        const [entry] = await waitingEntries(em, [made.entryId])
        if (entry === undefined) throw new Error(`the entry ${made.entryId} that was made is gone`)
        return entry
      },
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

const WaitForSharesInput = builder.inputType('WaitForSharesInput', {
  description: 'What is waited for.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    offeringId: t.id({ description: 'Id of the offering.' }),
    shares: t.int({ required: false, description: 'How many shares; or the amount.' }),
    amount: t.field({ type: MoneyInput, required: false, description: 'What they come to; or the shares.' }),
    acceptFewer: t.boolean({
      defaultValue: false,
      description: 'Where fewer become free than are waited for, those that are.',
    }),
  }),
})

const LeaveWaitingListInput = builder.inputType('LeaveWaitingListInput', {
  description: 'The end of waiting.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    entryId: t.id({ description: 'Id of the entry.' }),
  }),
})

builder.mutationFields(t => ({
  waitForShares: t.field({
    type: WaitingPayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Takes a place on the waiting list of an offering that is sold out. When shares become free before it closes, they are ordered for who waits, in order; that order is due and can be withdrawn like any other.',
    args: { input: t.arg({ type: WaitForSharesInput, description: 'What is waited for.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'waitForShares', input, (em, { partyId }) => {
        const { shares, amount, acceptFewer } = input
        return waitForShares(
          em,
          { offeringId: idOf('Offering', input.offeringId), partyId, shares, amount, acceptFewer },
          context.now,
        )
      }),
  }),
  leaveWaitingList: t.field({
    type: WaitingPayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Leaves a waiting list; those behind move up.',
    args: { input: t.arg({ type: LeaveWaitingListInput, description: 'The entry.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'leaveWaitingList', input, (em, { partyId }) =>
        leaveWaitingList(em, { entryId: idOf('WaitingEntry', input.entryId), partyId }, context.now),
      ),
  }),
}))

builder.objectField(PartyNode, 'waiting', t =>
  t.connection({
    type: WaitingEntryType,
    authScopes: party => ({ self: party.partyId, staff: true }),
    description: 'Its places on waiting lists, oldest first. For itself and staff.',
    complexity: pageCost,
    resolve: ({ partyId }, args, { em }) =>
      page(
        args,
        slice => waitingPage(em, partyId, slice),
        row => row.id,
      ),
  }),
)

builder.objectField(OfferingNode, 'waiting', t =>
  t.loadable({
    type: 'Int',
    description: 'How many wait for shares of it.',
    load: async (ids: string[], { em }) => {
      const counts = await waitingCounts(em, ids)
      return ids.map(id => counts.get(id) ?? 0)
    },
    resolve: row => row.id,
  }),
)
