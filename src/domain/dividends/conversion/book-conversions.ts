import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { book } from '../../ledger/book.ts'
import { refuse as refuseRate } from '../../ledger/exchange/refusals.ts'
import { lockAccount } from '../../ledger/lock-account.ts'
import type { Currency } from '../../money/currency.ts'
import { formatAmount } from '../../money/money.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { revenueAccount } from '../revenue/revenue-account.ts'

/**
 * Books the conversions of these reports, whose money the bank changed: revenue in the reported currency becomes revenue
 * in the project's, by way of `exchange`.
 * Refuses REPORT_NOT_CONVERTED, REPORT_CHANGED, REVENUE_NOT_ARRIVED.
 */
export async function bookConversions(
  em: EntityManager,
  reportIds: readonly string[],
  now: Date,
): Promise<void> {
  for (const reportId of [...new Set(reportIds)].sort()) {
    const { projectId, from, to, reportedNet, net } = await conversionOf(em, reportId)
    const foreign = revenueAccount({ id: projectId, currency: from })
    const there = await lockAccount(em, foreign)
    if (there < reportedNet) {
      const [asked, arrived] = [reportedNet, there].map(each => formatAmount(each, from))
      throw refuseRate.REVENUE_NOT_ARRIVED({ asked: asked ?? '', arrived: arrived ?? '', currency: from })
    }
    await book(em, { kind: 'revenueConverted', factId: reportId, bookedOn: dayOf(now, PLATFORM_ZONE) }, [
      { account: foreign, amount: reportedNet },
      { account: { kind: 'exchange', currency: from }, amount: -reportedNet },
      { account: { kind: 'exchange', currency: to }, amount: net },
      { account: revenueAccount({ id: projectId, currency: to }), amount: -net },
    ])
  }
}

async function conversionOf(em: EntityManager, reportId: string) {
  const row = await sqlOf(em)
    .selectFrom('reportConversion')
    .innerJoin('revenueReport', 'revenueReport.id', 'reportConversion.reportId')
    .select(['projectId', 'reportConversion.currency as to', 'reportedNet', 'net'])
    .select(({ ref }) => ref('revenueReport.currency').$castTo<Currency>().as('from'))
    .where('reportConversion.reportId', '=', reportId)
    .executeTakeFirst()
  if (row === undefined) throw refuseRate.REPORT_NOT_CONVERTED({ id: reportId })
  const booked = await sqlOf(em)
    .selectFrom('entry')
    .select('id')
    .where('kind', '=', 'revenueConverted')
    .where('factId', '=', reportId)
    .executeTakeFirst()
  if (booked !== undefined) throw refuseRate.REPORT_CHANGED({ id: reportId })
  return row
}
