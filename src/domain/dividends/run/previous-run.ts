import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'

/** What a run hands on to the next one. Carries and residues in 10^-18 minor units. */
export type PreviousRun = {
  id: string | null
  number: number
  residue: bigint
  /** Carry by recipient. */
  recipients: Map<string, bigint>
  /** Residue and carries by holder of each class's pool. */
  pools: Map<string, { residue: bigint; carries: Map<string, bigint> }>
}

/** The latest run of a project: where the next one starts from. */
export async function previousRun(em: EntityManager, projectId: string): Promise<PreviousRun> {
  const run = await sqlOf(em)
    .selectFrom('distribution')
    .select(['id', 'number', 'residue'])
    .where('projectId', '=', projectId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (run === undefined) return { id: null, number: 0, residue: 0n, recipients: new Map(), pools: new Map() }
  const recipients = await sqlOf(em)
    .selectFrom('distributionRecipient')
    .select(['recipient', 'carry'])
    .where('distributionId', '=', run.id)
    .execute()
  return {
    id: run.id,
    number: run.number,
    residue: BigInt(run.residue),
    recipients: new Map(recipients.map(row => [row.recipient, row.carry])),
    pools: await poolsOf(em, run.id),
  }
}

async function poolsOf(em: EntityManager, distributionId: string): Promise<PreviousRun['pools']> {
  const pools = await sqlOf(em)
    .selectFrom('distributionPool')
    .select(['classId', 'residue'])
    .where('distributionId', '=', distributionId)
    .execute()
  const lines = await sqlOf(em)
    .selectFrom('dividend')
    .select(['classId', 'holderId', 'carry'])
    .where('distributionId', '=', distributionId)
    .execute()
  const carries = Map.groupBy(lines, line => line.classId)
  return new Map(
    pools.map(({ classId, residue }) => {
      const own = (carries.get(classId) ?? []).map(line => [line.holderId, line.carry] as const)
      return [classId, { residue: BigInt(residue), carries: new Map(own) }]
    }),
  )
}
