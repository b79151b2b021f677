import type { ClassReturns, HolderReturns } from '../domain/dividends/simulation/class-returns.ts'
import { type InternalRate, NO_RATE, type RATE_METHOD } from '../domain/dividends/simulation/internal-rate.ts'
import type { RunShown, ScenarioResult, Simulation } from '../domain/dividends/simulation/play-scenarios.ts'
import type { Currency } from '../domain/money/currency.ts'
import { builder } from './builder.ts'
import { money } from './scalars.ts'
import { SimulateInput, scenariosOf } from './simulation-input.ts'
import { simulateApart } from './simulator.ts'

/** A thread and seconds of a core: a request may ask for few. */
const COST = 2500

/** A row with the currency of its simulation. */
type Of<Row> = Row & { currency: Currency }

const of = <Row extends object>(rows: readonly Row[], { currency }: { currency: Currency }): Of<Row>[] =>
  rows.map(row => ({ ...row, currency }))

const NoRateEnum = builder.enumType('NoRate', {
  description: 'Why there is no internal rate of return.',
  values: Object.fromEntries(
    Object.entries(NO_RATE).map(([reason, description]) => [reason, { description }]),
  ) as Record<keyof typeof NO_RATE, { description: string }>,
})

const InternalRateType = builder.objectRef<InternalRate>('InternalRate').implement({
  description: 'The internal rate of return per year, before tax, or why there is none.',
  authScopes: { public: true },
  fields: t => ({
    rate: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'Such as "0.10000000" for 10 % a year; null where there is none.',
      resolve: row => row.rate,
    }),
    none: t.field({
      type: NoRateEnum,
      nullable: true,
      description: 'Why there is none.',
      resolve: row => row.none,
    }),
    because: t.exposeString('because', { nullable: true, description: 'The same in words.' }),
  }),
})

const RateMethodType = builder.objectRef<typeof RATE_METHOD>('RateMethod').implement({
  description: 'How internal rates of return are found.',
  authScopes: { public: true },
  fields: t => ({
    name: t.exposeString('name', { description: 'What is sought, and how.' }),
    dayCount: t.exposeString('dayCount', { description: 'How days become years.' }),
    tolerance: t.field({
      type: 'Decimal',
      description: 'How near the rate is, at least.',
      resolve: row => row.tolerance,
    }),
    rounding: t.exposeString('rounding', { description: 'How it is shown.' }),
  }),
})

const RecipientType = builder
  .objectRef<Of<ScenarioResult['recipients'][number]>>('SimulatedRecipient')
  .implement({
    description: 'What a recipient gets.',
    authScopes: { public: true },
    fields: t => ({
      recipient: t.exposeString('recipient', {
        description: '"issuer", "platform", "class:CODE" or "partner:CODE".',
      }),
      amount: t.field(money('What he gets.', row => row.amount)),
    }),
  })

const HolderType = builder.objectRef<Of<HolderReturns>>('SimulatedHolder').implement({
  description: 'What comes back to a holder.',
  authScopes: { public: true },
  fields: t => ({
    name: t.exposeString('name', { description: 'His name.' }),
    shares: t.exposeInt('shares', { description: 'What he holds.' }),
    paidIn: t.field(money('What he paid in.', row => row.paidIn)),
    back: t.field(money('What comes back to him in all, before tax.', row => row.back)),
  }),
})

