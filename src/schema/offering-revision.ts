import { parseNotNegative, parsePositive } from '../domain/money/money.ts'
import { reviseOffering } from '../domain/offerings/life/revise-offering.ts'
import { diffOf, type TermChange } from '../domain/offerings/life/terms-diff.ts'
import { type VersionRow, versionsOf } from '../domain/offerings/life/versions.ts'
import type { OfferingRow } from '../domain/offerings/offerings.ts'
import type { OfferingTermsInput } from '../domain/offerings/terms/check-offering-terms.ts'
import { within } from '../domain/refusal.ts'
import { approveRevision } from '../domain/shares/revisions/approve-revision.ts'
import { reconfirmOrder } from '../domain/shares/revisions/reconfirm-order.ts'
import { builder } from './builder.ts'
import { change, isMember, isStaff } from './context.ts'
import {
  AllotmentEnum,
  EntitlementInput,
  MatchingInput,
  readEntitlements,
  readMatching,
} from './entitlement.ts'
import { idOf } from './ids.ts'
import { GoalModeEnum } from './offering.ts'
import { KeyInformationInput } from './offering-changes.ts'
import {
  AudienceEnum,
  EARLY_CLOSE,
  EarlyCloseInput,
  EXTENSION,
  lifeOf,
  RECONFIRM,
  VOTE,
  VoteInput,
} from './offering-life.ts'
import { ownOffering } from './own-offering.ts'
import { KEY, OfferingPayload, ON_BEHALF_OF, SubscriptionPayload } from './payloads.ts'
import { OfferingNode, PartyNode, SubscriptionNode } from './refs.ts'
import { RegimeEnum } from './regime.ts'
import { MoneyInput } from './scalars.ts'

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

const ReviseOfferingInput = builder.inputType('ReviseOfferingInput', {
  description:
    'What is to be different in the terms of an offering. What is not given stays; null takes it out.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    offeringId: t.id({ description: 'Id of the offering.' }),
    sharePrice: t.field({ type: MoneyInput, required: false, description: 'Price of one share.' }),
    shares: t.int({ required: false, description: 'Shares offered.' }),
    goalMode: t.field({ type: GoalModeEnum, required: false, description: 'What the goal means.' }),
    goal: t.field({ type: MoneyInput, required: false, description: 'What must come together.' }),
    maxPerInvestor: t.int({ required: false, description: 'Most shares one investor may order.' }),
    opensAt: t.field({ type: 'Instant', required: false, description: 'When it opens.' }),
    closesAt: t.field({ type: 'Instant', required: false, description: 'When it closes.' }),
    paymentDueAt: t.field({ type: 'Instant', required: false, description: 'When payments are due.' }),
    withdrawalDays: t.int({
      required: false,
      description: 'Calendar days in which an order may be withdrawn.',
    }),
    commissionRatio: t.string({ required: false, description: 'The platform’s commission.' }),
    vatRatio: t.string({ required: false, description: 'VAT on the commission.' }),
    regime: t.field({ type: RegimeEnum, required: false, description: 'The law it falls under.' }),
    keyInformation: t.field({
      type: KeyInformationInput,
      required: false,
      description: 'Its key investment information sheet.',
    }),
    offeredElsewhere: t.field({
      type: MoneyInput,
      required: false,
      description: 'What its issuer offered elsewhere under the same cap.',
    }),
    minimum: t.field({ type: MoneyInput, required: false, description: 'The least of an order.' }),
    entitlements: t.field({
      type: [EntitlementInput],
      required: false,
      description: 'What an order gives; fixed once it is public.',
    }),
    allotment: t.field({
      type: AllotmentEnum,
      required: false,
      description: 'Whom the shares go to; fixed once it is public.',
    }),
    matching: t.field({
      type: MatchingInput,
      required: false,
      description: 'Who adds to what others give; fixed once it is public.',
    }),
    audience: t.field({ type: AudienceEnum, required: false, description: 'For whom it exists.' }),
    reconfirmDays: t.int({ ...RECONFIRM, required: false }),
    earlyClose: t.field({ ...EARLY_CLOSE, type: EarlyCloseInput, required: false }),
    mostExtensionDays: t.int({ ...EXTENSION, required: false }),
    vote: t.field({ ...VOTE, type: VoteInput, required: false }),
  }),
})

/** Terms without which there is no offering: null does not take them out. */
const NEEDED = [
  'shares',
  'goalMode',
  'opensAt',
  'closesAt',
  'paymentDueAt',
  'withdrawalDays',
  'commissionRatio',
  'vatRatio',
  'audience',
  'allotment',
] as const

function termsOf(input: typeof ReviseOfferingInput.$inferInput, { currency }: OfferingRow) {
  const { sharePrice, goal, offeredElsewhere: elsewhere, maxPerInvestor, regime, keyInformation } = input
  const needed = NEEDED.filter(term => input[term] != null).map(term => [term, input[term]])
  const life = lifeOf(input)
  const terms: Partial<OfferingTermsInput> = {
    ...(Object.fromEntries(needed) as Partial<OfferingTermsInput>),
    ...(sharePrice != null && {
      sharePrice: within('sharePrice', () => parsePositive(sharePrice, currency)),
    }),
    ...(goal !== undefined && { goal: goal && within('goal', () => parseNotNegative(goal, currency)) }),
    ...(maxPerInvestor !== undefined && { maxPerInvestor }),
    ...(regime !== undefined && { regime }),
    ...(keyInformation !== undefined && { keyInformation: keyInformation && { ...keyInformation } }),
    ...(elsewhere !== undefined && {
      offeredElsewhere: elsewhere
        ? within('offeredElsewhere', () => parseNotNegative(elsewhere, currency))
        : 0n,
    }),
    ...promisesOf(input, currency),
    ...(life !== null && { life }),
  }
  return terms
}

function promisesOf(
  { minimum, entitlements, matching }: typeof ReviseOfferingInput.$inferInput,
  currency: OfferingRow['currency'],
): Partial<OfferingTermsInput> {
  return {
    ...(minimum !== undefined && {
      minimum: minimum && within('minimum', () => parsePositive(minimum, currency)),
    }),
    ...(entitlements != null && { entitlements: readEntitlements(entitlements, currency) }),
    ...(matching !== undefined && { matching: readMatching(matching) }),
  }
}

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
        reviseOffering(em, { offeringId: offering.id, terms: termsOf(input, offering) }, context.now),
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
