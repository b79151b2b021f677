import { readEcbRates } from '../documents/rates/read-ecb-rates.ts'
import { plannedConversion } from '../domain/dividends/conversion/planned-conversion.ts'
import { type RateRow, ratesByIds, ratesPage } from '../domain/ledger/exchange/rates.ts'
import { recordRates } from '../domain/ledger/exchange/record-rates.ts'
import { refuse as refuseRate } from '../domain/ledger/exchange/refusals.ts'
import { projectOf } from '../domain/offerings/projects.ts'
import { Refusal } from '../domain/refusal.ts'
import { hourOfDay, PLATFORM_ZONE, parseDay } from '../domain/time/calendar.ts'
import { builder } from './builder.ts'
import { page, pageCost } from './connections.ts'
import { type Change, change } from './context.ts'
import { bytesOf, CONTENT } from './file-content.ts'
import { globalId } from './ids.ts'
import { KEY } from './payloads.ts'
import { RevenueReportNode } from './refs.ts'
import { MoneyType, type MoneyValue } from './scalars.ts'

export const RateType = builder.objectRef<RateRow>('ExchangeRate').implement({
  description:
    'What one whole unit of a currency was worth in another, and who says so. A newer one corrects it.',
  authScopes: { public: true },
  fields: t => ({
    id: t.id({ description: 'Its id.', resolve: row => globalId('ExchangeRate', row.id) }),
    from: t.exposeString('fromCurrency', { description: 'ISO 4217 code of what is one unit.' }),
    to: t.exposeString('toCurrency', { description: 'ISO 4217 code of what it is worth.' }),
    rate: t.field({
      type: 'Decimal',
      description: 'How much of `to` one whole unit of `from` is worth.',
      resolve: row => row.rate,
    }),
    source: t.exposeString('source', { description: 'Who published it.' }),
    at: t.field({ type: 'Instant', description: 'Since when it holds.', resolve: row => row.at }),
  }),
})

const RatesPayload = builder.objectRef<Change<{ rateIds: string[] }>>('ExchangeRatesPayload').implement({
  description: 'The rates that were stored: what was known already is not among them.',
  authScopes: { public: true },
  fields: t => ({
    rates: t.field({
      type: [RateType],
      description: 'The rates.',
      resolve: ({ made }, _args, { em }) => ratesByIds(em, made.rateIds),
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'This request was carried out before under the same key; nothing was done again.',
    }),
  }),
})

const RecordRateInput = builder.inputType('RecordExchangeRateInput', {
  description: 'A rate as somebody published it.',
  fields: t => ({
    idempotencyKey: t.string(KEY),
    from: t.string({ description: 'ISO 4217 code of what is one unit.' }),
    to: t.string({ description: 'ISO 4217 code of what it is worth.' }),
    rate: t.field({ type: 'Decimal', description: 'How much of `to` one whole unit of `from` is worth.' }),
    source: t.string({ description: 'Who published it, such as "ECB".' }),
    at: t.field({ type: 'Instant', description: 'Since when it holds; not in the future.' }),
  }),
})

const ImportRatesInput = builder.inputType('ImportExchangeRatesInput', {
  description:
    'Euro reference rates as the European Central Bank publishes them: eurofxref.csv or eurofxref-hist.csv.',
  fields: t => ({ idempotencyKey: t.string(KEY), content: t.string(CONTENT) }),
})

/** At about this hour of the day the European Central Bank publishes its reference rates. */
const PUBLISHED_AT = 16

builder.mutationFields(t => ({
  recordExchangeRate: t.field({
    type: RatesPayload,
    errors: {},
    authScopes: { finance: true },
    description: 'Stores a rate. It is never changed: another one for the same pair and instant corrects it.',
    args: { input: t.arg({ type: RecordRateInput, description: 'The rate.' }) },
    resolve: (_root, { input }, context) =>
      change(context, 'recordExchangeRate', input, em => recordRates(em, { rates: [input] }, context.now)),
  }),
  importExchangeRates: t.field({
    type: RatesPayload,
    errors: {},
    authScopes: { finance: true },
    description:
      'Stores the rates of a file of the European Central Bank; the same file again stores nothing.',
    args: { input: t.arg({ type: ImportRatesInput, description: 'The file.' }) },
    resolve: (_root, { input }, context) => {
      const { rates, problems } = readEcbRates(bytesOf(input.content).toString('utf8'))
      if (problems.length > 0)
        throw refuseRate.RATE_FILE_UNREADABLE({ line: problems[0] ?? 1, count: problems.length })
      const told = rates.map(({ to, rate, day }) => {
        return {
          from: 'EUR',
          to,
          rate,
          source: 'ECB',
          at: hourOfDay(parseDay(day), PUBLISHED_AT, PLATFORM_ZONE),
        }
      })
      return change(context, 'importExchangeRates', input, em =>
        recordRates(em, { rates: told }, context.now),
      )
    },
  }),
}))

builder.queryField('exchangeRates', t =>
  t.connection({
    type: RateType,
    authScopes: { staff: true },
    description: 'The rates that were stored, in the order in which they were told.',
    complexity: pageCost,
    resolve: (_root, args, { em }) =>
      page(
        args,
        slice => ratesPage(em, slice),
        row => row.id,
      ),
  }),
)

export type Shown = { rate: RateRow; isFinal: boolean; reported: MoneyValue; converted: MoneyValue }

export const ConversionType = builder.objectRef<Shown>('ReportConversion').implement({
  description: 'What a report in another currency than its project’s is in that, and by which rate.',
  authScopes: { public: true },
  fields: t => ({
    rate: t.field({ type: RateType, description: 'The rate.', resolve: row => row.rate }),
    isFinal: t.exposeBoolean('isFinal', {
      description: 'The report was approved, and the rate stays. Before: what it would be now.',
    }),
    reported: t.field({ type: MoneyType, description: 'The net as reported.', resolve: row => row.reported }),
    converted: t.field({
      type: MoneyType,
      description: 'The net in the currency of the project, rounded half even.',
      resolve: row => row.converted,
    }),
  }),
})

builder.objectFields(RevenueReportNode, t => ({
  conversion: t.field({
    type: ConversionType,
    nullable: true,
    complexity: 20,
    description: 'Null where nothing is converted, or no rate is known that it could be converted by.',
    resolve: async (row, _args, { em, now }): Promise<Shown | null> => {
      const reported = { minor: row.reported.net, currency: row.reported.currency }
      if (row.rateId !== null) {
        const [rate] = await ratesByIds(em, [row.rateId])
        const converted = { minor: row.net, currency: row.currency }
        return { rate: rate as RateRow, isFinal: true, reported, converted }
      }
      const { currency } = await projectOf(em, row.projectId)
      const plan = await plannedConversion(em, row, { currency, at: now }).catch(unlessMissing)
      if (plan === null) return null
      return { rate: plan.rate, isFinal: false, reported, converted: { minor: plan.net, currency } }
    },
  }),
}))

function unlessMissing(error: unknown): null {
  if (error instanceof Refusal && error.code === 'RATE_MISSING') return null
  throw error
}
