import { confirmDelivery } from '../domain/fulfilment/confirm-delivery.ts'
import {
  type DeliveryCounts,
  type DeliveryRow,
  deliveries,
  deliveriesOfOrders,
  deliveriesPage,
  deliveryCounts,
} from '../domain/fulfilment/deliveries.ts'
import { DELIVERY_STATES, type DeliveryState, deliveryState } from '../domain/fulfilment/delivery-states.ts'
import type { Reach } from '../domain/fulfilment/reach.ts'
import { returnItem } from '../domain/fulfilment/return-item.ts'
import { sendItem } from '../domain/fulfilment/send-item.ts'
import { profiles } from '../domain/parties/people/profiles.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { type Change, type Context, change, signedIn } from './context.ts'
import { globalId, idOf } from './ids.ts'
import { KEY, ON_BEHALF_OF } from './payloads.ts'
import { OfferingNode, ProjectNode, SubscriptionNode } from './refs.ts'

const STATES: Record<DeliveryState, string> = {
  due: 'Owed, and not sent yet',
  late: 'Owed, and not sent when the day by which it is delivered had passed',
  sent: 'On its way',
  returned: 'It came back, and is sent again',
  delivered: 'The investor has it',
}

const DeliveryStateEnum = builder.enumType('DeliveryState', {
  description: 'Where a delivery stands.',
  values: Object.fromEntries(DELIVERY_STATES.map(state => [state, { description: STATES[state] }])) as Record<
    DeliveryState,
    { description: string }
  >,
})

const DeliveryType = builder.objectRef<DeliveryRow>('Delivery').implement({
  description:
    'So many of an item that an allotted order is owed. For its investor, the issuer of the project and staff.',
  authScopes: { public: true },
  fields: t => ({
    id: t.id({ description: 'By which it is sent.', resolve: row => globalId('Delivery', row.id) }),
    state: t.field({
      type: DeliveryStateEnum,
      description: 'Where it stands now.',
      resolve: (row, _args, { now }) => deliveryState(row, now),
    }),
    code: t.exposeString('code', { description: 'The code of the item in the terms.' }),
    name: t.exposeString('name', { description: 'What the item is called.' }),
    count: t.exposeInt('count', { description: 'How many of it.' }),
    recipientName: t.loadable({
      type: 'String',
      description: 'To whom.',
      load: async (ids: string[], { em }) => {
        const names = new Map((await profiles(em, [...new Set(ids)])).map(each => [each.partyId, each.name]))
        return ids.map(id => names.get(id) ?? '')
      },
      resolve: row => row.partyId,
    }),
    reference: t.exposeString('reference', { description: 'The reference of its order.' }),
    lateFrom: t.field({
      type: 'Instant',
      nullable: true,
      description: 'From this moment on it is late; null where the terms name no day.',
      resolve: row => row.lateFrom,
    }),
    steppedOn: t.field({
      type: 'Day',
      nullable: true,
      description: 'The day of its latest step; null before the first.',
      resolve: row => row.steppedOn,
    }),
    note: t.exposeString('note', {
      nullable: true,
      description: 'What was noted with that step, such as the number by which a parcel is followed.',
    }),
  }),
})

const DeliveriesPayload = builder
  .objectRef<Change<{ deliveryIds: string[] }>>('DeliveriesPayload')
  .implement({
    description: 'The deliveries after the change.',
    authScopes: { public: true },
    fields: t => ({
      deliveries: t.field({
        type: [DeliveryType],
        description: 'The deliveries, oldest first.',
        resolve: ({ made }, _args, { em }) => deliveries(em, made.deliveryIds),
      }),
      replayed: t.exposeBoolean('replayed', {
        description: 'This request was carried out before under the same key; nothing was done again.',
      }),
    }),
  })

const DeliveryCountsType = builder.objectRef<DeliveryCounts>('DeliveryCounts').implement({
  description: 'How many deliveries of an offering stand in each state.',
  authScopes: { public: true },
  fields: t => ({
    due: t.exposeInt('due', { description: STATES.due }),
    late: t.exposeInt('late', { description: STATES.late }),
    sent: t.exposeInt('sent', { description: STATES.sent }),
    returned: t.exposeInt('returned', { description: STATES.returned }),
    delivered: t.exposeInt('delivered', { description: STATES.delivered }),
  }),
})

/** The projects in which somebody hands over and admits: finance in all, an issuer in his own. */
export function projectsServed(context: Context): Reach['projects'] {
  const { roles, projects } = signedIn(context)
  return roles.has('finance') ? 'all' : projects.issuer
}

