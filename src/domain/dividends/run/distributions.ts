import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import type { Recipient } from '../../offerings/terms/contract-terms.ts'

export type DistributionRow = {
  id: string
  projectId: string
  number: number
  contractId: string
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

/** The distributions of a project, oldest first. */
export function distributionsOfProject(em: EntityManager, projectId: string): Promise<DistributionRow[]> {
  return rows(all(em).where('projectId', '=', projectId).orderBy('number'))
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
  amount: bigint
  carry: bigint
  posted: boolean
}

/** What each recipient got in a distribution, in the order in which the contract names them. */
export function recipientsOf(em: EntityManager, distributionId: string): Promise<RecipientRow[]> {
  return sqlOf(em)
    .selectFrom('distributionRecipient')
    .select(['distributionId', 'recipient', 'exact', 'amount', 'carry', 'posted'])
    .where('distributionId', '=', distributionId)
    .orderBy('position')
    .execute() as Promise<RecipientRow[]>
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
  net: bigint
  carry: bigint
  currency: Currency
}

export type DividendFilter = { distributionId?: string; holderIds?: readonly string[] }

/** Lines of a distribution or of holders, in the order of distribution, class and holder. */
export function dividendsQuery(em: EntityManager, { distributionId, holderIds }: DividendFilter) {
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
      'net',
      'carry',
      'project.currency',
    ])
  if (distributionId !== undefined) query = query.where('dividend.distributionId', '=', distributionId)
  if (holderIds !== undefined) query = query.where('dividend.holderId', 'in', holderIds)
  return query
}
