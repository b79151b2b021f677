import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { ReceiptArticle } from './receipt-articles.ts'

/** A declaration that gifts to a party reduce taxes, and when somebody else confirmed it: of one article the latest that was counts. */
export type EligibilityRow = {
  partyId: string
  article: ReceiptArticle
  version: number
  purpose: string
  reason: string
  source: string
  fromDay: string
  untilDay: string | null
  declarerId: string
  declaredAt: Date
  confirmedAt: Date | null
}

/** What was declared of these parties, the latest first. */
export function giftEligibilities(em: EntityManager, partyIds: readonly string[]): Promise<EligibilityRow[]> {
  return sqlOf(em)
    .selectFrom('giftEligibility as declared')
    .leftJoin('giftEligibilityConfirmation as confirmed', join =>
      join
        .onRef('confirmed.partyId', '=', 'declared.partyId')
        .onRef('confirmed.article', '=', 'declared.article')
        .onRef('confirmed.version', '=', 'declared.version'),
    )
    .select(['declared.partyId', 'declared.article', 'declared.version', 'purpose', 'reason', 'source'])
    .select(['fromDay', 'untilDay', 'declarerId', 'declaredAt', 'confirmedAt'])
    .where('declared.partyId', 'in', partyIds)
    .orderBy('declaredAt', 'desc')
    .orderBy('declared.version', 'desc')
    .orderBy('declared.article')
    .execute()
}
