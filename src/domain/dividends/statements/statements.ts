import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import { NOTHING } from '../../ids.ts'
import type { Language } from '../../parties/people/party.ts'

/** A paper that was issued. */
export type StatementRow = {
  id: string
  distributionId: string
  holderId: string
  number: string
  language: Language
  sha256: string
  figuresSha256: string | null
  bytes: number
  issuedAt: Date
}

/** The papers with these ids, those that exist. */
export function statements(em: EntityManager, ids: readonly string[]): Promise<StatementRow[]> {
  return all(em).where('id', 'in', ids).execute()
}

/** The papers of lines ("distribution:holder"), those that were issued. */
export function statementsOfLines(em: EntityManager, lines: readonly string[]): Promise<StatementRow[]> {
  const parts = lines.map(line => line.split(':'))
  const [runs, holders] = [0, 1].map(index => parts.map(part => part[index] ?? ''))
  const wanted = sql<boolean>`(distribution_id, holder_id) in (
    select * from unnest(${runs}::uuid[], ${holders}::uuid[]))`
  return all(em).where(wanted).execute()
}

/** A page of the papers of a holder, or of those about a distribution, by id. */
export function statementsPage(
  em: EntityManager,
  filter: { holderId: string } | { distributionId: string },
  slice: Slice,
): Promise<StatementRow[]> {
  const { within, order, limit } = keyset(['statement.id'], slice)
  const query = all(em).where(within).orderBy(order).limit(limit)
  const found =
    'holderId' in filter
      ? query.where('holderId', '=', filter.holderId)
      : query.where('distributionId', '=', filter.distributionId)
  return found.execute()
}

/** The distributions some of whose papers may be missing, oldest first. About one that was taken back none are issued. */
export async function distributionsToState(em: EntityManager): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from distribution
     where not exists (select from statement_completion where distribution_id = distribution.id)
       and not exists (select from run_reversal where distribution_id = distribution.id)
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

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('statement')
    .select([
      'id',
      'distributionId',
      'holderId',
      'number',
      'language',
      'sha256',
      'figuresSha256',
      'bytes',
      'issuedAt',
    ])
}
