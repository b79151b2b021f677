import type { ToldConversion } from '../domain/dividends/conversion/told-conversions.ts'
import { builder } from './builder.ts'
import { ConversionType } from './exchange-rate.ts'

/** How one report became what a run divided. */
export const ExplainedConversionType = builder.objectRef<ToldConversion>('ExplainedConversion').implement({
  description: 'A report in another currency than its project’s, and how it became what was divided.',
  authScopes: { public: true },
  fields: t => ({
    periodStart: t.field({
      type: 'Day',
      description: 'First day of the period.',
      resolve: row => row.periodStart,
    }),
    periodEnd: t.field({
      type: 'Day',
      description: 'Last day of the period.',
      resolve: row => row.periodEnd,
    }),
    conversion: t.field({
      type: ConversionType,
      description: 'The net as it was reported and as it counts, and the rate.',
      resolve: ({ rateId: id, rateFrom: fromCurrency, rateTo: toCurrency, rate, source, at, ...row }) => ({
        rate: { id, fromCurrency, toCurrency, rate, source, at: new Date(at) },
        isFinal: true,
        reported: { minor: row.net, currency: row.currency },
        converted: { minor: row.counted, currency: row.countedIn },
      }),
    }),
  }),
})
