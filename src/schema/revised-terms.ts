import { parseNotNegative, parsePositive } from '../domain/money/money.ts'
import type { OfferingRow } from '../domain/offerings/offerings.ts'
import type { OfferingTermsInput } from '../domain/offerings/terms/check-offering-terms.ts'
import { within } from '../domain/refusal.ts'
import { builder } from './builder.ts'
import {
  AllotmentEnum,
  EntitlementInput,
  MatchingInput,
  readEntitlements,
  readMatching,
} from './entitlement.ts'
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
import { KEY } from './payloads.ts'
import { RegimeEnum } from './regime.ts'
import { MoneyInput } from './scalars.ts'

export const ReviseOfferingInput = builder.inputType('ReviseOfferingInput', {
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

/** Reads what is to be different. */
export function readRevision(input: typeof ReviseOfferingInput.$inferInput, { currency }: OfferingRow) {
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
