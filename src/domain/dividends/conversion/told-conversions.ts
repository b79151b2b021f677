import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import { dayOf, PLATFORM_ZONE, timeOf } from '../../time/calendar.ts'

/**
 * How a report in another currency became what counts: its net as reported and in its project's currency, in minor units
 * of each, and the rate: so many whole units of `rateTo` for one of `rateFrom`, as `source` said it at that instant (ISO
 * 8601; `on` and `time` are the same in the platform's zone).
 */
export type ToldConversion = {
  reportId: string
  periodStart: string
  periodEnd: string
  currency: Currency
  net: bigint
  countedIn: Currency
  counted: bigint
  rateId: string
  rateFrom: Currency
  rateTo: Currency
  rate: string
  source: string
  at: string
  on: string
  time: string
}

/** Those of these reports that were converted with their approval, oldest period first. */
export async function toldConversions(
  em: EntityManager,
  reportIds: readonly string[],
): Promise<ToldConversion[]> {
  if (reportIds.length === 0) return []
  const rows = await sqlOf(em)
    .selectFrom('reportConversion as conversion')
    .innerJoin('revenueReport as report', 'report.id', 'conversion.reportId')
    .innerJoin('exchangeRate as told', 'told.id', 'conversion.rateId')
    .select([
      'conversion.reportId',
      'conversion.reportedNet',
      'conversion.net as counted',
      'conversion.rateId',
    ])
    .select(['conversion.currency as countedIn', 'told.fromCurrency', 'told.toCurrency'])
    .select(['told.rate', 'told.source', 'told.at', 'report.periodStart', 'report.periodEnd'])
    .select(({ ref }) => ref('report.currency').$castTo<Currency>().as('currency'))
    .where('conversion.reportId', 'in', reportIds)
    .orderBy('report.periodStart')
    .orderBy('report.id')
    .execute()
  return rows.map(({ reportedNet: net, fromCurrency: rateFrom, toCurrency: rateTo, at, ...row }) => {
    const when = { at: at.toISOString(), on: dayOf(at, PLATFORM_ZONE), time: timeOf(at, PLATFORM_ZONE) }
    return { ...row, net, rateFrom, rateTo, ...when }
  })
}
