import type { Currency } from '../domain/money/currency.ts'
import { type MoneyText, parseNotNegative, parsePositive } from '../domain/money/money.ts'
import { classesById, projectOf } from '../domain/offerings/projects.ts'
import { type NewTerms, proposeOffering } from '../domain/offerings/propose-offering.ts'
import { publishOffering } from '../domain/offerings/publish-offering.ts'
import { refuse as refuseOffering } from '../domain/offerings/refusals.ts'
import { within } from '../domain/refusal.ts'
import { closeOffering } from '../domain/shares/closing/close-offering.ts'
import { builder } from './builder.ts'
import { CardTermsInputType } from './card-terms.ts'
import { type Context, change } from './context.ts'
import {
  AllotmentEnum,
  EntitlementInput,
  MatchingInput,
  readEntitlements,
  readMatching,
} from './entitlement.ts'
import { idOf } from './ids.ts'
import { GoalModeEnum } from './offering.ts'
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
import { KEY, OfferingPayload } from './payloads.ts'
import { RegimeEnum } from './regime.ts'
import { RepeatsEnum } from './repeats.ts'
import { MoneyInput } from './scalars.ts'

export const KeyInformationInput = builder.inputType('KeyInformationInput', {
  description: 'The key investment information sheet of an offering.',
  fields: t => ({
    sha256: t.string({ description: 'SHA-256 of the document, 64 lower-case hexadecimal digits.' }),
    sides: t.int({ description: 'How many sides of A4 it has.' }),
  }),
})

const ProposeOfferingInput = builder.inputType('ProposeOfferingInput', {
  description: 'The terms of a new offering.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    classId: t.id({
      required: false,
      description: 'Id of the share class that is sold; not given where no order enters a register.',
    }),
    projectId: t.id({ required: false, description: 'Id of the project, where no class is sold.' }),
    sharePrice: t.field({ type: MoneyInput, description: 'Price of one share.' }),
    shares: t.int({ description: 'Shares offered.' }),
    goalMode: t.field({ type: GoalModeEnum, description: 'What the goal means.' }),
    goal: t.field({ type: MoneyInput, required: false, description: 'What must come together.' }),
    maxPerInvestor: t.int({ required: false, description: 'Most shares one investor may order.' }),
    opensAt: t.field({ type: 'Instant', description: 'Orders are taken from this moment on.' }),
    closesAt: t.field({ type: 'Instant', description: 'At this moment orders are refused.' }),
    paymentDueAt: t.field({
      type: 'Instant',
      required: false,
      description:
        'An order not paid by then expires: the closing instant, or later. Not given: the closing instant.',
    }),
    withdrawalDays: t.int({
      defaultValue: 4,
      description: 'Calendar days in which an order may be withdrawn.',
    }),
    commissionRatio: t.string({
      defaultValue: '0',
      description: 'The platform’s commission, such as "0.05".',
    }),
    vatRatio: t.string({
      required: false,
      description:
        'VAT on the commission, such as "0.20"; not given: the French standard rate of the closing day.',
    }),
    regime: t.field({
      type: RegimeEnum,
      required: false,
      description: 'The law it falls under, whose gates then apply; not given: none is named.',
    }),
    keyInformation: t.field({
      type: KeyInformationInput,
      required: false,
      description: 'Its key investment information sheet, where the regime asks for one.',
    }),
    offeredElsewhere: t.field({
      type: MoneyInput,
      required: false,
      description:
        'What its issuer says to have offered within the window of the cap on other platforms, or without a prospectus.',
    }),
    minimum: t.field({
      type: MoneyInput,
      required: false,
      description: 'The least an order may come to; not given: one share.',
    }),
    entitlements: t.field({
      type: [EntitlementInput],
      required: false,
      description: 'What an order gives when it is allotted; not given: a share of receipts.',
    }),
    allotment: t.field({
      type: AllotmentEnum,
      required: false,
      description: 'Whom the shares go to when more are asked for than there are; not given: in order.',
    }),
    matching: t.field({
      type: MatchingInput,
      required: false,
      description: 'Who adds to what others give.',
    }),
    asDraft: t.boolean({
      defaultValue: false,
      description: 'It stays a draft until it is submitted; not given: it is handed in for review at once.',
    }),
    audience: t.field({ type: AudienceEnum, defaultValue: 'public', description: 'For whom it exists.' }),
    reconfirmDays: t.int({ ...RECONFIRM, required: false }),
    earlyClose: t.field({ ...EARLY_CLOSE, type: EarlyCloseInput, required: false }),
    mostExtensionDays: t.int({ ...EXTENSION, required: false }),
    vote: t.field({ ...VOTE, type: VoteInput, required: false }),
    cards: t.field({
      type: CardTermsInputType,
      required: false,
      description: 'How cards are taken; not given: none are.',
    }),
    repeats: t.field({
      type: RepeatsEnum,
      required: false,
      description:
        'After which time it is offered again; it then lasts as long. Not given: it is offered once.',
    }),
  }),
})

