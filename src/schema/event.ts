import { feedPage } from '../domain/acts/feed.ts'
import { aboutMade } from '../domain/reports/events/about.ts'
import { type EventRow, eventsOfCaller } from '../domain/reports/events/events-of-caller.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { type Context, isStaff, ownParties, readsPapers } from './context.ts'

/** A transaction and an act, as a cursor writes them. */
const CURSOR = /^\d{1,19}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const EventType = builder.objectRef<EventRow>('Event').implement({
  description: 'Something that was done, as far as it is for you.',
  authScopes: { public: true },
  fields: t => ({
    id: t.id({ description: 'Its id: the same whoever reads it.', resolve: ({ id }) => `Event:${id}` }),
    verb: t.exposeString('verb', { description: 'What was done, such as "subscribe" or "distribute".' }),
    at: t.field({ type: 'Instant', description: 'When.', resolve: row => row.occurredAt }),
    about: t.nodeList({
      description: 'What it is about, of what you may see: at most 20 things.',
      ids: row => row.about,
    }),
  }),
})

builder.queryField('events', t =>
  t.connection({
    type: EventType,
    authScopes: { public: true },
    description:
      'What was done and is for you, each once, oldest first, in an order that never changes: keep the last cursor and ask on from there whenever you like. What has just been done appears once everything that began before it has ended, so that nothing is ever put in behind a cursor. What you were allowed to see only later stands where it happened: begin anew then.',
    complexity: pageCost,
    resolve: (_root, args, context) =>
      page(
        args,
        slice => eventsFor(context, slice),
        row => `${row.xid}:${row.id}`,
        CURSOR,
      ),
  }),
)

/** What staff without reading rights do not see. */
const PAPERS = [
  'DistributionAttestation',
  'DonationReceipt',
  'Invoice',
  'LossCertificate',
  'PeriodicStatement',
  'ShareCertificate',
  'Statement',
  'YearlyCertificate',
]

/** Staff read of every act what it made; everybody else what is for him. */
async function eventsFor(context: Context, slice: Parameters<typeof feedPage>[1]): Promise<EventRow[]> {
  const { em, viewer } = context
  if (isStaff(context)) {
    const hidden = new Set(readsPapers(context) ? [] : PAPERS)
    const acts = await feedPage(em, slice)
    return acts.map(({ made, ...act }) => ({ ...act, about: aboutMade(made, hidden) }))
  }
  const { issuer = [], partner = [] } = viewer?.projects ?? {}
  return eventsOfCaller(em, { partyIds: ownParties(context), projectIds: [...issuer, ...partner] }, slice)
}
