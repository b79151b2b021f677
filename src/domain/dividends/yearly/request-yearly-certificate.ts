import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { refuse } from './refusals.ts'
import { yearAmounts } from './year-amounts.ts'
import { yearOver } from './year-over.ts'
import { latestCertificates } from './yearly-certificates.ts'

/**
 * A holder asks for his paper on a year that is over: the job issues it, whether the books of the year are closed or not, and
 * anew when its figures change. Where there is one, or it was asked for, nothing changes.
 * Refuses CERTIFICATE_YEAR_NOT_OVER, CERTIFICATE_EMPTY.
 */
export async function requestYearlyCertificate(
  em: EntityManager,
  { holderId, year }: { holderId: string; year: number },
  now: Date,
): Promise<{ partyId: string; year: string }> {
  // No money of any project is older, and a later year is not over for long.
  if (year < 1900 || year > 9_000) throw refuse.CERTIFICATE_EMPTY({ year })
  const over = yearOver(year)
  if (now < over) throw refuse.CERTIFICATE_YEAR_NOT_OVER({ year, over: over.toISOString() })
  const [issued] = await latestCertificates(em, [holderId], year)
  if (issued === undefined && (await yearAmounts(em, [holderId], year)).length === 0)
    throw refuse.CERTIFICATE_EMPTY({ year })
  await sqlOf(em)
    .insertInto('certificateRequest')
    .values({ holderId, year, requestedAt: now })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return { partyId: holderId, year: `${year}` }
}
