import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { PRECISION } from '../../money/allocate.ts'
import { type Exact, parseExact } from '../../money/fraction.ts'
import type { Recipient } from '../../offerings/terms/contract-terms.ts'
import { type LineTakenBack, latestNumberOf, linesTakenBackSince } from '../reversal/reversals.ts'
import type { TierState } from '../tiers/progress.ts'
import { NO_RUN_YET, type RunState } from './decide-run.ts'

/**
 * The run that the next one starts from, and what it hands on; the carries of its holders are read with their holdings.
 */
export type PreviousRun = {
  id: string | null
  /** 0 before the first run. */
  number: number
  /** The number of the latest run there is, reversed or not. */
  latestNumber: number
  /** The lines that were taken back since that run: in `state` their carries are in the residues of their classes. */
  takenBack: readonly LineTakenBack[]
  /** Whole minor units that the pools keep in reserve. */
  reserve: bigint
  state: RunState
}

/** The latest run of a project that is not reversed: where the next one starts from. */
export async function previousRun(em: EntityManager, projectId: string): Promise<PreviousRun> {
  const run = await sqlOf(em)
    .selectFrom('distribution')
    .leftJoin('runReversal', 'runReversal.distributionId', 'distribution.id')
    .select(['id', 'number', 'residue'])
    .where('projectId', '=', projectId)
    .where('runReversal.distributionId', 'is', null)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const latestNumber = await latestNumberOf(em, projectId)
  if (run === undefined) {
    return { id: null, number: 0, latestNumber, takenBack: [], reserve: 0n, state: NO_RUN_YET }
  }
  const takenBack = await linesTakenBackSince(em, projectId, run.number)
  const residues = await residuesOf(em, run.id)
  const recipients = await recipientsOf(em, run.id)
  return {
    id: run.id,
    number: run.number,
    latestNumber,
    takenBack,
    reserve: [...residues.values()].reduce((total, residue) => total + residue / PRECISION, 0n),
    state: {
      residue: BigInt(run.residue),
      recipients: new Map(recipients.map(row => [row.recipient, row.carry])),
      residues: withCarriesOf(takenBack, residues),
      tiers: {
        tiers: await tiersOf(em, run.id),
        received: new Map(recipients.map(row => [row.recipient, parseExact(row.received)])),
      },
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

/** What a line that was taken back had moved of its holder's carry belongs to nobody until the next run. */
function withCarriesOf(
  takenBack: readonly LineTakenBack[],
  residues: ReadonlyMap<string, bigint>,
): Map<string, bigint> {
  const all = new Map(residues)
  for (const { classId, carryBack } of takenBack) all.set(classId, (all.get(classId) ?? 0n) + carryBack)
  return all
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