const step = (name: string, what: string) =>
  builder.inputType(name, {
    description: what,
    fields: t => ({
      idempotencyKey: t.string(KEY),
      deliveryIds: t.idList({ description: 'Ids of 1 to 500 deliveries: all of them, or none.' }),
      on: t.field({
        type: 'Day',
        required: false,
        description: 'When it was, in the zone of the project; not given: today.',
      }),
      note: t.string({
        required: false,
        description: 'Such as the number by which a parcel is followed, 200 characters at most.',
      }),
      onBehalfOf: t.id(ON_BEHALF_OF),
    }),
  })

const SendItemInput = step('SendItemInput', 'What was sent.')
const ReturnItemInput = step('ReturnItemInput', 'What came back.')
const ConfirmDeliveryInput = step('ConfirmDeliveryInput', 'What has arrived.')

function stepsOf({ deliveryIds, on, note }: typeof SendItemInput.$inferInput) {
  return {
    deliveryIds: deliveryIds.map(id => idOf('Delivery', id)),
    on: on ?? null,
    note: note ?? null,
  }
}

builder.mutationFields(t => ({
  sendItem: t.field({
    type: DeliveriesPayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Says that what is owed was sent. For the issuer of the project and finance.',
    args: { input: t.arg({ type: SendItemInput, description: 'What, and when.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'sendItem', input, em =>
        sendItem(em, { ...stepsOf(input), projects: projectsServed(context) }, context.now),
      ),
  }),
  returnItem: t.field({
    type: DeliveriesPayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Says that what was sent came back. For the issuer of the project and finance.',
    args: { input: t.arg({ type: ReturnItemInput, description: 'What, and when.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'returnItem', input, em =>
        returnItem(em, { ...stepsOf(input), projects: projectsServed(context) }, context.now),
      ),
  }),
  confirmDelivery: t.field({
    type: DeliveriesPayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Says that what was sent has arrived. For its investor and the issuer of the project.',
    args: { input: t.arg({ type: ConfirmDeliveryInput, description: 'What, and when.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'confirmDelivery', input, (em, { partyId }) => {
        const reach = { projects: signedIn(context).projects.issuer, parties: [partyId] }
        return confirmDelivery(em, { ...stepsOf(input), reach }, context.now)
      }),
  }),
}))

const filter = {
  type: DeliveryStateEnum,
  required: false,
  description: 'Only those in this state; not given: all.',
} as const

builder.objectField(ProjectNode, 'deliveries', t =>
  t.connection({
    type: DeliveryType,
    authScopes: project => ({ staff: true, issuerOf: project.id }),
    description:
      'What is owed to the investors of its funded offerings, oldest first: for its issuer and staff.',
    args: { state: t.arg(filter) },
    complexity: pageCost,
    resolve: ({ id: projectId }, { state, ...args }, { em, now }) =>
      page(
        args,
        slice => deliveriesPage(em, { projectId, state: state ?? null }, slice, now),
        row => row.id,
      ),
  }),
)

builder.objectField(OfferingNode, 'deliveries', t =>
  t.connection({
    type: DeliveryType,
    authScopes: offering => ({ staff: true, issuerOf: offering.projectId }),
    description: 'What is owed to its investors, oldest first: for the issuer of the project and staff.',
    args: { state: t.arg(filter) },
    complexity: pageCost,
    resolve: ({ id: offeringId }, { state, ...args }, { em, now }) =>
      page(
        args,
        slice => deliveriesPage(em, { offeringId, state: state ?? null }, slice, now),
        row => row.id,
      ),
  }),
)

builder.objectField(OfferingNode, 'deliveryCounts', t =>
  t.loadable({
    type: DeliveryCountsType,
    description: 'How its issuer keeps what was promised: for everybody.',
    load: async (ids: string[], { em, now }) => {
      const counts = await deliveryCounts(em, ids, now)
      return ids.map(id => counts.get(id) ?? { due: 0, late: 0, sent: 0, returned: 0, delivered: 0 })
    },
    resolve: row => row.id,
  }),
)

builder.objectField(SubscriptionNode, 'deliveries', t =>
  t.loadableList({
    type: DeliveryType,
    description: 'What it is owed of things that are handed over, by code.',
    load: async (ids: string[], { em }) => {
      const all = await deliveriesOfOrders(em, ids)
      return ids.map(id => all.filter(row => row.subscriptionId === id))
    },
    resolve: row => row.id,
  }),
)
