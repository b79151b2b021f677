import type { Currency } from '../domain/money/currency.ts'
import { endRepeating } from '../domain/offerings/rounds/end-repeating.ts'
import { reportUse } from '../domain/offerings/rounds/report-use.ts'
import { repeatingEndedAt, roundOf, roundsFrom } from '../domain/offerings/rounds/rounds.ts'
import { type UseRow, usesOf } from '../domain/offerings/rounds/uses.ts'
import { standingPledges } from '../domain/shares/pledges/pledges.ts'
import { builder } from './builder.ts'
import { type Context, change } from './context.ts'
import { refuse } from './errors.ts'
import { idOf } from './ids.ts'
import { KEY, OfferingPayload } from './payloads.ts'
import { OfferingNode } from './refs.ts'
import { RepeatsEnum } from './repeats.ts'
import { MoneyInput, money, type Of } from './scalars.ts'
import { seeOfferings } from './sight.ts'

const PledgedType = builder
  .objectRef<{ count: number; amount: bigint; currency: Currency }>('Pledged')
  .implement({
    description: 'How many people have promised an order each month, and what that comes to.',
    authScopes: { public: true },
    fields: t => ({
      count: t.exposeInt('count', { description: 'How many promises stand.' }),
      amount: t.field(money('What they come to in a month.', row => row.amount)),
    }),
  })

const UseType = builder.objectRef<Of<UseRow>>('UseOfMoney').implement({
  description: 'What money of an offering was used for, as its issuer says.',
  authScopes: { public: true },
  fields: t => ({
    what: t.exposeString('what', { description: 'For what.' }),
    amount: t.field(money('How much.', row => row.amount)),
  }),
})

builder.objectFields(OfferingNode, t => ({
  repeats: t.expose('repeats', {
    type: RepeatsEnum,
    nullable: true,
    description: 'After which time it is offered again; null: it is offered once.',
  }),
  repeatingEndedAt: t.field({
    type: 'Instant',
    nullable: true,
    description: 'When its issuer ended what is asked for each month; null: he did not.',
    resolve: async ({ id, repeats }, _args, { em }) =>
      repeats === null ? null : repeatingEndedAt(em, (await roundOf(em, id)).firstId),
  }),
  rounds: t.field({
    type: [OfferingNode],
    description:
      'What is asked for each month: every round, the first one first, with its need (goal) and what it reached (raised).',
    resolve: async ({ id }, _args, { em }) => roundsFrom(em, (await roundOf(em, id)).firstId),
  }),
  pledged: t.field({
    type: PledgedType,
    description: 'What is promised each month: now, or when the round closed.',
    resolve: async ({ id, closesAt, sharePrice, currency }, _args, { em, now }) => {
      const { firstId } = await roundOf(em, id)
      const { count, shares } = await standingPledges(em, firstId, now < closesAt ? now : closesAt)
      return { count, amount: sharePrice * BigInt(shares), currency }
    },
  }),
  uses: t.field({
    type: [UseType],
    description: 'What the money it released was used for, as its issuer says.',
    resolve: async ({ id, currency }, _args, { em }) =>
      (await usesOf(em, id)).map(use => ({ ...use, currency })),
  }),
}))

const UseInput = builder.inputType('UseInput', {
  description: 'What money was used for.',
  fields: t => ({
    what: t.string({ description: 'For what, in one line.' }),
    amount: t.field({ type: MoneyInput, description: 'How much.' }),
  }),
})

const ReportUseInput = builder.inputType('ReportUseInput', {
  description: 'What the money that an offering released was used for: all of it, as far as is known.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    offeringId: t.id({ description: 'Id of the offering.' }),
    lines: t.field({
      type: [UseInput],
      description: 'Its uses. They replace those that were reported before.',
    }),
  }),
})

/** An issuer does this for his own offerings, finance for any. To others a hidden offering does not exist. */
async function ownOffering(context: Context, globalId: string): Promise<string> {
  const offeringId = idOf('Offering', globalId)
  const [offering] = await seeOfferings(context, [offeringId])
  if (offering === undefined) throw refuse.NOT_FOUND({ id: globalId })
  const { viewer } = context
  if (!viewer?.roles.has('finance') && !viewer?.projects.issuer.has(offering.projectId))
    throw refuse.FORBIDDEN({})
  return offeringId
}

builder.mutationFields(t => ({
  reportUse: t.field({
    type: OfferingPayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Says for everybody to read what the money was used for that an offering released.',
    args: { input: t.arg({ type: ReportUseInput, description: 'The report.' }) },
    resolve: async (_root, { input }, context) => {
      const offeringId = await ownOffering(context, input.offeringId)
      const { lines } = input
      return change(context, 'reportUse', input, em => reportUse(em, { offeringId, lines }, context.now))
    },
  }),
  endRepeating: t.field({
    type: OfferingPayload,
    errors: {},
    authScopes: { signedIn: true },
    description: 'Ends what is asked for each month: the round that is open is the last one.',
    args: {
      offeringId: t.arg.id({ description: 'Id of any round.' }),
      idempotencyKey: t.arg.string(KEY),
    },
    resolve: async (_root, args, context) => {
      const offeringId = await ownOffering(context, args.offeringId)
      return change(context, 'endRepeating', args, em => endRepeating(em, { offeringId }, context.now))
    },
  }),
}))
