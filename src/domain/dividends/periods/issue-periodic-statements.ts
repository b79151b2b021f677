import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import type { Language } from '../../parties/people/party.ts'

/** A paper that was rendered and kept, with what it says of each account. Minor units, as the holder sees them. */
export type NewPeriodicStatement = {
  periodId: string
  holderId: string
  version: number
  replacesId: string | null
  number: string
  language: Language
  profileVersion: number
  sha256: string
  figuresSha256: string
  bytes: number
  datedAt: Date
  balances: readonly { currency: string; opening: bigint; closing: bigint }[]
}

/** Records papers as issued. One per holder, period and version: one that is there already stays. */
export async function issuePeriodicStatements(
  em: EntityManager,
  papers: readonly NewPeriodicStatement[],
  now: Date,
): Promise<{ periodicStatementIds: string[] }> {
  const rows = papers.map(({ balances, ...paper }) => ({ id: newId(), ...paper, issuedAt: now }))
  const written = await sqlOf(em)
    .insertInto('periodicStatement')
    .values(rows)
    // Whichever unique name two jobs meet at first: it is the same paper.
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .execute()
  const ids = new Set(written.map(row => row.id))
  const balances = rows.flatMap(({ id: statementId }, index) =>
    ids.has(statementId) ? (papers[index]?.balances ?? []).map(balance => ({ statementId, ...balance })) : [],
  )
  if (balances.length > 0) await sqlOf(em).insertInto('periodicBalance').values(balances).execute()
  return { periodicStatementIds: [...ids] }
}
