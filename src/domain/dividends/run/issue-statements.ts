import { createHash } from 'node:crypto'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import { NOTHING, newId } from '../../ids.ts'
import type { Language } from '../../parties/people/party.ts'

/** A paper that was rendered and kept. */
export type NewStatement = {
  distributionId: string
  holderId: string
  number: string
  language: Language
  profileVersion: number
  sha256: string
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
    .onConflict(conflict => conflict.columns(['distributionId', 'holderId']).doNothing())
    .returning('id')
    .execute()
  return { statementIds: written.map(row => row.id) }
}

/**
 * Notes that every holder of a distribution has his paper, so that its lines are not read again at every tick. While
 * one is missing it notes nothing.
 */
export async function completeStatements(
  em: EntityManager,
  input: { distributionId: string },
  now: Date,
): Promise<{ distributionId: string }> {
  const { distributionId } = input
  const missing = await missingStatements(em, distributionId, { after: BEFORE_ALL, limit: 1 })
  if (missing.length === 0) {
    await sqlOf(em)
      .insertInto('statementCompletion')
      .values({ distributionId, completedAt: now })
      .onConflict(conflict => conflict.doNothing())
      .execute()
  }
  return { distributionId }
}

/** The distributions some of whose papers may be missing, oldest first. */
export async function distributionsToState(em: EntityManager): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from distribution
     where not exists (select from statement_completion where distribution_id = distribution.id)
     order by id`.execute(sqlOf(em))
  return rows.map(row => row.id)
}

/** The place of a line in its distribution. */
export type LinePlace = { classId: string; holderId: string }

/** Stands before the first line of any distribution. */
export const BEFORE_ALL: LinePlace = { classId: NOTHING, holderId: NOTHING }

/**
 * The next lines of a distribution after one of them, by class and holder, whose holder has no paper about it. It
 * reads on along the key of the lines: going through a distribution reads each line once.
 */
export async function missingStatements(
  em: EntityManager,
  distributionId: string,
  { after, limit }: { after: LinePlace; limit: number },
): Promise<LinePlace[]> {
  const { rows } = await sql<LinePlace>`
    select class_id, holder_id from dividend as line
     where distribution_id = ${distributionId}
       and (class_id, holder_id) > (${after.classId}::uuid, ${after.holderId}::uuid)
       and not exists (select from statement
                        where statement.distribution_id = line.distribution_id
                          and statement.holder_id = line.holder_id)
     order by class_id, holder_id limit ${limit}`.execute(sqlOf(em))
  return rows
}

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The number of a holder's paper about a distribution: always the same for the two, and no hint to any other.
 * 60 bits, in the letters of Crockford's base 32.
 */
export function statementNumber(distributionId: string, holderId: string): string {
  const digest = createHash('sha256').update(`${distributionId}:${holderId}`).digest()
  const letters = Array.from(digest.subarray(0, 12), byte => LETTERS[byte % 32]).join('')
  return `S-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`
}
