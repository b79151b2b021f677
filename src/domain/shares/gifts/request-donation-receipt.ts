import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { PLATFORM_ZONE, startOfDay } from '../../time/calendar.ts'
import { latestReceipts } from './donation-receipts.ts'
import { refuse } from './refusals.ts'
import { settledGifts } from './settled-gifts.ts'

type Asked = { holderId: string; projectId: string; year: number }

/**
 * Who gave asks for his receipt on a year that is over: the job issues it, whether the books of the year are closed or not, and
 * anew when what he gave changes. Where there is one, or it was asked for, nothing changes.
 * Refuses GIFT_YEAR_NOT_OVER, GIFT_NONE, ISSUER_NOT_ELIGIBLE.
 */
export async function requestDonationReceipt(
  em: EntityManager,
  { holderId, projectId, year }: Asked,
  now: Date,
): Promise<{ partyId: string; projectId: string; year: string }> {
  // No gift is older, and a later year is not over for long.
  if (year < 1900 || year > 9_000) throw refuse.GIFT_NONE({ year })
  const over = startOfDay(`${year + 1}-01-01`, PLATFORM_ZONE)
  if (now < over) throw refuse.GIFT_YEAR_NOT_OVER({ year, over: over.toISOString() })
  const issued = await latestReceipts(em, [holderId], year)
  if (!issued.some(receipt => receipt.projectId === projectId))
    await refuseWithoutGift(em, { holderId, projectId, year })
  await sqlOf(em)
    .insertInto('receiptRequest')
    .values({ holderId, projectId, year, requestedAt: now })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return { partyId: holderId, projectId, year: `${year}` }
}

async function refuseWithoutGift(em: EntityManager, { holderId, projectId, year }: Asked): Promise<void> {
  const own = (await settledGifts(em, [holderId], year)).filter(gift => gift.projectId === projectId)
  if (own.length === 0) throw refuse.GIFT_NONE({ year })
  if (own.every(gift => gift.articles.length === 0))
    throw refuse.ISSUER_NOT_ELIGIBLE({ gifts: own.length, year })
}
