import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { keyset, type Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import { type Exact, parseExact } from '../../money/fraction.ts'
import type { Recipient } from '../../offerings/terms/contract-terms.ts'

export type DistributionRow = {
  id: string
  projectId: string
  number: number
  contractId: string
  previousId: string | null
  recordDate: string
  paidOn: string
  amount: bigint
  currency: Currency
  residue: bigint
  distributedAt: Date
}

/** The distributions with these ids, those that exist. */
export function distributions(em: EntityManager, ids: readonly string[]): Promise<DistributionRow[]> {
  return rows(all(em).where('distribution.id', 'in', ids))
}

/** A page of the distributions of a project, by id: all, or those in which one of these holders has a line. */
export function distributionsPage(
  em: EntityManager,
  filter: { projectId: string; holderIds: readonly string[] | null },
  slice: Slice,
): Promise<DistributionRow[]> {
  const { within, order, limit } = keyset(['distribution.id'], slice)
  const { projectId, holderIds } = filter
  const shared = sql<boolean>`(${holderIds}::uuid[] is null or exists (
    select from dividend where distribution_id = distribution.id and holder_id = any(${holderIds})))`
  return rows(
    all(em).where('projectId', '=', projectId).where(shared).where(within).orderBy(order).limit(limit),
  )
}

async function rows(query: ReturnType<typeof all>): Promise<DistributionRow[]> {
  const found = await query.execute()
  return found.map(row => ({ ...row, currency: row.currency as Currency, residue: BigInt(row.residue) }))
}

function all(em: EntityManager) {
  return sqlOf(em)
    .selectFrom('distribution')
    .innerJoin('project', 'project.id', 'distribution.projectId')
    .select([
      'distribution.id',
      'projectId',
      'number',
      'contractId',
      'previousId',
      'recordDate',
      'paidOn',
      'amount',
      'currency',
      'residue',
      'distributedAt',
    ])
}

export type RecipientRow = {
  distributionId: string
  recipient: Recipient
  exact: string
  /** What adjustments of earlier runs added to it. */
  adjusted: string
  amount: bigint
  carry: bigint
  posted: boolean
}

/** What each recipient got in a distribution, in the order in which the contract names them. */
export function recipientsOf(em: EntityManager, distributionId: string): Promise<RecipientRow[]> {
  return sqlOf(em)
    .selectFrom('distributionRecipient')
    .select(['distributionId', 'recipient', 'exact', 'adjusted', 'amount', 'carry', 'posted'])
    .where('distributionId', '=', distributionId)
    .orderBy('position')
    .execute() as Promise<RecipientRow[]>
}

export type TierRow = { name: string; prior: Exact; taken: Exact; owed: Exact; target: Exact | null }

/** What each tier did in a distribution, in the contract's order; exact minor units. */
export async function tiersOf(em: EntityManager, distributionId: string): Promise<TierRow[]> {
  const found = await sqlOf(em)
    .selectFrom('distributionTier')
    .select(['name', 'prior', 'taken', 'owed', 'target'])
    .where('distributionId', '=', distributionId)
    .orderBy('position')
    .execute()
  return found.map(({ name, prior, taken, owed, target }) => ({
    name,
    prior: parseExact(prior),
    taken: parseExact(taken),
    owed: parseExact(owed),
    target: target === null ? null : parseExact(target),
  }))
}

export type PoolRow = {
  distributionId: string
  classId: string
  amount: bigint
  weight: bigint
  holders: number
  residue: bigint
}

/** The pools of a distribution, one per class. */
export async function poolsOf(em: EntityManager, distributionId: string): Promise<PoolRow[]> {
  const found = await sqlOf(em)
    .selectFrom('distributionPool')
    .select(['distributionId', 'classId', 'amount', 'weight', 'holders', 'residue'])
    .where('distributionId', '=', distributionId)
    .orderBy('classId')
    .execute()
  return found.map(row => ({ ...row, residue: BigInt(row.residue) }))
}

/** A holder's line. Amounts in minor units, carries in 10^-18 of them. */
export type DividendRow = {
  distributionId: string
  classId: string
  holderId: string
  weight: bigint
  gross: bigint
  /** The part of gross that returns what was paid in. */
  capital: bigint
  /** Its place among the standings of the run; null where the contract withholds nothing. */
  standing: number | null
  /** By position of the rule; null where none is withheld: by the contract, or because the line is held. */
  levies: bigint[] | null
  net: bigint
  carry: bigint
  currency: Currency
}

/** Which lines: of a distribution, of holders, or of both. */
export type DividendFilter = { distributionIds?: readonly string[]; holderIds?: readonly string[] }

/** All lines of holders or distributions. */
export function dividends(em: EntityManager, filter: DividendFilter): Promise<DividendRow[]> {
  return lines(em, filter).execute() as Promise<DividendRow[]>
}

/** A page of lines by distribution, class and holder. */
export function dividendsPage(
  em: EntityManager,
  filter: DividendFilter,
  slice: Slice,
): Promise<DividendRow[]> {
  const columns = ['dividend.distribution_id', 'dividend.class_id', 'dividend.holder_id']
  const { within, order, limit } = keyset(columns, slice)
  return lines(em, filter).where(within).orderBy(order).limit(limit).execute() as Promise<DividendRow[]>
}

/** The lines with these keys ("distribution:class:holder"), those that exist. */
export function dividendsByKey(em: EntityManager, keys: readonly string[]): Promise<DividendRow[]> {
  const parts = keys.map(key => key.split(':'))
  const [runs, classes, holders] = [0, 1, 2].map(index => parts.map(part => part[index] ?? ''))
  return lines(em, {})
    .where(
      sql<boolean>`(dividend.distribution_id, dividend.class_id, dividend.holder_id) in (
        select * from unnest(${runs}::uuid[], ${classes}::uuid[], ${holders}::uuid[]))`,
    )
    .execute() as Promise<DividendRow[]>
}

function lines(em: EntityManager, { distributionIds, holderIds }: DividendFilter) {
  let query = sqlOf(em)
    .selectFrom('dividend')
    .innerJoin('distribution', 'distribution.id', 'dividend.distributionId')
    .innerJoin('project', 'project.id', 'distribution.projectId')
    .select([
      'dividend.distributionId',
      'dividend.classId',
      'dividend.holderId',
      'weight',
      'gross',
      'capital',
      'standing',
      'levies',
      'net',
      'carry',
      'project.currency',
    ])
  if (distributionIds !== undefined) query = query.where('dividend.distributionId', 'in', distributionIds)
  if (holderIds !== undefined) query = query.where('dividend.holderId', 'in', holderIds)
  return query
}
