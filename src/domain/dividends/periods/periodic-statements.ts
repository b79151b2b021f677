import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { Language } from '../../parties/people/party.ts'

/** A paper on a period. `from` and `to`: its first and last day, both included. */
export type PeriodicStatementRow = {
  id: string
  periodId: string
  period: string
  from: string
  to: string
  holderId: string
  version: number
  replacesId: string | null
  replacedById: string | null
  number: string
  language: Language
  sha256: string
  figuresSha256: string
  bytes: number
  datedAt: Date
  issuedAt: Date
}

/** The papers with these ids, those that exist. */
export function periodicStatements(
  em: EntityManager,
  ids: readonly string[],
): Promise<PeriodicStatementRow[]> {
  return all(em).where('paper.id', 'in', ids).execute()
}

/** A page of the papers of a holder, or of those on a period, by id. */
export function periodicStatementsPage(
  em: EntityManager,
  filter: { holderId: string } | { periodId: string },
  slice: Slice,
): Promise<PeriodicStatementRow[]> {
  const { within, order, limit } = keyset(['paper.id'], slice)
  const query = all(em).where(within).orderBy(order).limit(limit)
  const found =
    'holderId' in filter
      ? query.where('paper.holderId', '=', filter.holderId)
      : query.where('paper.periodId', '=', filter.periodId)
  return found.execute()
}

/** The latest version of each holder's paper on a period, so many after an id, in the order of ids. */
export function latestPapers(
  em: EntityManager,
  periodId: string,
  { after, limit }: { after: string; limit: number },
): Promise<PeriodicStatementRow[]> {
  return all(em)
    .where('paper.periodId', '=', periodId)
    .where('paper.id', '>', after)
    .where('later.id', 'is', null)
    .orderBy('paper.id')
    .limit(limit)
    .execute()
}

/** A paper for which a corrected version was asked, and when. */
export type ToCorrect = PeriodicStatementRow & { requestedAt: Date }

/** The papers whose corrected versions are missing, so many after an id, in the order of ids. */
export function papersToCorrect(
  em: EntityManager,
  { after, limit }: { after: string; limit: number },
): Promise<ToCorrect[]> {
  return all(em)
    .innerJoin('statementCorrection', 'statementId', 'paper.id')
    .select('requestedAt')
    .where('paper.id', '>', after)
    .where('later.id', 'is', null)
    .orderBy('paper.id')
    .limit(limit)
    .execute()
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('periodicStatement as paper')
    .innerJoin('statementPeriod', 'statementPeriod.id', 'paper.periodId')
    .leftJoin('periodicStatement as later', 'later.replacesId', 'paper.id')
    .select([
      'paper.id',
      'paper.periodId',
      'statementPeriod.name as period',
      'paper.holderId',
      'paper.version',
      'paper.replacesId',
      'later.id as replacedById',
      'paper.number',
      'paper.language',
      'paper.sha256',
      'paper.figuresSha256',
      'paper.bytes',
      'paper.datedAt',
      'paper.issuedAt',
    ])
    .select([sql<string>`first_day::text`.as('from'), sql<string>`last_day::text`.as('to')])
}
