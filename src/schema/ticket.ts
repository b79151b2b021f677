import { admitTicket } from '../domain/fulfilment/admit-ticket.ts'
import { type TicketRow, tickets, ticketsPage } from '../domain/fulfilment/tickets.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { type Change, change } from './context.ts'
import { projectsServed } from './delivery.ts'
import { globalId } from './ids.ts'
import { KEY } from './payloads.ts'
import { SubscriptionNode } from './refs.ts'

const TicketType = builder.objectRef<TicketRow>('Ticket').implement({
  description: 'A seat of an allotted order.',
  authScopes: { public: true },
  fields: t => ({
    id: t.id({ description: 'The id, unique over all types.', resolve: row => globalId('Ticket', row.id) }),
    code: t.exposeString('code', { description: 'The code of the item in the terms.' }),
    name: t.exposeString('name', { description: 'What the item is called.' }),
    seat: t.exposeInt('seat', { description: 'Which of the seats of its order it is, from 1.' }),
    secret: t.exposeString('secret', {
      authScopes: row => ({ self: row.partyId }),
      description: 'What is shown at the door: for its owner alone.',
    }),
    admittedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When it was used.',
      resolve: row => row.admittedAt,
    }),
  }),
})

const TicketPayload = builder.objectRef<Change<{ ticketId: string }>>('TicketPayload').implement({
  description: 'The ticket after the change.',
  authScopes: { public: true },
  fields: t => ({
    ticket: t.field({
      type: TicketType,
      description: 'The ticket.',
      resolve: async ({ made }, _args, { em }) => {
        const [ticket] = await tickets(em, [made.ticketId])
        if (ticket === undefined) throw new Error(`the ticket ${made.ticketId} that was used is gone`)
        return ticket
      },
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

builder.mutationField('admitTicket', t =>
  t.field({
    type: TicketPayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Lets in who shows a ticket, once. For the issuer of the project and finance.',
    args: {
      code: t.arg.string({ description: 'What the ticket says; case, spaces and dashes do not matter.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'admitTicket', args, em =>
        admitTicket(em, { code: args.code, projects: projectsServed(context) }, context.now),
      ),
  }),
)

builder.objectField(SubscriptionNode, 'tickets', t =>
  t.connection({
    type: TicketType,
    description: 'Its tickets, oldest first. Their codes are for the investor alone.',
    complexity: pageCost,
    resolve: (row, args, { em }) =>
      page(
        args,
        slice => ticketsPage(em, row.id, slice),
        ticket => ticket.id,
      ),
  }),
)
