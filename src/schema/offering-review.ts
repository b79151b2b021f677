import { listCriteria, type ReviewReason, SELECTION_CRITERIA } from '../domain/offerings/review/criteria.ts'
import { declareInterest } from '../domain/offerings/review/declare-interest.ts'
import { refuseOffering } from '../domain/offerings/review/refuse-offering.ts'
import {
  type ReviewMonth,
  type ReviewRow,
  reviewMonths,
  reviewsOf,
} from '../domain/offerings/review/reviews.ts'
import { sendBackOffering } from '../domain/offerings/review/send-back-offering.ts'
import { submitOffering } from '../domain/offerings/review/submit-offering.ts'
import { builder } from './builder.ts'
import { checkCount, MOST } from './connections.ts'
import { change } from './context.ts'
import { idOf } from './ids.ts'
import { ownOffering } from './own-offering.ts'
import { KEY, OfferingPayload, ProjectPayload } from './payloads.ts'
import { OfferingNode } from './refs.ts'

const CriterionEnum = builder.enumType('SelectionCriterionCode', {
  description: 'What a submitted offering is reviewed by. A reason is the criterion that is not met.',
  values: Object.fromEntries(
    Object.entries(SELECTION_CRITERIA).map(([code, description]) => [code, { description }]),
  ) as Record<ReviewReason, { description: string }>,
})

const CriterionType = builder
  .objectRef<ReturnType<typeof listCriteria>[number]>('SelectionCriterion')
  .implement({
    description: 'What a submitted offering is reviewed by.',
    authScopes: { public: true },
    fields: t => ({
      code: t.expose('code', { type: CriterionEnum, description: 'What it is called.' }),
      asks: t.exposeString('asks', { description: 'What it asks for.' }),
    }),
  })

const MonthType = builder.objectRef<ReviewMonth>('SelectionMonth').implement({
  description: 'What was handed in within a month, and how the reviews that ended in it ended.',
  authScopes: { public: true },
  fields: t => ({
    month: t.exposeString('month', { description: 'Such as "2025-01", in the zone of the platform.' }),
    submitted: t.exposeInt('submitted', { description: 'Handed in, also again.' }),
    accepted: t.exposeInt('accepted', { description: 'Published.' }),
    sentBack: t.exposeInt('sentBack', { description: 'Sent back to be revised.' }),
    refused: t.exposeInt('refused', { description: 'Refused for good.' }),
  }),
})

const OutcomeEnum = builder.enumType('ReviewOutcome', {
  description: 'How a review ended.',
  values: {
    accepted: { description: 'The offering was published' },
    sentBack: { description: 'It may be revised and handed in again' },
    refused: { description: 'It was refused for good' },
  } as const,
})

const ReviewType = builder.objectRef<ReviewRow>('OfferingReview').implement({
  description: 'That an offering was handed in, and how its review ended.',
  authScopes: { public: true },
  fields: t => ({
    version: t.exposeInt('version', { description: 'The version of the terms that was handed in.' }),
    submittedAt: t.field({ type: 'Instant', description: 'When.', resolve: row => row.submittedAt }),
    outcome: t.expose('outcome', {
      type: OutcomeEnum,
      nullable: true,
      description: 'How the review ended; null: it goes on.',
    }),
    reason: t.expose('reason', {
      type: CriterionEnum,
      nullable: true,
      description: 'The criterion that is not met.',
    }),
    explanation: t.exposeString('explanation', { nullable: true, description: 'Why, for the owner.' }),
    decidedAt: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When it ended.',
      resolve: row => row.decidedAt,
    }),
  }),
})

builder.objectField(OfferingNode, 'reviews', t =>
  t.field({
    type: [ReviewType],
    authScopes: row => ({ staff: true, memberOf: row.projectId }),
    description: 'Its reviews, the first one first: for its own people and staff.',
    resolve: (row, _args, { em }) => reviewsOf(em, row.id),
  }),
)

