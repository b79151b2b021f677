import type { Recipient, Tier } from '../domain/offerings/terms/contract-terms.ts'
import { builder } from './builder.ts'
import { said, ThresholdInput, ThresholdType, thresholdOf } from './threshold.ts'

const SplitType = builder.objectRef<Tier['split'][number]>('Split').implement({
  description: 'One part of what a tier takes.',
  authScopes: { public: true },
  fields: t => ({
    to: t.exposeString('to', { description: '"issuer", "platform", "class:CODE" or "partner:CODE".' }),
    ratio: t.exposeString('ratio', { description: 'Its exact part, such as "0.30" or "1/3".' }),
  }),
})

const TierBase = builder.enumType('TierBase', {
  description: 'What the ratio of a tier is of.',
  values: {
    left: { description: 'What the tiers before it have left' },
    source: { description: 'What came in, net of deductions, before any tier' },
    turnover: { description: 'What came in before deductions' },
  } as const,
})

export const TierType = builder.objectRef<Tier>('Tier').implement({
  description: 'One step of the waterfall: it asks for something, gets at most what is left, and splits it.',
  authScopes: { public: true },
  fields: t => ({
    name: t.exposeString('name', { description: 'What it is called.' }),
    takes: t.string({
      nullable: true,
      description: 'The ratio it asks for, such as "1"; null where it asks for an amount.',
      resolve: ({ takes, perReport, perUnit }) => takes ?? ((perReport ?? perUnit) ? null : '1'),
    }),
    of: t.field({ type: TierBase, description: 'What the ratio is of.', resolve: row => row.of ?? 'left' }),
    perReport: t.string({
      nullable: true,
      description: 'It asks for this amount for each report.',
      resolve: row => row.perReport ?? null,
    }),
    perUnit: t.string({
      nullable: true,
      description: 'It asks for this amount for each unit reported.',
      resolve: row => row.perUnit ?? null,
    }),
    categories: t.stringList({
      nullable: true,
      description: 'Only revenue of these categories; null: of all.',
      resolve: row => row.categories ?? null,
    }),
    from: t.field({
      type: 'Day',
      nullable: true,
      description: 'Only revenue of periods that end on or after this day.',
      resolve: row => row.from ?? null,
    }),
    until: t.field({
      type: 'Day',
      nullable: true,
      description: 'Only revenue of periods that end on or before this day.',
      resolve: row => row.until ?? null,
    }),
    upTo: t.field({
      type: ThresholdType,
      nullable: true,
      description: 'Where it is cut; null: it has no end.',
      resolve: row => row.upTo ?? null,
    }),
    accrue: t.boolean({
      description: 'Whether it asks again for what it missed.',
      resolve: row => row.accrue ?? false,
    }),
    group: t.string({
      nullable: true,
      description: 'Tiers of one group are served side by side.',
      resolve: row => row.group ?? null,
    }),
    split: t.expose('split', {
      type: [SplitType],
      description: 'Who gets how much of that: exactly 1 together.',
    }),
  }),
})

const SplitInput = builder.inputType('SplitInput', {
  description: 'One part of what a tier takes.',
  fields: t => ({
    to: t.string({ description: '"issuer", "platform", "class:CODE" or "partner:CODE".' }),
    ratio: t.string({ description: 'Its exact part: a decimal such as "0.30" or a fraction such as "1/3".' }),
  }),
})

export const TierInput = builder.inputType('TierInput', {
  description:
    'One step of the waterfall. It asks for one thing: a ratio, or an amount for each report or unit.',
  fields: t => ({
    name: t.string({ description: 'What it is called: each has a name of its own.' }),
    takes: t.string({
      required: false,
      description: 'The ratio it asks for; "1" when nothing else is said. The last tier takes "1".',
    }),
    of: t.field({
      type: TierBase,
      required: false,
      description: 'What the ratio is of; left when not said.',
    }),
    perReport: t.string({ required: false, description: 'It asks for this amount for each report.' }),
    perUnit: t.string({ required: false, description: 'It asks for this amount for each unit reported.' }),
    categories: t.stringList({ required: false, description: 'Only revenue of these categories.' }),
    from: t.field({
      type: 'Day',
      required: false,
      description: 'Only revenue of periods that end on or after this day.',
    }),
    until: t.field({
      type: 'Day',
      required: false,
      description: 'Only revenue of periods that end on or before this day.',
    }),
    upTo: t.field({
      type: ThresholdInput,
      required: false,
      description: 'It is cut exactly where this is reached.',
    }),
    accrue: t.boolean({ required: false, description: 'It asks again for what it missed.' }),
    group: t.string({
      required: false,
      description: 'Tiers next to each other with the same group are served side by side.',
    }),
    split: t.field({ type: [SplitInput], description: 'Who gets how much of that: exactly 1 together.' }),
  }),
})

/** The tier as the contract keeps it: what was not said is left out. */
export function tierOf(input: typeof TierInput.$inferInput): Tier {
  const { upTo, split, ...rest } = input
  return {
    ...(said(rest) as Omit<Tier, 'split'>),
    split: split.map(({ to, ratio }) => ({ to: to as Recipient, ratio })),
    ...(upTo != null && { upTo: thresholdOf(upTo) }),
  }
}
