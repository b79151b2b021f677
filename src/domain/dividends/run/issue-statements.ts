import { createHash } from 'node:crypto'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
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

/** Holders of a distribution who have no paper about it yet, oldest distribution first. */
export async function missingStatements(
  em: EntityManager,
  limit: number,
): Promise<{ distributionId: string; holderIds: string[] } | null> {
  const { rows } = await sql<{ distributionId: string; holderId: string }>`
    with waiting as (
      select distribution.id from distribution
       where (select count(distinct holder_id) from dividend where distribution_id = distribution.id)
           > (select count(*) from statement where distribution_id = distribution.id)
       order by distribution.id limit 1
    )
    select distinct distribution_id as "distributionId", holder_id as "holderId"
      from dividend join waiting on waiting.id = distribution_id
     where not exists (select from statement
                        where statement.distribution_id = dividend.distribution_id
                          and statement.holder_id = dividend.holder_id)
     order by 2 limit ${limit}`.execute(sqlOf(em))
  const [first] = rows
  return first ? { distributionId: first.distributionId, holderIds: rows.map(row => row.holderId) } : null
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
