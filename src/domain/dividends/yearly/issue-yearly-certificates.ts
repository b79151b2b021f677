import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import type { Language } from '../../parties/people/party.ts'
import type { ToldAmount } from './told-amount.ts'

/** A paper that was rendered and kept, with what it says. */
export type NewYearlyCertificate = {
  holderId: string
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
  amounts: readonly ToldAmount[]
}

/** Records papers as issued. One per holder, year and version: one that is there already stays. */
export async function issueYearlyCertificates(
  em: EntityManager,
  papers: readonly NewYearlyCertificate[],
  now: Date,
): Promise<{ yearlyCertificateIds: string[] }> {
  const rows = papers.map(({ amounts, ...paper }) => ({
    paper: { id: newId(), ...paper, issuedAt: now },
    amounts,
  }))
  const written = await sqlOf(em)
    .insertInto('yearlyCertificate')
    .values(rows.map(row => row.paper))
    // Whichever unique name two jobs meet at first: it is the same paper.
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .execute()
  const ids = new Set(written.map(row => row.id))
  const told = rows.filter(row => ids.has(row.paper.id))
  const placed = told.flatMap(({ paper, amounts }) =>
    amounts.map((amount, position) => ({ certificateId: paper.id, position, ...amount })),
  )
  const amounts = placed.map(({ levies, ...amount }) => amount)
  const levies = placed.flatMap(({ certificateId, position, levies }) =>
    levies.map(levy => ({ certificateId, position, ...levy })),
  )
  if (amounts.length > 0) await sqlOf(em).insertInto('yearlyAmount').values(amounts).execute()
  if (levies.length > 0) await sqlOf(em).insertInto('yearlyLevy').values(levies).execute()
  return { yearlyCertificateIds: [...ids] }
}
