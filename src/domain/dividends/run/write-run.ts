import type { EntityManager } from '@mikro-orm/postgresql'
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
import { type AccountName, accountsFor } from '../../ledger/accounts-for.ts'
import { book, type PostingColumns } from '../../ledger/book.ts'
import { formatExact, ZERO } from '../../money/fraction.ts'
import { nonZero } from '../../money/non-zero.ts'
import { isGiven, setId } from '../../packed-ids.ts'
import { holderAccount } from '../../shares/shares-accounts.ts'
import type { RunLevies } from '../levies/levy-pools.ts'
import { revenueAccount } from '../revenue/revenue-account.ts'
import { bookRecoveries } from '../reversal/book-recoveries.ts'
import { reversedRunsOf } from '../reversal/reversals.ts'
import type { LoadedClass } from './classes-at.ts'
import type { PoolResult } from './decide-run.ts'
import type { RunPlan } from './plan-run.ts'
import { recipientAccount } from './recipient-account.ts'

/** A planned run that has leave. */
export type Run = RunPlan & { approvalId: string | null }

/** Writes a decided run: its facts, the holders' lines by COPY, and one balanced entry. */
export async function writeRun(em: EntityManager, run: Run, now: Date): Promise<{ distributionId: string }> {
  const distributionId = newId()
  await writeFacts(em, run, distributionId, now)
  await copyColumns(em, 'dividend', dividendParts(run, distributionId))
  await bookRun(em, run, distributionId)
  await bookRecoveries(em, run, distributionId)
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
  const taken = await reversedRunsOf(
    em,
    reports.map(report => report.id),
  )
  await sqlOf(em)
    .insertInto('distributionReport')
    .values(reports.map(({ id }) => ({ reportId: id, turn: taken.get(id) ?? 0, distributionId })))
    .execute()
  await sqlOf(em).insertInto('distributionRecipient').values(recipientRows(run, distributionId)).execute()
  await sqlOf(em).insertInto('distributionTier').values(tierRows(run, distributionId)).execute()
  await sqlOf(em).insertInto('distributionPool').values(poolRows(run, distributionId)).execute()
  await writeRules(em, run, distributionId)
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
  return result.recipients.map(({ recipient, exact, amount, carry, posted }, position) => {
    const received = formatExact((previous.state.tiers.received.get(recipient) ?? ZERO).add(exact))
    return { distributionId, recipient, position, exact: formatExact(exact), amount, carry, received, posted }
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
  return result.pools.map(({ classId, amount, weight, holders, residue }) => {
    const counted = nonZero(holders.weights).length
    return { distributionId, classId, amount, weight, holders: counted, residue: residue.toString() }
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
    // Whoever is here for his carry alone has no line.
    return { rows: nonZero(holders.weights), fields }
  })
}

type LevyField = 'capital' | 'standing' | 'levies' | 'net'

function levyFields({ classId, amounts }: PoolResult, run: RunLevies | null): Record<LevyField, Field> {
  const levied = run?.pools.get(classId)
  if (run === null || levied === undefined) {
    return { capital: sameBigint(0n), standing: nothing, levies: nothing, net: bigints(amounts) }
  }
  const { capital, standings, held, net } = levied
  const counts = run.rules.map(({ rules }) => rules.length)
  const count = (index: number) => (held[index] === 1 ? null : (counts[standings[index] ?? 0] ?? 0))
  const levies = bigintLists({ columns: levied.levies, count })
  return { capital: bigints(capital), standing: smallints(standings), levies, net: bigints(net) }
}

function loadedOf(classes: readonly LoadedClass[], classId: string): LoadedClass {
  const found = classes.find(each => each.classId === classId)
  if (found === undefined) throw new Error(`The holders of class ${classId} are not loaded`)
  return found
}

async function bookRun(em: EntityManager, run: Run, distributionId: string): Promise<void> {
  const { project, contract, result, paidOn } = run
  const { currency } = project
  // What a pool keeps in reserve stays where it is, so a class costs what its holders get.
  const parts = result.recipients.filter(line => line.posted && !line.recipient.startsWith('class:'))
  const add = (sum: bigint, amount: bigint) => sum + amount
  const lines = result.pools.reduce((sum, pool) => pool.amounts.reduce(add, sum), 0n)
  const total = parts.map(line => line.amount).reduce(add, lines)
  await openAccounts(em, run)
  await book(
    em,
    { kind: 'revenueDistributed', factId: distributionId, bookedOn: paidOn },
    [
      { account: revenueAccount(project), amount: total },
      ...parts.map(({ recipient, amount }) => {
        return { account: recipientAccount(recipient, project, contract), amount: -amount }
      }),
      ...levyPostings(run),
    ],
    { currency, columns: holderPostings(run) },
  )
}

/** How many accounts are opened at once. */
const BATCH = 20_000

/** Opens the accounts of the holders that get money for the first time, and puts them among those that were loaded. */
async function openAccounts(em: EntityManager, { project, result, classes }: Run): Promise<void> {
  for (const { classId, holders, amounts } of result.pools) {
    const { ids: holderIds, accountIds } = loadedOf(classes, classId)
    const missing = nonZero(holders.weights).filter(
      index => amounts[index] !== 0n && !isGiven(accountIds, index),
    )
    for (let start = 0; start < missing.length; start += BATCH) {
      const batch = missing.subarray(start, start + BATCH)
      const names = Array.from(batch, index => holderAccount(holderIds.at(index), project.currency))
      const opened = await accountsFor(em, names)
      for (const [position, index] of batch.entries()) setId(accountIds, index, opened[position] as string)
    }
  }
}

function holderPostings({ result, classes, levies }: Run): PostingColumns[] {
  return result.pools.map(({ classId, amounts }) => {
    const nets = levies?.pools.get(classId)?.net ?? amounts
    return { accountIds: loadedOf(classes, classId).accountIds, amounts: nets.map(net => -net) }
  })
}

/** One posting per levy code: what the lines withheld together. */
function levyPostings({ levies, project }: Run): { account: AccountName; amount: bigint }[] {
  const totals = new Map<string, bigint>()
  for (const pool of levies?.pools.values() ?? []) {
    for (const [index, place] of pool.standings.entries()) {
      for (const [position, { code }] of levies?.rules[place]?.rules.entries() ?? []) {
        totals.set(code, (totals.get(code) ?? 0n) + (pool.levies[position]?.[index] ?? 0n))
      }
    }
  }
  return [...totals].map(([code, total]) => ({
    account: { kind: 'levy', code, currency: project.currency },
    amount: -total,
  }))
}
