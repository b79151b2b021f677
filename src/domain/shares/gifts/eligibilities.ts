import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { ReceiptArticle } from './receipt-articles.ts'

/** A declaration that gifts to a party reduce taxes; of one article the latest counts. */
export type EligibilityRow = {
  partyId: string
  article: ReceiptArticle
  version: number
  purpose: string
  reason: string
  source: string
  fromDay: string
  untilDay: string | null
  declaredAt: Date
}

/** What was declared of these parties, the latest first. */
export function giftEligibilities(em: EntityManager, partyIds: readonly string[]): Promise<EligibilityRow[]> {
  return sqlOf(em)
    .selectFrom('giftEligibility')
    .select([
      'partyId',
      'article',
      'version',
      'purpose',
      'reason',
      'source',
      'fromDay',
      'untilDay',
      'declaredAt',
    ])
    .where('partyId', 'in', partyIds)
    .orderBy('declaredAt', 'desc')
    .orderBy('version', 'desc')
    .orderBy('article')
    .execute()
}
