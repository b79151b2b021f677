import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import type { Language } from '../../parties/people/party.ts'
import type { ReceiptArticle } from './receipt-articles.ts'
import type { SettledGift } from './settled-gifts.ts'

/** A receipt that was rendered and kept, with the gifts it is for. */
export type NewDonationReceipt = {
  holderId: string
  projectId: string
  year: number
  version: number
  replacesId: string | null
  number: string
  language: Language
  profileVersion: number
  sha256: string
  figuresSha256: string
  bytes: number
  datedAt: Date
  articles: readonly ReceiptArticle[]
  gifts: readonly Pick<SettledGift, 'subscriptionId' | 'givenOn' | 'form' | 'amount'>[]
}

/** Records receipts as issued. One per donor, project, year and version: one that is there already stays. */
export async function issueDonationReceipts(
  em: EntityManager,
  papers: readonly NewDonationReceipt[],
  now: Date,
): Promise<{ donationReceiptIds: string[] }> {
  const rows = papers.map(({ gifts, articles, ...paper }) => ({
    paper: {
      ...{
        id: newId(),
        ...paper,
        issuedAt: now,
        articles: sql<typeof articles>`${JSON.stringify(articles)}::jsonb`,
      },
      amount: gifts.reduce((sum, gift) => sum + gift.amount, 0n),
    },
    gifts,
  }))
  const written = await sqlOf(em)
    .insertInto('donationReceipt')
    .values(rows.map(row => row.paper))
    // Whichever unique name two jobs meet at first: it is the same receipt.
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .execute()
  const ids = new Set(written.map(row => row.id))
  const gifts = rows
    .filter(row => ids.has(row.paper.id))
    .flatMap(({ paper, gifts: own }) =>
      own.map(({ subscriptionId, givenOn, form, amount }) => {
        return { receiptId: paper.id, subscriptionId, givenOn, form, amount }
      }),
    )
  if (gifts.length > 0) await sqlOf(em).insertInto('receiptGift').values(gifts).execute()
  return { donationReceiptIds: [...ids] }
}
