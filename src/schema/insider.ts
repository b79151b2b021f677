import { confirmInsider } from '../domain/parties/insiders/confirm-insider.ts'
import { declareInsider } from '../domain/parties/insiders/declare-insider.ts'
import type { InsiderLink } from '../domain/parties/insiders/insider.ts'
import { type InsiderRow, insiderDeclarations } from '../domain/parties/insiders/insiders.ts'
import { type InsiderOrders, insiderOrders } from '../domain/shares/orders/insider-orders.ts'
import { builder } from './builder.ts'
import { change } from './context.ts'
import { idOf } from './ids.ts'
import { KEY, PartyPayload } from './payloads.ts'
import { OfferingNode, PartyNode } from './refs.ts'
import { type MoneyValue, money } from './scalars.ts'

const LINKS: Record<InsiderLink, { description: string }> = {
  shareholder: { description: 'It holds 20 % or more of the platform’s capital or votes' },
  manager: { description: 'It manages the platform' },
  employee: { description: 'It works for the platform' },
  controlled: { description: 'It is linked by control to one of these' },
}
const LinkEnum = builder.enumType('InsiderLink', {
  description: 'How a party belongs to the platform: Art 8(2) Reg. (EU) 2020/1503.',
  values: LINKS,
})

const FIRST_DAY = { type: 'Day', description: 'The first day, in the zone of the platform.' } as const
const LAST_DAY = 'The last day; none: it goes on.'

const DeclarationType = builder.objectRef<InsiderRow>('InsiderDeclaration').implement({
  description: 'That a party is one of the platform’s people.',
  authScopes: { public: true },
  fields: t => ({
    version: t.exposeInt('version', { description: 'Its number, by which it is confirmed.' }),
    link: t.expose('link', { type: LinkEnum, description: 'How.' }),
    from: t.field({ ...FIRST_DAY, resolve: row => row.fromDay }),
    until: t.field({ type: 'Day', nullable: true, description: LAST_DAY, resolve: row => row.untilDay }),
    declaredAt: t.field({ type: 'Instant', description: 'When.', resolve: row => row.declaredAt }),
    confirmedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When somebody else confirmed it; null: it does not count yet.',
      resolve: row => row.confirmedAt,
    }),
  }),
})

builder.objectField(PartyNode, 'insiderDeclarations', t =>
  t.field({
    type: [DeclarationType],
    authScopes: party => ({ self: party.partyId, staff: true, admin: true }),
    description:
      'What was declared of its belonging to the platform, the latest first: for itself, staff and administrators.',
    resolve: ({ partyId }, _args, { em }) => insiderDeclarations(em, partyId),
  }),
)

type Disclosed = InsiderOrders & { currency: MoneyValue['currency'] }
const DisclosureType = builder.objectRef<Disclosed>('InsiderInvestments').implement({
  description:
    'What the platform’s owners of 20 %, managers, employees and whom they control have invested, on the conditions of everybody: Art 8(2) Reg. (EU) 2020/1503.',
  authScopes: { public: true },
  fields: t => ({
    exist: t.boolean({ description: 'Whether there are any.', resolve: row => row.orders > 0 }),
    amount: t.field(money('What they come to together.', row => row.amount)),
  }),
})

builder.objectField(OfferingNode, 'insiderInvestments', t =>
  t.field({
    type: DisclosureType,
    description: 'What the platform’s own people have paid for orders in it that have not ended; never who.',
    resolve: async ({ id, currency }, _args, { em }) => ({ ...(await insiderOrders(em, id)), currency }),
  }),
)

const DeclareInsiderInput = builder.inputType('DeclareInsiderInput', {
  description: 'That a party is one of the platform’s people, or was until a day.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    partyId: t.id({ description: 'Id of the party.' }),
    link: t.field({ type: LinkEnum, description: 'How.' }),
    from: t.field(FIRST_DAY),
    until: t.field({ type: 'Day', required: false, description: LAST_DAY }),
  }),
})

builder.mutationFields(t => ({
  declareInsider: t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { admin: true },
    description:
      'Declares that a party is one of the platform’s people: it counts once an approver has confirmed it. Another declaration of the same link replaces it.',
    args: { input: t.arg({ type: DeclareInsiderInput, description: 'Who, how, and since when.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'declareInsider', input, (em, { personId: declarerId }) => {
        const { link, from, until = null } = input
        const partyId = idOf('Party', input.partyId)
        return declareInsider(em, { partyId, link, from, until, declarerId }, context.now)
      }),
  }),
  confirmInsider: t.field({
    type: PartyPayload,
    errors: {},
    authScopes: { approver: true },
    description: 'Confirms what somebody else declared of a party.',
    args: {
      partyId: t.arg.id({ description: 'Id of the party.' }),
      version: t.arg.int({ description: 'The number of the declaration.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'confirmInsider', args, (em, { personId: confirmerId }) => {
        const partyId = idOf('Party', args.partyId)
        return confirmInsider(em, { partyId, version: args.version, confirmerId }, context.now)
      }),
  }),
}))
