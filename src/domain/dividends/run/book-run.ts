import type { EntityManager } from '@mikro-orm/postgresql'
import type { Sent } from '../../../database/copy-columns.ts'
import type { AccountName } from '../../ledger/accounts-for.ts'
import { book, type PostingColumns } from '../../ledger/book.ts'
import { isGiven, setId } from '../../packed-ids.ts'
import { openHolderAccounts } from '../../shares/open-holder-accounts.ts'
import { revenueAccount } from '../revenue/revenue-account.ts'
import { bookRecoveries } from '../reversal/book-recoveries.ts'
import { bookShortfall } from '../reversal/book-shortfall.ts'
import { loadedOf } from './class-facts.ts'
import type { RunPlan } from './plan-run.ts'
import { recipientAccount } from './recipient-account.ts'

/**
 * Books a run whose lines are written: one entry with one posting per holder, what it recovers, and what lines below zero
 * take from accounts that do not hold it.
 */
export async function bookRun(
  em: EntityManager,
  run: RunPlan,
  distributionId: string,
  sent: Sent,
): Promise<void> {
  await bookLines(em, run, distributionId, sent)
  await bookRecoveries(em, run, distributionId)
  if (run.adjusting.adjustments.length === 0) return
  const { project, paidOn: bookedOn } = run
  const { id: projectId, currency } = project
  await bookShortfall(em, {
    causeId: distributionId,
    entry: 'revenueDistributed',
    projectId,
    currency,
    bookedOn,
  })
}

async function bookLines(em: EntityManager, run: RunPlan, distributionId: string, sent: Sent): Promise<void> {
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
    { currency, columns: holderPostings(run), sent },
  )
}

/** How many accounts are opened at once. */
const BATCH = 20_000

/** Opens the accounts of the holders that get money for the first time, and puts them among those that were loaded. */
async function openAccounts(em: EntityManager, { project, result, classes }: RunPlan): Promise<void> {
  for (const { classId, lines, amounts } of result.pools) {
    const { ids: holderIds, accountIds } = loadedOf(classes, classId)
    const missing = lines.filter(index => amounts[index] !== 0n && !isGiven(accountIds, index))
    for (let start = 0; start < missing.length; start += BATCH) {
      const batch = missing.subarray(start, start + BATCH)
      const holders = Array.from(batch, index => holderIds.at(index))
      const opened = await openHolderAccounts(em, { classId, currency: project.currency }, holders)
      for (const [position, index] of batch.entries()) setId(accountIds, index, opened[position] as string)
    }
  }
}

function holderPostings({ result, classes, levies }: RunPlan): PostingColumns[] {
  return result.pools.map(({ classId, amounts }) => {
    const nets = levies?.pools.get(classId)?.net ?? amounts
    return { accountIds: loadedOf(classes, classId).accountIds, credits: nets }
  })
}

/** One posting per levy code: what the lines withheld together. */
function levyPostings({ levies, project }: RunPlan): { account: AccountName; amount: bigint }[] {
  const totals = new Map<string, bigint>()
  for (const pool of levies?.pools.values() ?? []) {
    for (const [place, sums] of pool.totals.entries()) {
      for (const [position, { code }] of levies?.rules[place]?.rules.entries() ?? []) {
        totals.set(code, (totals.get(code) ?? 0n) + (sums[position] ?? 0n))
      }
    }
  }
  return [...totals].map(([code, total]) => ({
    account: { kind: 'levy', code, currency: project.currency },
    amount: -total,
  }))
}
