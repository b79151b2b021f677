import type { Money } from '../domain/money/money.ts'
import { builder } from './builder.ts'
import { MoneyType } from './scalars.ts'

/** A valuation as the API shows it. */
export type ValuationValue = { preMoney: Money; postMoney: Money; premium: Money | null }

export const ValuationType = builder.objectRef<ValuationValue>('Valuation').implement({
  description: 'What the price of a share of the capital says the whole is worth.',
  authScopes: { public: true },
  fields: t => ({
    preMoney: t.field({
      type: MoneyType,
      description: 'All shares of the class but those that are offered, at this price.',
      resolve: row => row.preMoney,
    }),
    postMoney: t.field({
      type: MoneyType,
      description: 'All shares of the class, at this price.',
      resolve: row => row.postMoney,
    }),
    premium: t.field({
      type: MoneyType,
      nullable: true,
      description: 'What a share costs beyond its part of the capital, where the class names that.',
      resolve: row => row.premium,
    }),
  }),
})
