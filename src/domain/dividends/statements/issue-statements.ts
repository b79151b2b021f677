import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import type { Language } from '../../parties/people/party.ts'

/** A paper that was rendered and kept. */
export type NewStatement = {
  distributionId: string
  holderId: string
  number: string
  language: Language
  profileVersion: number
  sha256: string
  figuresSha256: string | null
  bytes: number
}

/** Records papers as issued. One per holder and distribution: one that is there already stays. */
export async function issueStatements(
  em: EntityManager,
  statements: readonly NewStatement[],
  now: Date,
): Promise<{ statementIds: string[] }> {
  const written = await sqlOf(em)
    .insertInto('statement')
    .values(statements.map(statement => ({ id: newId(), ...statement, issuedAt: now })))
    // Whichever unique name two jobs meet at first: it is the same paper.
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .execute()
  return { statementIds: written.map(row => row.id) }
}
