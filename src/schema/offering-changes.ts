import { parseNotNegative, parsePositive } from '../domain/money/money.ts'
import { classesById, projectOf } from '../domain/offerings/projects.ts'
import { proposeOffering } from '../domain/offerings/propose-offering.ts'
import { publishOffering } from '../domain/offerings/publish-offering.ts'
import { refuse as refuseOffering } from '../domain/offerings/refusals.ts'
import { within } from '../domain/refusal.ts'
import { closeOffering } from '../domain/shares/close-offering.ts'
import { builder } from './builder.ts'
import { change } from './context.ts'
import { idOf } from './ids.ts'
import { GoalModeEnum } from './offering.ts'
import { KEY, OfferingPayload } from './payloads.ts'
import { RegimeEnum } from './regime.ts'
import { MoneyInput } from './scalars.ts'

const KeyInformationInput = builder.inputType('KeyInformationInput', {
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
    classId: t.id({ description: 'Id of the share class.' }),
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
    vatRatio: t.string({ defaultValue: '0', description: 'VAT on the commission, such as "0.20".' }),
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
  }),
})

const byId = { description: 'Id of the offering.' } as const

builder.mutationFields(t => ({
  proposeOffering: t.field({
    type: OfferingPayload,
    errors: {},
    authScopes: { finance: true },
    description: 'Writes an offering with its terms. The public sees it when an approver has published it.',
    args: { input: t.arg({ type: ProposeOfferingInput, description: 'The terms.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'proposeOffering', input, async em => {
        const {
          idempotencyKey: _key,
          classId,
          sharePrice,
          goal,
          offeredElsewhere: elsewhere,
          ...terms
        } = input
        const [shareClass] = await classesById(em, [idOf('ShareClass', classId)])
        if (shareClass === undefined) throw refuseOffering.CLASS_UNKNOWN({ id: classId })
        const { currency } = await projectOf(em, shareClass.projectId)
        return proposeOffering(em, {
          classId: shareClass.id,
          terms: {
            ...terms,
            sharePrice: within('sharePrice', () => parsePositive(sharePrice, currency)),
            goal: goal == null ? null : within('goal', () => parseNotNegative(goal, currency)),
            maxPerInvestor: terms.maxPerInvestor ?? null,
            paymentDueAt: terms.paymentDueAt ?? terms.closesAt,
            regime: terms.regime ?? null,
            keyInformation: terms.keyInformation ?? null,
            offeredElsewhere:
              elsewhere == null
                ? 0n
                : within('offeredElsewhere', () => parseNotNegative(elsewhere, currency)),
          },
        })
      }),
  }),
  publishOffering: t.field({
    type: OfferingPayload,
    errors: {},
    authScopes: { approver: true },
    description: 'Puts an offering before the public. Another person than the one who proposed it.',
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