type TermsInput = typeof ProposeOfferingInput.$inferInput

/** What is sold: the class that is named, or where none is the project. */
async function offeredIn(em: Context['em'], { classId, projectId }: TermsInput) {
  if (classId == null) return { projectId: idOf('Project', projectId ?? ''), classId: null }
  const [shareClass] = await classesById(em, [idOf('ShareClass', classId)])
  if (shareClass === undefined) throw refuseOffering.CLASS_UNKNOWN({ id: classId })
  return { projectId: shareClass.projectId, classId: shareClass.id }
}

function readTerms(input: TermsInput, currency: Currency): NewTerms {
  const { goal, offeredElsewhere, minimum, sharePrice, entitlements } = input
  const { shares, goalMode, opensAt, closesAt, withdrawalDays, commissionRatio, vatRatio } = input
  const notNegative = (field: string, money: MoneyText | null | undefined) =>
    money == null ? null : within(field, () => parseNotNegative(money, currency))
  return {
    ...{ shares, goalMode, opensAt, closesAt, withdrawalDays: withdrawalDays ?? 4 },
    commissionRatio: commissionRatio ?? '0',
    vatRatio,
    sharePrice: within('sharePrice', () => parsePositive(sharePrice, currency)),
    goal: notNegative('goal', goal),
    maxPerInvestor: input.maxPerInvestor ?? null,
    paymentDueAt: input.paymentDueAt ?? closesAt,
    regime: input.regime ?? null,
    keyInformation: input.keyInformation ?? null,
    offeredElsewhere: notNegative('offeredElsewhere', offeredElsewhere) ?? 0n,
    minimum: notNegative('minimum', minimum),
    ...(entitlements != null && { entitlements: readEntitlements(entitlements, currency) }),
    allotment: input.allotment ?? 'inOrder',
    audience: input.audience ?? 'public',
    life: lifeOf(input),
    matching: readMatching(input.matching),
    cards: input.cards ?? null,
    repeats: input.repeats ?? null,
  }
}

const byId = { description: 'Id of the offering.' } as const

builder.mutationFields(t => ({
  proposeOffering: t.field({
    type: OfferingPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Writes an offering with its terms, and hands it in for review. The public sees it when an approver has published it.',
    args: { input: t.arg({ type: ProposeOfferingInput, description: 'The terms.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'proposeOffering', input, async em => {
        const offered = await offeredIn(em, input)
        const { currency } = await projectOf(em, offered.projectId)
        const sold =
          offered.classId === null ? { projectId: offered.projectId } : { classId: offered.classId }
        return proposeOffering(em, {
          ...sold,
          terms: readTerms(input, currency),
          asDraft: input.asDraft ?? false,
        })
      }),
  }),
  publishOffering: t.field({
    type: OfferingPayload,
    errors: {},
    authScopes: { approver: true },
    description:
      'Accepts an offering that was handed in, and puts it before the public. Another person than those who prepared it, without an interest in it.',
    args: { offeringId: t.arg.id(byId), idempotencyKey: t.arg.string(KEY) },
    resolve: (_root, args, context) =>
      change(context, 'publishOffering', args, (em, { personId }) =>
        publishOffering(
          em,
          { offeringId: idOf('Offering', args.offeringId), approverId: personId },
          context.now,
        ),
      ),
  }),
  closeOffering: t.field({
    type: OfferingPayload,
    errors: {},
    authScopes: { finance: true },
    description: 'Decides an offering by hand, as the job does by itself once it can be decided.',
    args: { offeringId: t.arg.id(byId), idempotencyKey: t.arg.string(KEY) },
    resolve: (_root, args, context) =>
      change(context, 'closeOffering', args, em =>
        closeOffering(em, { offeringId: idOf('Offering', args.offeringId) }, context.now),
      ),
  }),
}))
