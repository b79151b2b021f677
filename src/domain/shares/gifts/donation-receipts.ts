import type { EntityManager } from '@mikro-orm/postgresql'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { Language } from '../../parties/people/party.ts'
import type { ReceiptArticle } from './receipt-articles.ts'

/** A receipt for what a party gave to a project in a year. Minor units of the euro. */
export type DonationReceiptRow = {
  id: string
  holderId: string
  projectId: string
  year: number
  version: number
  replacesId: string | null
  replacedById: string | null
  number: string
  amount: bigint
  articles: readonly ReceiptArticle[]
  language: Language
  sha256: string
  figuresSha256: string
  bytes: number
  datedAt: Date
  issuedAt: Date
}

/** The receipts with these ids, those that exist. */
export function donationReceipts(em: EntityManager, ids: readonly string[]): Promise<DonationReceiptRow[]> {
  return all(em).where('paper.id', 'in', ids).execute()
}

/** A page of the receipts of who gave, in all versions, by id. */
export function donationReceiptsPage(
  em: EntityManager,
  { holderId }: { holderId: string },
  slice: Slice,
): Promise<DonationReceiptRow[]> {
  const { within, order, limit } = keyset(['paper.id'], slice)
  return all(em).where('paper.holderId', '=', holderId).where(within).orderBy(order).limit(limit).execute()
}

/** The latest versions of a year of these donors. */
export function latestReceipts(
  em: EntityManager,
  holderIds: readonly string[],
  year: number,
): Promise<DonationReceiptRow[]> {
  return all(em)
    .where('paper.holderId', 'in', holderIds)
    .where('paper.year', '=', year)
    .where('later.id', 'is', null)
    .execute()
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('donationReceipt as paper')
    .leftJoin('donationReceipt as later', 'later.replacesId', 'paper.id')
    .select([
      'paper.id',
      'paper.holderId',
      'paper.projectId',
      'paper.year',
      'paper.version',
      'paper.replacesId',
      'later.id as replacedById',
      'paper.number',
      'paper.amount',
      'paper.articles',
      'paper.language',
      'paper.sha256',
      'paper.figuresSha256',
      'paper.bytes',
      'paper.datedAt',
      'paper.issuedAt',
    ])
}