const ClassType = builder.objectRef<Of<ClassReturns>>('SimulatedClass').implement({
  description: 'What comes back to a class, before tax.',
  authScopes: { public: true },
  fields: t => ({
    class: t.exposeString('class', { description: 'Its code.' }),
    shares: t.exposeInt('shares', { description: 'Shares that somebody holds.' }),
    paidIn: t.field(money('What was paid in.', row => row.paidIn)),
    back: t.field(money('What comes back in all.', row => row.back)),
    perShare: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'What comes back to each share, with 8 decimals, half up; null when nobody holds any.',
      resolve: row => row.perShare,
    }),
    multiple: t.field({
      type: 'Decimal',
      nullable: true,
      description:
        'What comes back over what was paid in, with 8 decimals, half up; null when that was nothing.',
      resolve: row => row.multiple,
    }),
    exactMultiple: t.exposeString('exactMultiple', {
      nullable: true,
      description: 'The same exactly, such as "29/25".',
    }),
    paybackMonth: t.exposeString('paybackMonth', {
      nullable: true,
      description: 'The month (YYYY-MM) in which as much had come back as was paid in; null: never.',
    }),
    internalRate: t.field({
      type: InternalRateType,
      description:
        'What comes back counts on the last day of the latest period of its run, what was paid in on its day.',
      resolve: row => row.internalRate,
    }),
    holders: t.field({
      type: [HolderType],
      description: 'Its holders, as given.',
      resolve: row => of(row.holders, row),
    }),
  }),
})

const TierType = builder.objectRef<RunShown['tiers'][number]>('SimulatedTier').implement({
  description: 'What a tier takes in a run, before any rounding.',
  authScopes: { public: true },
  fields: t => ({
    name: t.exposeString('name', { description: 'Its name.' }),
    taken: t.field({
      type: 'Decimal',
      description: 'What it takes, with 8 decimals, half up.',
      resolve: row => row.taken,
    }),
  }),
})

const RunType = builder.objectRef<Of<RunShown>>('SimulatedRun').implement({
  description: 'One run, as a distribution would be.',
  authScopes: { public: true },
  fields: t => ({
    asOf: t.field({
      type: 'Day',
      description: 'Last day of the latest period reported.',
      resolve: row => row.asOf,
    }),
    divided: t.field(money('What is divided.', row => row.divided)),
    tiers: t.field({ type: [TierType], description: 'In their order.', resolve: row => row.tiers }),
    recipients: t.field({
      type: [RecipientType],
      description: 'Who gets what.',
      resolve: row => of(row.recipients, row),
    }),
  }),
})

const ScenarioType = builder.objectRef<Of<ScenarioResult>>('SimulatedScenario').implement({
  description: 'What a scenario comes to.',
  authScopes: { public: true },
  fields: t => ({
    name: t.exposeString('name', { description: 'Its name.' }),
    reported: t.field(money('What was reported, net of deductions.', row => row.reported)),
    divided: t.field(money('What was divided in all runs.', row => row.divided)),
    waiting: t.field(
      money('What waits for a next run, because together it is not above zero.', row => row.waiting),
    ),
    recipients: t.field({
      type: [RecipientType],
      description: 'Who gets what in all.',
      resolve: row => of(row.recipients, row),
    }),
    classes: t.field({
      type: [ClassType],
      description: 'What comes back to each class.',
      resolve: row => of(row.classes, row),
    }),
    runs: t.field({
      type: [RunType],
      description: 'Run by run; one for which nothing came in, or less, does not take place.',
      resolve: row => of(row.runs, row),
    }),
  }),
})

const SimulationType = builder.objectRef<Simulation>('Simulation').implement({
  description: 'What scenarios come to.',
  authScopes: { public: true },
  fields: t => ({
    currency: t.exposeString('currency', { description: 'Of all amounts.' }),
    rateMethod: t.field({
      type: RateMethodType,
      description: 'How internal rates of return are found.',
      resolve: row => row.rateMethod,
    }),
    scenarios: t.field({
      type: [ScenarioType],
      description: 'First, always, one in which nothing comes back; then those that were given.',
      resolve: row => of(row.scenarios, row),
    }),
  }),
})

builder.queryField('simulate', t =>
  t.field({
    type: SimulationType,
    authScopes: { signedIn: true },
    complexity: COST,
    description:
      'Plays a contract over revenue that may come, through the engine of real runs: equal inputs give equal cents. Keeps nothing.',
    args: { input: t.arg({ type: SimulateInput, description: 'Contract, holders and scenarios.' }) },
    resolve: (_root, { input }) => simulateApart(scenariosOf(input)),
  }),
)
