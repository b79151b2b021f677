import type { Interest, Recipient, Threshold } from '../domain/offerings/terms/contract-terms.ts'
import { builder } from './builder.ts'

const DayCountEnum = builder.enumType('DayCount', {
  description: 'How days become years of interest (ISDA 2006, 4.16).',
  values: {
    actual365: { value: 'actual/365', description: 'Days over 365' },
    actual360: { value: 'actual/360', description: 'Days over 360' },
    actualActual: { value: 'actual/actual', description: 'Days in leap years over 366, the others over 365' },
    thirtyE360: { value: '30E/360', description: 'Months of 30 days over 360' },
  } as const,
})

const CompoundsEnum = builder.enumType('Compounds', {
  description: 'When unpaid interest begins to bear interest; between these dates it is simple.',
  values: {
    never: { description: 'It never does' },
    yearly: { description: 'Each year' },
    quarterly: { description: 'Each three months' },
    monthly: { description: 'Each month' },
  } as const,
})

const RaisedType = builder.objectRef<NonNullable<Threshold['raised']>>('RaisedThreshold').implement({
  description: 'A multiple of what was paid in for the shares of a class.',
  authScopes: { public: true },
  fields: t => ({
    class: t.exposeString('class', { description: 'Code of the class.' }),
    times: t.exposeString('times', { description: 'How many times, such as "1.2".' }),
  }),
})

const InterestType = builder.objectRef<Interest>('InterestThreshold').implement({
  description: 'Interest on what was paid in for a class and not repaid yet.',
  authScopes: { public: true },
  fields: t => ({
    class: t.exposeString('class', { description: 'Code of the class.' }),
    rate: t.exposeString('rate', { description: 'Per year, such as "0.08".' }),
    dayCount: t.expose('dayCount', { type: DayCountEnum, description: 'How days are counted.' }),
    from: t.field({ type: 'Day', description: 'It runs from this day on.', resolve: row => row.from }),
    compounds: t.expose('compounds', { type: CompoundsEnum, description: 'When it compounds.' }),
    repaidBy: t.string({
      nullable: true,
      description: 'The tier whose takings repay the capital.',
      resolve: row => row.repaidBy ?? null,
    }),
  }),
})

const CatchUpType = builder.objectRef<NonNullable<Threshold['catchUp']>>('CatchUpThreshold').implement({
  description: 'Until a recipient has his ratio of what this tier and those named have paid together.',
  authScopes: { public: true },
  fields: t => ({
    to: t.exposeString('to', { description: 'Who catches up.' }),
    ratio: t.exposeString('ratio', { description: 'The ratio he is to reach.' }),
    with: t.exposeStringList('with', { description: 'Names of tiers before it.' }),
  }),
})

export const ThresholdType = builder.objectRef<Threshold>('Threshold').implement({
  description: 'Where a tier is cut: one of amount, raised, interest and catchUp.',
  authScopes: { public: true },
  fields: t => ({
    counts: t.string({
      description: '"tier": what the tier took in all; or a recipient: all that he ever got.',
      resolve: row => row.counts ?? 'tier',
    }),
    amount: t.string({
      nullable: true,
      description: 'A fixed amount in the contract’s currency.',
      resolve: row => row.amount ?? null,
    }),
    raised: t.field({
      type: RaisedType,
      nullable: true,
      description: 'A multiple of what was raised.',
      resolve: row => row.raised ?? null,
    }),
    interest: t.field({
      type: InterestType,
      nullable: true,
      description: 'A preferred return.',
      resolve: row => row.interest ?? null,
    }),
    catchUp: t.field({
      type: CatchUpType,
      nullable: true,
      description: 'A catch-up.',
      resolve: row => row.catchUp ?? null,
    }),
  }),
})

const RaisedInput = builder.inputType('RaisedThresholdInput', {
  description: 'A multiple of what was paid in for the shares of a class.',
  fields: t => ({
    class: t.string({ description: 'Code of the class.' }),
    times: t.string({ description: 'How many times, such as "1.2".' }),
  }),
})

const InterestInput = builder.inputType('InterestThresholdInput', {
  description: 'Interest on what was paid in for a class and not repaid yet.',
  fields: t => ({
    class: t.string({ description: 'Code of the class.' }),
    rate: t.string({ description: 'Per year, such as "0.08".' }),
    dayCount: t.field({
      type: DayCountEnum,
      defaultValue: 'actual/365',
      description: 'How days are counted.',
    }),
    from: t.field({ type: 'Day', description: 'It runs from this day on.' }),
    compounds: t.field({ type: CompoundsEnum, defaultValue: 'never', description: 'When it compounds.' }),
    repaidBy: t.string({ required: false, description: 'The tier whose takings repay the capital.' }),
  }),
})

const CatchUpInput = builder.inputType('CatchUpThresholdInput', {
  description: 'Until a recipient has his ratio of what this tier and those named have paid together.',
  fields: t => ({
    to: t.string({ description: 'Who catches up: he must get more than the ratio in this tier.' }),
    ratio: t.string({ description: 'The ratio he is to reach.' }),
    with: t.stringList({ description: 'Names of tiers before it.' }),
  }),
})

export const ThresholdInput = builder.inputType('ThresholdInput', {
  description: 'Where a tier is cut: exactly one of amount, raised, interest and catchUp.',
  fields: t => ({
    counts: t.string({
      defaultValue: 'tier',
      description: '"tier": what the tier took in all; or a recipient it pays: all that he ever got.',
    }),
    amount: t.string({ required: false, description: 'A fixed amount in the contract’s currency.' }),
    raised: t.field({ type: RaisedInput, required: false, description: 'A multiple of what was raised.' }),
    interest: t.field({ type: InterestInput, required: false, description: 'A preferred return.' }),
    catchUp: t.field({ type: CatchUpInput, required: false, description: 'A catch-up.' }),
  }),
})

/** The threshold as the contract keeps it. */
export function thresholdOf({ interest, catchUp, ...rest }: typeof ThresholdInput.$inferInput): Threshold {
  return {
    ...(said(rest) as Threshold),
    ...(interest != null && { interest: said(interest) as Interest }),
    ...(catchUp != null && { catchUp: { ...catchUp, to: catchUp.to as Recipient } }),
  }
}

/** What was said of an input: what was not is left out, not null. */
export function said<T extends object>(input: T): Partial<T> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value != null)) as Partial<T>
}
