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
  /** Null before the first run. */
  recordDate: string | null
  state: RunState
}

/** The latest run of a project that is not reversed: where the next one starts from. */
export async function previousRun(em: EntityManager, projectId: string): Promise<PreviousRun> {
  const latestNumber = await latestNumberOf(em, projectId)
  const run = await sqlOf(em)
    .selectFrom('distribution')
    .leftJoin('runReversal', 'runReversal.distributionId', 'distribution.id')
    .select(['id', 'number', 'recordDate'])
    .where('projectId', '=', projectId)
    .where('runReversal.distributionId', 'is', null)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (run === undefined) {
    return {
      id: null,
      number: 0,
      recordDate: null,
      latestNumber,
      takenBack: [],
      reserve: 0n,
      state: NO_RUN_YET,
    }
  }
  const takenBack = await linesTakenBackSince(em, projectId, run.number)
  const state = await stateAfter(em, run.id)
  const reserve = [...state.residues.values()].reduce((total, residue) => total + residue / PRECISION, 0n)
  return { ...run, latestNumber, takenBack, reserve, state: knowing(takenBack, state) }
}

/** What a run that was made started from: the run before it, and the lines that had been taken back since. */
export async function startOf(
  em: EntityManager,
  { projectId, number, previousId }: { projectId: string; number: number; previousId: string | null },
): Promise<{ state: RunState; takenBackSince: number | null }> {
  if (previousId === null) return { state: NO_RUN_YET, takenBackSince: null }
  const previous = await sqlOf(em)
    .selectFrom('distribution')
    .select('number')
    .where('id', '=', previousId)
    .executeTakeFirstOrThrow()
  const takenBack = (await linesTakenBackSince(em, projectId, previous.number)).filter(
    line => line.afterNumber < number,
  )
  const state = knowing(takenBack, await stateAfter(em, previousId))
  return { state, takenBackSince: takenBack.length === 0 ? null : previous.number }
}

function knowing(takenBack: readonly LineTakenBack[], state: RunState): RunState {
  return { ...state, residues: withCarriesOf(takenBack, state.residues) }
}

/** What a run hands on; with null: what a first run starts from. */
export async function stateAfter(em: EntityManager, distributionId: string | null): Promise<RunState> {
  if (distributionId === null) return NO_RUN_YET
  const run = await sqlOf(em)
    .selectFrom('distribution')
    .select('residue')
    .where('id', '=', distributionId)
    .executeTakeFirstOrThrow()
  const recipients = await recipientsOf(em, distributionId)
  return {
    residue: BigInt(run.residue),
    recipients: new Map(recipients.map(row => [row.recipient, row.carry])),
    residues: await residuesOf(em, distributionId),
    tiers: {
      tiers: await tiersOf(em, distributionId),
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
