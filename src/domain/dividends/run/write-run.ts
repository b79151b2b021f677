import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../../database/copy.ts'
import {
  bigintLists,
  bigints,
  type CopyPart,
  copyColumns,
  type Field,
  ids,
  nothing,
  sameBigint,
  sameId,
  smallints,
} from '../../../database/copy-columns.ts'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { formatExact, ZERO } from '../../money/fraction.ts'
import type { RunLevies } from '../levies/levy-pools.ts'
import type { Phase, Watch } from '../progress/run-progress.ts'
import { reversedRunsOf } from '../reversal/reversals.ts'
import { bookRun } from './book-run.ts'
import { loadedOf } from './class-facts.ts'
import type { PoolResult } from './decide-run.ts'
import type { RunPlan } from './plan-run.ts'

/** A planned run that has leave. */
export type Run = RunPlan & { approvalId: string | null }

/** Writes a decided run: its facts, the holders' lines by COPY, and one balanced entry. */
export async function writeRun(
  em: EntityManager,
  run: Run,
  now: Date,
  watch: Watch,
): Promise<{ distributionId: string }> {
  const distributionId = newId()
  await writeFacts(em, run, distributionId, now)
  const tell = (phase: Phase) => (done: number, of: number) => watch({ phase, done, of })
  await copyColumns(em, 'dividend', dividendParts(run, distributionId), tell('lines'))
  await bookRun(em, run, distributionId, tell('postings'))
  return { distributionId }
}

async function writeFacts(em: EntityManager, run: Run, distributionId: string, now: Date): Promise<void> {
  const { project, contract, approvalId, reports, recordDate, paidOn, amount, previous, result } = run
  await sqlOf(em)
    .insertInto('distribution')
    .values({
      id: distributionId,
      projectId: project.id,
      number: previous.latestNumber + 1,
      contractId: contract.id,
      approvalId,
      previousId: previous.id,
      recordDate,
      paidOn,
      amount,
      residue: result.residue.toString(),
      distributedAt: now,
    })
    .execute()
  if (reports.length > 0) await takeReports(em, reports, distributionId)
  await writeAdjustments(em, run, distributionId)
  await sqlOf(em).insertInto('distributionRecipient').values(recipientRows(run, distributionId)).execute()
  await sqlOf(em).insertInto('distributionTier').values(tierRows(run, distributionId)).execute()
  await sqlOf(em).insertInto('distributionPool').values(poolRows(run, distributionId)).execute()
  await writeRules(em, run, distributionId)
}

async function takeReports(
  em: EntityManager,
  reports: Run['reports'],
  distributionId: string,
): Promise<void> {
  const ids = reports.map(report => report.id)
  const before = await reversedRunsOf(em, ids)
  const rows = ids.map(reportId => ({ reportId, turn: before.get(reportId) ?? 0, distributionId }))
  await sqlOf(em).insertInto('distributionReport').values(rows).execute()
}

async function writeAdjustments(
  em: EntityManager,
  { adjusting, result }: Run,
  distributionId: string,
): Promise<void> {
  const { adjustments } = adjusting
  if (adjustments.length === 0) return
  const taken = adjustments.map(({ id }) => ({ adjustmentId: id, distributionId }))
  await sqlOf(em).insertInto('distributionAdjustment').values(taken).execute()
  await copyInto(em, 'adjusted_line', ['distribution_id', 'class_id', 'holder_id', 'amount'], lines())

  function* lines() {
    for (const { classId, holders, adjusted } of result.pools) {
      for (const [index, amount] of adjusted) {
        yield [distributionId, classId, holders.ids.at(index) as string, amount] as const
      }
    }
  }
}

async function writeRules(em: EntityManager, { levies }: Run, distributionId: string): Promise<void> {
  const standings = (levies?.rules ?? []).map(({ missing }, standing) => ({
    distributionId,
    standing,
    missing,
  }))
  const rules = (levies?.rules ?? []).flatMap(({ rules }, standing) =>
    rules.map((rule, position) => ({ distributionId, standing, position, ...rule })),
  )
  if (standings.length > 0) await sqlOf(em).insertInto('distributionStanding').values(standings).execute()
  if (rules.length > 0) await sqlOf(em).insertInto('distributionLevy').values(rules).execute()
}

function recipientRows({ result, previous }: Run, distributionId: string) {
  return result.recipients.map(({ recipient, exact, adjusted, amount, carry, posted }, position) => {
    const before = previous.state.tiers.received.get(recipient) ?? ZERO
    const received = formatExact(before.add(adjusted).add(exact))
    const due = { exact: formatExact(exact), adjusted: formatExact(adjusted) }
    return { distributionId, recipient, position, ...due, amount, carry, received, posted }
  })
}

function tierRows({ result }: Run, distributionId: string) {
  return result.tiers.map(({ name, prior, taken, owed, target }, position) => {
    const accrual = target?.accrual ?? null
    return {
      distributionId,
      position,
      name,
      prior: formatExact(prior),
      taken: formatExact(taken),
      owed: formatExact(owed),
      target: target === null ? null : formatExact(target.sum),
      accrued: accrual && formatExact(accrual.accrued),
      bearing: accrual && formatExact(accrual.bearing),
      accruedTo: accrual?.asOf ?? null,
    }
  })
}

function poolRows({ result }: Run, distributionId: string) {
  return result.pools.map(({ classId, amount, weight, lines, facts, residue }) => {
    const { sold, raised, room } = facts
    const known = { sold, raised, room, residue: residue.toString() }
    return { distributionId, classId, amount, weight, holders: lines.length, ...known }
  })
}

function dividendParts({ result, classes, levies }: Run, distributionId: string): CopyPart[] {
  return result.pools.map(pool => {
    const { classId, holders, amounts, carries } = pool
    const fields = {
      distribution_id: sameId(distributionId),
      class_id: sameId(classId),
      holder_id: ids(loadedOf(classes, classId).ids),
      weight: bigints(holders.weights),
      gross: bigints(amounts),
      ...levyFields(pool, levies),
      carry: bigints(carries),
    }
    return { rows: pool.lines, fields }
  })
}

type LevyField = 'capital' | 'standing' | 'levies' | 'net'

function levyFields({ classId, amounts }: PoolResult, run: RunLevies | null): Record<LevyField, Field> {
  const levied = run?.pools.get(classId)
  if (run === null || levied === undefined) {
    return { capital: sameBigint(0n), standing: nothing, levies: nothing, net: bigints(amounts) }
  }
  const { capital, standings, net, leviesAt } = levied
  const most = Math.max(0, ...run.rules.map(({ rules }) => rules.length))
  const levies = bigintLists({ most, listOf: leviesAt })
  return {
    capital: capital === null ? sameBigint(0n) : bigints(capital),
    standing: smallints(standings),
    levies,
    net: bigints(net),
  }
}
