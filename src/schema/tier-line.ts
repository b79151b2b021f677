import type { TierResult } from '../domain/dividends/tiers/progress.ts'
import type { Currency } from '../domain/money/currency.ts'
import { type Exact, formatExact, round } from '../domain/money/fraction.ts'
import { builder } from './builder.ts'
import { MoneyType } from './scalars.ts'

/** What a tier did in a run, in exact minor units. */
export type TierLine = {
  name: string
  prior: Exact
  taken: Exact
  owed: Exact
  target: Exact | null
  currency: Currency
}

/** A tier as its run decided it. */
export function tierLine({ target, ...tier }: TierResult, currency: Currency): TierLine {
  return { ...tier, target: target?.sum ?? null, currency }
}

const ExactAmountType = builder.objectRef<{ value: Exact; currency: Currency }>('ExactAmount').implement({
  description: 'An amount before any rounding.',
  authScopes: { public: true },
  fields: t => ({
    exact: t.string({
      description: 'In minor units, as a whole number or ratio such as "100000/3".',
      resolve: ({ value }) => formatExact(value),
    }),
    about: t.field({
      type: MoneyType,
      description: 'For people: rounded half up. Nothing is booked from it.',
      resolve: ({ value, currency }) => ({ minor: round(value, 'halfUp'), currency }),
    }),
  }),
})

const amount = (description: string, pick: (line: TierLine) => Exact) => ({
  type: ExactAmountType,
  description,
  resolve: (line: TierLine) => ({ value: pick(line), currency: line.currency }),
})

export const TierLineType = builder.objectRef<TierLine>('TierLine').implement({
  description: 'What a tier took before, took now, and is still to reach.',
  authScopes: { public: true },
  fields: t => ({
    name: t.exposeString('name', { description: 'The name of the tier.' }),
    prior: t.field(amount('All it took in the runs before.', line => line.prior)),
    taken: t.field(amount('What it took in this run.', line => line.taken)),
    cumulative: t.field(amount('Both together.', line => line.prior.add(line.taken))),
    owed: t.field(amount('What it missed and asks for again.', line => line.owed)),
    target: t.field({
      type: ExactAmountType,
      nullable: true,
      description: 'What it, or the recipient its threshold counts, is to reach in all; null: it has no end.',
      resolve: ({ target: value, currency }) => (value === null ? null : { value, currency }),
    }),
  }),
})
