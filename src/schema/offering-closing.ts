import { parseNotNegative } from '../domain/money/money.ts'
import { closeEarly } from '../domain/offerings/life/close-early.ts'
import { extendOffering } from '../domain/offerings/life/extend-offering.ts'
import { voteInterest } from '../domain/offerings/life/vote-interest.ts'
import { within } from '../domain/refusal.ts'
import { builder } from './builder.ts'
import { change } from './context.ts'
import { ownOffering, seenOffering } from './own-offering.ts'
import { KEY, OfferingPayload, ON_BEHALF_OF } from './payloads.ts'
import { MoneyInput } from './scalars.ts'

const byId = { description: 'Id of the offering.' } as const

const closingInput = (name: string, description: string) =>
  builder.inputType(name, {
    description,
    fields: t => ({
      idempotencyKey: t.string(KEY),
      offeringId: t.id(byId),
      closesAt: t.field({ type: 'Instant', description: 'At this moment orders are refused.' }),
    }),
  })

const CloseEarlyInput = closingInput('CloseEarlyInput', 'When an offering is to close early.')
const ExtendOfferingInput = closingInput('ExtendOfferingInput', 'When an offering is to close later.')

const VoteInterestInput = builder.inputType('VoteInterestInput', {
  description: 'A vote for an offering to open.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    onBehalfOf: t.id(ON_BEHALF_OF),
    offeringId: t.id(byId),
    amount: t.field({
      type: MoneyInput,
      required: false,
      description: 'What the member would give. It binds him to nothing.',
    }),
  }),
})

builder.mutationFields(t => ({
  closeEarly: t.field({
    type: OfferingPayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Lets an open offering close earlier, as its terms foresee: for its issuer and finance.',
    args: { input: t.arg({ type: CloseEarlyInput, description: 'Which, and when.' }) },
    resolve: async (_root, { input }, context) => {
      const { id: offeringId } = await ownOffering(context, input.offeringId)
      const { closesAt } = input
      return change(context, 'closeEarly', input, em => closeEarly(em, { offeringId, closesAt }, context.now))
    },
  }),
  extendOffering: t.field({
    type: OfferingPayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Lets an offering close later, before its closing begins and as its terms foresee: for its issuer and finance.',
    args: { input: t.arg({ type: ExtendOfferingInput, description: 'Which, and when.' }) },
    resolve: async (_root, { input }, context) => {
      const { id: offeringId } = await ownOffering(context, input.offeringId)
      const { closesAt } = input
      return change(context, 'extendOffering', input, em =>
        extendOffering(em, { offeringId, closesAt }, context.now),
      )
    },
  }),
  voteInterest: t.field({
    type: OfferingPayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Votes for an offering to open: each member once.',
    args: { input: t.arg({ type: VoteInterestInput, description: 'For which.' }) },
    resolve: async (_root, { input }, context) => {
      const { id: offeringId, currency } = await seenOffering(context, input.offeringId)
      const { amount: given } = input
      return change(context, 'voteInterest', input, (em, { partyId }) => {
        const amount = given == null ? null : within('amount', () => parseNotNegative(given, currency))
        return voteInterest(em, { offeringId, partyId, amount }, context.now)
      })
    },
  }),
}))