builder.queryFields(t => ({
  selectionCriteria: t.field({
    type: [CriterionType],
    authScopes: { public: true },
    description: 'By what submitted offerings are reviewed: all of it, and nothing else.',
    resolve: () => listCriteria(),
  }),
  selectionMonths: t.field({
    type: [MonthType],
    authScopes: { public: true },
    description:
      'How many offerings were handed in, accepted, sent back and refused, by month, latest first.',
    args: {
      first: t.arg.int({ defaultValue: 12, description: 'How many months with a review, at most 100.' }),
    },
    complexity: ({ first }) => ({ field: 10, multiplier: Math.min(first ?? 12, MOST) }),
    resolve: (_root, { first }, { em }) => {
      checkCount('first', first ?? 12)
      return reviewMonths(em, first ?? 12)
    },
  }),
}))

const byId = { description: 'Id of the offering.' } as const

const EndReviewInput = (name: string, description: string) =>
  builder.inputType(name, {
    description,
    fields: t => ({
      idempotencyKey: t.string(KEY),
      offeringId: t.id(byId),
      reason: t.field({ type: CriterionEnum, description: 'The criterion that is not met.' }),
      explanation: t.string({ description: 'Why, for the owner: one line of at most 500 characters.' }),
    }),
  })

const SendBackOfferingInput = EndReviewInput('SendBackOfferingInput', 'Why an offering is sent back.')
const RefuseOfferingInput = EndReviewInput('RefuseOfferingInput', 'Why an offering is refused.')

const DeclareInterestInput = builder.inputType('DeclareInterestInput', {
  description: 'An interest in a project.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    projectId: t.id({ description: 'Id of the project.' }),
    text: t.string({ description: 'What it is: one line of at most 500 characters.' }),
  }),
})

builder.mutationFields(t => ({
  submitOffering: t.field({
    type: OfferingPayload,
    errors: {},
    authScopes: { signedIn: true },
    description:
      'Hands a draft, or an offering that was sent back, in for review: for its issuer and finance.',
    args: { offeringId: t.arg.id(byId), idempotencyKey: t.arg.string(KEY) },
    resolve: async (_root, args, context) => {
      const { id: offeringId } = await ownOffering(context, args.offeringId)
      return change(context, 'submitOffering', args, em => submitOffering(em, { offeringId }, context.now))
    },
  }),
  sendBackOffering: t.field({
    type: OfferingPayload,
    errors: {},
    authScopes: { approver: true },
    description:
      'Ends the review of an offering: it may be revised and handed in again. By somebody who may publish it.',
    args: { input: t.arg({ type: SendBackOfferingInput, description: 'Which, and why.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'sendBackOffering', input, (em, { personId: reviewerId }) => {
        const { reason, explanation } = input
        const offeringId = idOf('Offering', input.offeringId)
        return sendBackOffering(em, { offeringId, reviewerId, reason, explanation }, context.now)
      }),
  }),
  refuseOffering: t.field({
    type: OfferingPayload,
    errors: {},
    authScopes: { approver: true },
    description: 'Ends the review of an offering, and the offering. By somebody who may publish it.',
    args: { input: t.arg({ type: RefuseOfferingInput, description: 'Which, and why.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'refuseOffering', input, (em, { personId: reviewerId }) => {
        const { reason, explanation } = input
        const offeringId = idOf('Offering', input.offeringId)
        return refuseOffering(em, { offeringId, reviewerId, reason, explanation }, context.now)
      }),
  }),
  declareInterest: t.field({
    type: ProjectPayload,
    errors: {},
    authScopes: { staff: true },
    description:
      'Says that you have an interest in a project: from then on you decide nothing about its offerings. It is not taken back.',
    args: { input: t.arg({ type: DeclareInterestInput, description: 'In which, and what it is.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'declareInterest', input, (em, { personId: partyId }) => {
        const projectId = idOf('Project', input.projectId)
        return declareInterest(em, { partyId, projectId, text: input.text }, context.now)
      }),
  }),
}))
