import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { contractById } from '../../offerings/contracts.ts'
import type { Recipient } from '../../offerings/terms/contract-terms.ts'
import { revenueOf } from '../conversion/counted-lines.ts'
import { reportsOfDistribution } from '../revenue/reports.ts'
import type { ClassFacts } from '../tiers/progress.ts'
import type { PastRun, StandingRun } from './replay.ts'

/** The runs of a project, by id. */
export async function runsOf(em: EntityManager, projectId: string): Promise<Map<string, StandingRun>> {
  const rows = await sqlOf(em)
    .selectFrom('distribution')
    .select(['id', 'number', 'previousId'])
    .where('projectId', '=', projectId)
    .execute()
  return new Map(rows.map(row => [row.id, row]))
}

/** A run as it was made: its reports, its contract, and what its tiers knew. */
export async function pastRun(em: EntityManager, id: string): Promise<PastRun> {
  const { contractId, recordDate } = await sqlOf(em)
    .selectFrom('distribution')
    .select(['contractId', 'recordDate'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const { terms } = await contractById(em, contractId)
  const reports = await reportsOfDistribution(em, id)
  const revenue = reports.length === 0 ? [] : await revenueOf(em, reports)
  return { id, revenue, terms, classes: await factsIn(em, id), asOf: recordDate, paid: await paidIn(em, id) }
}

async function factsIn(em: EntityManager, distributionId: string): Promise<Map<Recipient, ClassFacts>> {
  const rows = await sqlOf(em)
    .selectFrom('distributionPool')
    .innerJoin('shareClass', 'shareClass.id', 'distributionPool.classId')
    .select(['code', 'shares', 'sold', 'raised', 'room'])
    .where('distributionId', '=', distributionId)
    .execute()
  return new Map(
    rows.map(({ code, shares, sold, raised, room }) => [
      `class:${code}`,
      { sold, all: BigInt(shares), raised, room },
    ]),
  )
}

async function paidIn(em: EntityManager, distributionId: string): Promise<Map<Recipient, bigint>> {
  const rows = await sqlOf(em)
    .selectFrom('distributionRecipient')
    .select(['recipient', 'amount'])
    .where('distributionId', '=', distributionId)
    .execute()
  return new Map(rows.map(row => [row.recipient as Recipient, row.amount]))
}
