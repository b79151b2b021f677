import { inviteByLink, inviteToOffering } from '../domain/offerings/audience/invite-to-offering.ts'
import { redeemInvitation } from '../domain/offerings/audience/redeem-invitation.ts'
import { hashOfSecret, newRefreshCode } from '../domain/parties/access/codes.ts'
import { builder } from './builder.ts'
import { checkCount } from './connections.ts'
import { type Change, change } from './context.ts'
import { idOf } from './ids.ts'
import { ownOffering } from './own-offering.ts'
import { KEY, OfferingPayload } from './payloads.ts'
import { OfferingNode } from './refs.ts'

const byId = { description: 'Id of the offering.' } as const

const InviteToOfferingInput = builder.inputType('InviteToOfferingInput', {
  description: 'Who is invited to an offering.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    offeringId: t.id(byId),
    partyIds: t.idList({ description: 'Ids of the parties, at most 100.' }),
  }),
})

type Link = Change<{ offeringId: string; invitationId: string }> & { token: string }

const LinkPayload = builder.objectRef<Link>('InvitationLinkPayload').implement({
  description: 'A link of invitation.',
  authScopes: { public: true },
  fields: t => ({
    offering: t.field({
      type: OfferingNode,
      description: 'The offering.',
      resolve: ({ made }) => made.offeringId,
    }),
    token: t.string({
      nullable: true,
      description:
        'The secret for whoever is to come: it works once. It is shown once and kept as a hash only; null when this request was carried out before.',
      resolve: ({ token, replayed }) => (replayed ? null : token),
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

builder.mutationFields(t => ({
  inviteToOffering: t.field({
    type: OfferingPayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Invites parties to an offering that is by invitation: for its issuer and finance.',
    args: { input: t.arg({ type: InviteToOfferingInput, description: 'Who, and to which.' }) },
    resolve: async (_root, { input }, context) => {
      checkCount('partyIds', input.partyIds.length)
      const { id: offeringId } = await ownOffering(context, input.offeringId)
      const partyIds = input.partyIds.map(id => idOf('Party', id))
      return change(context, 'inviteToOffering', input, em => inviteToOffering(em, { offeringId, partyIds }))
    },
  }),
  inviteByLink: t.field({
    type: LinkPayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Makes a link that invites whoever first uses it to an offering that is by invitation: for its issuer and finance.',
    args: { offeringId: t.arg.id(byId), idempotencyKey: t.arg.string(KEY) },
    resolve: async (_root, args, context) => {
      const { id: offeringId } = await ownOffering(context, args.offeringId)
      const token = newRefreshCode()
      const tokenHash = hashOfSecret(token)
      const done = await change(context, 'inviteByLink', args, em =>
        inviteByLink(em, { offeringId, tokenHash }),
      )
      return { ...done, token }
    },
  }),
  redeemInvitation: t.field({
    type: OfferingPayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Uses a link of invitation: from then on the offering exists for you, and the link for nobody else.',
    args: {
      token: t.arg.string({ description: 'The secret in the link.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: (_root, args, context) =>
      change(context, 'redeemInvitation', args, (em, { partyId }) =>
        redeemInvitation(em, { tokenHash: hashOfSecret(args.token), partyId }, context.now),
      ),
  }),
}))
