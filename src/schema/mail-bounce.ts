import { assignBounce } from '../domain/parties/messages/assign-bounce.ts'
import { type BounceRow, bounceOf, openBounces } from '../domain/parties/messages/bounces.ts'
import { closeBounce } from '../domain/parties/messages/close-bounce.ts'
import { recordBounce } from '../domain/parties/messages/record-bounce.ts'
import { refuse as refuseParty } from '../domain/parties/refusals.ts'
import { readDeliveryReport } from '../mail/read-delivery-report.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { type Change, change } from './context.ts'
import { globalId, idOf } from './ids.ts'
import { KEY } from './payloads.ts'
import { PartyNode } from './refs.ts'

const HowEnum = builder.enumType('HowMailBounced', {
  description: 'How it became known that a mail reached nobody.',
  values: {
    refused: { description: 'A mail server refused it for good' },
    returned: { description: 'A delivery report said so later' },
    givenUp: { description: 'It was put off at each attempt. The address is still written to' },
  } as const,
})

const BouncedNoticeType = builder.objectRef<BounceRow>('BouncedNotice').implement({
  description:
    'A mail that reached nobody. But for what was given up nothing more is sent to its address until it is settled.',
  authScopes: { public: true },
  fields: t => ({
    id: t.id({ description: 'By which it is settled.', resolve: row => globalId('BouncedNotice', row.id) }),
    how: t.expose('how', { type: HowEnum, description: 'How that became known.' }),
    status: t.exposeString('status', { description: 'The codes of the mail server, such as "550 5.1.1".' }),
    subject: t.exposeString('subject', { description: 'What the mail was about.' }),
    address: t.exposeString('address', { description: 'Where it was to go.' }),
    party: t.field({
      type: PartyNode,
      nullable: true,
      description: 'Whose address it is; null when nobody has it.',
      resolve: row => row.partyId,
    }),
    bouncedAt: t.field({ type: 'Instant', description: 'Since when.', resolve: row => row.bouncedAt }),
    ageDays: t.exposeInt('ageDays', { description: 'Whole days since then.' }),
    owner: t.field({
      type: PartyNode,
      nullable: true,
      description: 'Who sees to it.',
      resolve: row => row.ownerId,
    }),
    closedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When it was settled.',
      resolve: row => row.closedAt,
    }),
    reason: t.exposeString('reason', { nullable: true, description: 'How it was settled.' }),
  }),
})

builder.queryField('bouncedNotices', t =>
  t.connection({
    type: BouncedNoticeType,
    authScopes: { papers: true },
    description: 'Mails that reached nobody and that nobody has settled yet, oldest first.',
    complexity: pageCost,
    resolve: (_root, args, { em, now }) =>
      page(
        args,
        slice => openBounces(em, now, slice),
        row => row.id,
      ),
  }),
)

const BouncedNoticePayload = builder
  .objectRef<Change<{ bounceId: string }>>('BouncedNoticePayload')
  .implement({
    description: 'The bounced mail after the change.',
    authScopes: { public: true },
    fields: t => ({
      bouncedNotice: t.field({
        type: BouncedNoticeType,
        description: 'The bounced mail.',
        resolve: async ({ made }, _args, { em, now }) =>
          (await bounceOf(em, made.bounceId, now)) as BounceRow,
      }),
      replayed: t.exposeBoolean('replayed', {
        description: 'This request was carried out before under the same key; nothing was done again.',
      }),
    }),
  })

const BOUNCE_ID = { description: 'The bounced mail.' } as const

builder.mutationFields(t => ({
  importDeliveryReport: t.field({
    type: BouncedNoticePayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Takes in a report of a mail server (RFC 3464) that a mail of ours could not be delivered, once for each mail.',
    args: {
      report: t.arg.string({ description: 'The whole mail as it came.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: async (_root, args, context) => {
      const failed = await readDeliveryReport(args.report)
      return change(context, 'recordBounce', args, em => {
        const [first] = failed
        if (first === undefined || failed.length > 1)
          throw refuseParty.DELIVERY_REPORT_MALFORMED({ failed: failed.length })
        return recordBounce(em, { ...first, how: 'returned' }, context.now)
      })
    },
  }),
  assignBouncedNotice: t.field({
    type: BouncedNoticePayload,
    errors: {},
    authScopes: { finance: true },
    description: 'Names the person of finance who sees to a bounced mail.',
    args: {
      bounceId: t.arg.id(BOUNCE_ID),
      ownerId: t.arg.id({ description: 'The person.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'assignBounce', args, em => {
        const bounceId = idOf('BouncedNotice', args.bounceId)
        return assignBounce(em, { bounceId, ownerId: idOf('Party', args.ownerId) }, context.now)
      }),
  }),
  closeBouncedNotice: t.field({
    type: BouncedNoticePayload,
    errors: {},
    authScopes: { finance: true },
    description: 'Settles a bounced mail: its address may be written to again.',
    args: {
      bounceId: t.arg.id(BOUNCE_ID),
      reason: t.arg.string({ description: 'How it was settled: 1 to 500 characters.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'closeBounce', args, (em, { personId: closerId }) => {
        const bounceId = idOf('BouncedNotice', args.bounceId)
        return closeBounce(em, { bounceId, closerId, reason: args.reason }, context.now)
      }),
  }),
}))
