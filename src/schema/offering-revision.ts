import { reviseOffering } from '../domain/offerings/life/revise-offering.ts'
import { diffOf, type TermChange } from '../domain/offerings/life/terms-diff.ts'
import { type VersionRow, versionsOf } from '../domain/offerings/life/versions.ts'
import type { OfferingRow } from '../domain/offerings/offerings.ts'
import { approveRevision } from '../domain/shares/revisions/approve-revision.ts'
import { reconfirmOrder } from '../domain/shares/revisions/reconfirm-order.ts'
import { builder } from './builder.ts'
import { change, isMember, isStaff } from './context.ts'
import { idOf } from './ids.ts'
import { ownOffering } from './own-offering.ts'
import { KEY, OfferingPayload, ON_BEHALF_OF, SubscriptionPayload } from './payloads.ts'
import { OfferingNode, PartyNode, SubscriptionNode } from './refs.ts'
import { ReviseOfferingInput, readRevision } from './revised-terms.ts'

const TermChangeType = builder.objectRef<TermChange>('TermChange').implement({
  description: 'A term that differs from the version before.',
  authScopes: { public: true },
  fields: t => ({
    term: t.exposeString('term', { description: 'What it is called; its parts stand behind a dot.' }),
    before: t.exposeString('before', { nullable: true, description: 'What it was; null: it was not there.' }),
    after: t.exposeString('after', { nullable: true, description: 'What it is; null: it was taken out.' }),
  }),
})

type VersionValue = VersionRow & { changes: TermChange[] }

const VersionType = builder.objectRef<VersionValue>('OfferingTermsVersion').implement({
  description: 'One version of the terms of an offering.',
  authScopes: { public: true },
  fields: t => ({
    version: t.int({ description: 'Its number, from 1.', resolve: row => row.terms.version }),
    proposedAt: t.field({
      type: 'Instant',
      description: 'When it was written.',
      resolve: row => row.proposedAt,
    }),
    proposer: t.field({
      type: PartyNode,
      nullable: true,
      authScopes: { staff: true },
      description: 'Who wrote it: for staff.',
      resolve: row => row.proposerId,
    }),
    inForceAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'Since when it counts before the public; null: it never did.',
      resolve: row => row.inForceAt,
    }),
    reconfirmBy: t.field({
      type: 'Instant',
      nullable: true,
      description: 'Until just before then orders under older terms are reconfirmed.',
      resolve: row => row.reconfirmBy,
    }),
    changes: t.field({
      type: [TermChangeType],
      description: 'What differs from the version before it, by name.',
      resolve: row => row.changes,
    }),
  }),
})

builder.objectField(OfferingNode, 'versions', t =>
  t.field({
    type: [VersionType],
    description:
      'The versions of its terms, the first one first: those that were in force, for its own people and staff all.',
    resolve: async (row, _args, context) => {
      const all = await versionsOf(context.em, row.id)
      const own = isStaff(context) || isMember(context, row.projectId)
      return withChanges(own ? all : all.filter(each => each.inForceAt !== null), row)
    },
  }),
)

/** To each version what differs from the one before it in the list: who sees fewer of them sees no less of the changes. */
function withChanges(versions: readonly VersionRow[], { currency }: OfferingRow): VersionValue[] {
  return versions.map((row, index) => {
    const before = versions[index - 1]
    return { ...row, changes: before ? diffOf(before.terms, row.terms, currency) : [] }
  })
}

builder.objectFields(SubscriptionNode, t => ({
  termsVersion: t.exposeInt('termsVersion', {
    description: 'The version of the terms that it was made under.',
  }),
  suspendedUntil: t.field({
    type: 'Instant',
    nullable: true,
    description: 'It is suspended, for its terms were revised: reconfirmed before this moment it goes on.',
    resolve: row => row.suspendedUntil,
  }),
}))

const ReconfirmOrderInput = builder.inputType('ReconfirmOrderInput', {
  description: 'An order that is kept under revised terms.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    subscriptionId: t.id({ description: 'Id of the order.' }),
    version: t.int({ description: 'The version of the terms that was read: the one that counts now.' }),
  }),
})

builder.mutationFields(t => ({
  reviseOffering: t.field({
    type: OfferingPayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Appends the next version of an offering’s terms: for its issuer and finance. Once it is published an approver puts it in force.',
    args: { input: t.arg({ type: ReviseOfferingInput, description: 'What is to be different.' }) },
    resolve: async (_root, { input }, context) => {
      const offering = await ownOffering(context, input.offeringId)
      return change(context, 'reviseOffering', input, em =>
        reviseOffering(em, { offeringId: offering.id, terms: readRevision(input, offering) }, context.now),
      )
    },
  }),
  approveRevision: t.field({
    type: OfferingPayload,
    errors: {},
    authScopes: { approver: true },
    description:
      'Puts revised terms in force: orders under older ones are suspended until their investors reconfirm them. By somebody who may publish it.',
    args: {
      offeringId: t.arg.id({ description: 'Id of the offering.' }),
      version: t.arg.int({ description: 'The version of the terms that waits.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'approveRevision', args, (em, { personId: approverId }) => {
        const offeringId = idOf('Offering', args.offeringId)
        return approveRevision(em, { offeringId, version: args.version, approverId }, context.now)
      }),
  }),
  reconfirmOrder: t.field({
    type: SubscriptionPayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Keeps an order under the revised terms. Not reconfirmed in time it lapses, and what was paid goes back.',
    args: { input: t.arg({ type: ReconfirmOrderInput, description: 'The order, and what was read.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'reconfirmOrder', input, (em, { partyId }) => {
        const subscriptionId = idOf('ShareSubscription', input.subscriptionId)
        return reconfirmOrder(em, { subscriptionId, partyId, version: input.version }, context.now)
      }),
  }),
}))
