import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { Language } from '../../parties/people/party.ts'

/** A paper that was issued. */
export type StatementRow = {
  id: string
  distributionId: string
  holderId: string
  number: string
  language: Language
  sha256: string
  bytes: number
  issuedAt: Date
}

/** The papers with these ids, those that exist. */
export function statements(em: EntityManager, ids: readonly string[]): Promise<StatementRow[]> {
  return all(em).where('id', 'in', ids).execute()
}

/** The paper with this number, if one was issued. */
export function statementByNumber(em: EntityManager, number: string): Promise<StatementRow | undefined> {
  return all(em).where('number', '=', number).executeTakeFirst()
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

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('statement')
    .select(['id', 'distributionId', 'holderId', 'number', 'language', 'sha256', 'bytes', 'issuedAt'])
}
