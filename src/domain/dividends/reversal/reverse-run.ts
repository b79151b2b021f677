import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { bookOpposite } from '../../ledger/book-opposite.ts'
import type { DistributionRow } from '../run/distributions.ts'
import { latestNumberOf } from './reversals.ts'

/** A reversal that may be carried out. `bookedOn`: its day in the books, in the platform's zone. */
export type Reversal = {
  requestId: string
  run: DistributionRow
  approverId: string
  reversedAt: Date
  bookedOn: string
}

/** Takes a run back as a whole: all that it booked, recovered and withheld late, by the opposite entry. */
export async function reverseRun(
  em: EntityManager,
  { requestId, run, approverId, reversedAt, bookedOn }: Reversal,
): Promise<void> {
  const afterNumber = await latestNumberOf(em, run.projectId)
  await sqlOf(em)
    .insertInto('runReversal')
    .values({ distributionId: run.id, requestId, afterNumber, approverId, reversedAt })
    .execute()
  await bookOpposite(
    em,
    { kind: 'runReversed', factId: requestId, bookedOn },
    {
      kinds: ['revenueDistributed', 'recovered', 'levyWithheldLate'],
      factIds: [run.id, ...(await releasesOf(em, run.id))],
    },
  )
}

async function releasesOf(em: EntityManager, distributionId: string): Promise<string[]> {
  const rows = await sqlOf(em)
    .selectFrom('levyRelease')
    .select('id')
    .where('distributionId', '=', distributionId)
    .execute()
  return rows.map(row => row.id)
}
