import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { book } from '../../ledger/book.ts'
import { lockAccount } from '../../ledger/lock-account.ts'
import type { Currency } from '../../money/currency.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import { revenueAccount } from '../revenue/revenue-account.ts'

type Project = { id: string; currency: Currency }

/**
 * Books the conversions of a project's reports whose money has arrived, the first approved first: revenue in the
 * reported currency becomes revenue in the project's, by way of `exchange`. What has not arrived is not there to be
 * changed, and the rest waits behind it. Booked once: a second call finds nothing left.
 */
export async function bookConversions(em: EntityManager, project: Project, now: Date): Promise<void> {
  for (const { reportId, from, reportedNet, net } of await waiting(em, project)) {
    const foreign = revenueAccount({ id: project.id, currency: from })
    if ((await lockAccount(em, foreign)) < reportedNet) return
    const bookedOn = dayOf(now, PLATFORM_ZONE)
    await book(em, { kind: 'revenueConverted', factId: reportId, bookedOn }, [
      { account: foreign, amount: reportedNet },
      { account: { kind: 'exchange', currency: from }, amount: -reportedNet },
      { account: { kind: 'exchange', currency: project.currency }, amount: net },
      { account: revenueAccount(project), amount: -net },
    ])
  }
}

async function waiting(em: EntityManager, { id }: Project) {
  return sqlOf(em)
    .selectFrom('reportConversion')
    .innerJoin('revenueReport', 'revenueReport.id', 'reportConversion.reportId')
    .innerJoin('reportApproval', 'reportApproval.reportId', 'reportConversion.reportId')
    .leftJoin('entry', join =>
      join.onRef('entry.factId', '=', 'reportConversion.reportId').on('entry.kind', '=', 'revenueConverted'),
    )
    .select(['reportConversion.reportId', 'revenueReport.currency as from', 'reportedNet', 'net'])
    .where('revenueReport.projectId', '=', id)
    .where('entry.id', 'is', null)
    .where(({ eb, or }) => or([eb('reportedNet', '<>', 0n), eb('net', '<>', 0n)]))
    .orderBy('approvedAt')
    .orderBy('reportConversion.reportId')
    .execute()
}
