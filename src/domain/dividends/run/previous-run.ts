import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { type Exact, parseExact } from '../../money/fraction.ts'
import type { Recipient } from '../../offerings/terms/contract-terms.ts'
import type { TierState } from '../tiers/progress.ts'
import { NO_RUN_YET, type RunState } from './decide-run.ts'

/** The latest run of a project and what it hands on; the carries of its holders are read with their holdings. */
export type PreviousRun = { id: string | null; number: number; state: RunState }

/** The latest run of a project: where the next one starts from. */
export async function previousRun(em: EntityManager, projectId: string): Promise<PreviousRun> {
  const run = await sqlOf(em)
    .selectFrom('distribution')
    .select(['id', 'number', 'residue'])
    .where('projectId', '=', projectId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (run === undefined) return { id: null, number: 0, state: NO_RUN_YET }
  return { id: run.id, number: run.number, state: await stateAfter(em, run) }
}

/** What a run handed on to the one after it; null: there was none. */
export async function stateAfterRun(em: EntityManager, id: string | null): Promise<RunState> {
  if (id === null) return NO_RUN_YET
  const run = await sqlOf(em)
    .selectFrom('distribution')
    .select(['id', 'residue'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return stateAfter(em, run)
}

async function stateAfter(em: EntityManager, run: { id: string; residue: string }): Promise<RunState> {
  const recipients = await recipientsOf(em, run.id)
  return {
    residue: BigInt(run.residue),
    recipients: new Map(recipients.map(row => [row.recipient, row.carry])),
    residues: await residuesOf(em, run.id),
    tiers: {
      tiers: await tiersOf(em, run.id),
      received: new Map(recipients.map(row => [row.recipient, parseExact(row.received)])),
    },
  }
}

function recipientsOf(em: EntityManager, distributionId: string) {
  return sqlOf(em)
    .selectFrom('distributionRecipient')
    .select(['recipient', 'carry', 'received'])
    .where('distributionId', '=', distributionId)
    .execute() as Promise<{ recipient: Recipient; carry: bigint; received: string }[]>
}

async function residuesOf(em: EntityManager, distributionId: string): Promise<Map<string, bigint>> {
  const pools = await sqlOf(em)
    .selectFrom('distributionPool')
    .select(['classId', 'residue'])
    .where('distributionId', '=', distributionId)
    .execute()
  return new Map(pools.map(({ classId, residue }) => [classId, BigInt(residue)]))
}

async function tiersOf(em: EntityManager, distributionId: string): Promise<Map<string, TierState>> {
  const rows = await sqlOf(em)
    .selectFrom('distributionTier')
    .select(['name', 'prior', 'taken', 'owed', 'accrued', 'bearing', 'accruedTo'])
    .where('distributionId', '=', distributionId)
    .execute()
  return new Map(rows.map(row => [row.name, stateOf(row)]))
}

type TierRow = Record<'prior' | 'taken' | 'owed', string> &
  Record<'accrued' | 'bearing' | 'accruedTo', string | null>

function stateOf({ prior, taken, owed, accrued, bearing, accruedTo }: TierRow): TierState {
  const interest = accrued !== null && bearing !== null && accruedTo !== null
  return {
    taken: sumOf(prior, taken),
    owed: parseExact(owed),
    accrual: interest
      ? { accrued: parseExact(accrued), bearing: parseExact(bearing), asOf: accruedTo }
      : null,
  }
}

const sumOf = (a: string, b: string): Exact => parseExact(a).add(parseExact(b))
