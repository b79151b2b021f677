import { defineEntity, p } from '@mikro-orm/postgresql'
import { refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { ExchangeRate } from '../../ledger/exchange/exchange-rate.ts'
import type { Currency } from '../../money/currency.ts'
import { RevenueReport } from '../revenue/revenue-report.ts'

/** A report in another currency than its project's, in the project's: converted once, with its approval. Minor units. */
export const ReportConversion = defineEntity({
  name: 'reportConversion',
  properties: {
    reportId: refersTo(RevenueReport, 'report_id').primary(),
    rateId: refersTo(ExchangeRate, 'rate_id'),
    currency: p.text().$type<Currency>(),
    /** The net of its lines as they were reported, and what that is in the project's currency. */
    reportedNet: p.bigint(),
    net: p.bigint(),
    actId: writtenBy(),
  },
})

/** A line of such a report, in the project's currency: the lines sum to the whole. */
export const ConvertedLine = defineEntity({
  name: 'convertedLine',
  properties: {
    reportId: refersTo(ReportConversion, 'report_id').primary(),
    line: p.integer().primary(),
    gross: p.bigint(),
    deduction: p.bigint(),
  },
})
