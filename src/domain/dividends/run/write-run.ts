import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../../database/copy.ts'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { type AccountName, accountsFor } from '../../ledger/accounts-for.ts'
import { book } from '../../ledger/book.ts'
import { formatExact, ZERO } from '../../money/fraction.ts'
import type { ContractRow } from '../../offerings/contracts.ts'
import type { ProjectRow } from '../../offerings/projects.ts'
import type { Recipient } from '../../offerings/terms/contract-terms.ts'
import { holderAccount, issuerAccount } from '../../shares/shares-accounts.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import type { ReportRow } from '../revenue/reports.ts'
import { revenueAccount } from '../revenue/revenue-account.ts'
import type { Holders, RecipientLine, RunResult } from './decide-run.ts'
import type { PreviousRun } from './previous-run.ts'

export type Run = {
  project: ProjectRow
  contract: ContractRow
  reports: readonly ReportRow[]
  recordDate: string
  amount: bigint
  previous: PreviousRun
  result: RunResult
  /** By class: the accounts of the holders in their order, null where there is none yet. */
  accountIds: ReadonlyMap<string, (string | null)[]>
}

/** Writes a decided run: its facts, the holders' lines by COPY, and one balanced entry. */
export async function writeRun(em: EntityManager, run: Run, now: Date): Promise<{ distributionId: string }> {
  const distributionId = newId()
  await writeFacts(em, run, distributionId, now)
  await copyInto(em, 'dividend', DIVIDEND_COLUMNS, dividendRows(run, distributionId))
  await bookRun(em, run, distributionId, now)
  return { distributionId }
}

async function writeFacts(em: EntityManager, run: Run, distributionId: string, now: Date): Promise<void> {
  const { project, contract, reports, recordDate, amount, previous, result } = run
  await sqlOf(em)
    .insertInto('distribution')
    .values({
      id: distributionId,
      projectId: project.id,
      number: previous.number + 1,
      contractId: contract.id,
      previousId: previous.id,
      recordDate,
      paidOn: dayOf(now, project.timeZone),
      amount,
      residue: result.residue.toString(),
      distributedAt: now,
    })
    .execute()
  await sqlOf(em)
    .insertInto('distributionReport')
    .values(reports.map(report => ({ reportId: report.id, distributionId })))
    .execute()
  await sqlOf(em).insertInto('distributionRecipient').values(recipientRows(run, distributionId)).execute()
  await sqlOf(em).insertInto('distributionTier').values(tierRows(run, distributionId)).execute()
  await sqlOf(em).insertInto('distributionPool').values(poolRows(run, distributionId)).execute()
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
    const counted = weighing(holders).length
    return { distributionId, classId, amount, weight, holders: counted, residue: residue.toString() }
  })
}

const DIVIDEND_COLUMNS = ['distribution_id', 'class_id', 'holder_id', 'weight', 'gross', 'net', 'carry']

function* dividendRows({ result }: Run, distributionId: string) {
  for (const { classId, holders, amounts, carries } of result.pools) {
    for (const index of weighing(holders)) {
      const [amount, carry] = [at(amounts, index), at(carries, index)]
      // No levy is withheld by the terms, so net = gross.
      yield [
        distributionId,
        classId,
        holders.ids[index] as string,
        at(holders.weights, index),
        amount,
        amount,
        carry,
      ]
    }
  }
}

/** The holders with weight: whoever left since the run before has no line in this one. */
function weighing({ weights }: Holders): Uint32Array {
  return Uint32Array.from({ length: weights.length }, (_, index) => index).filter(
    index => weights[index] !== 0n,
  )
}

const at = (column: ArrayLike<bigint>, index: number) => column[index] as bigint

async function bookRun(em: EntityManager, run: Run, distributionId: string, now: Date): Promise<void> {
  const { project, contract, result } = run
  const { currency } = project
  // What a pool keeps in reserve stays where it is, so a class costs what its holders get.
  const parts = result.recipients.filter(line => line.posted && !line.recipient.startsWith('class:'))
  const lines = result.pools.flatMap(pool => [...pool.amounts])
  const total = [...parts.map(line => line.amount), ...lines].reduce((sum, amount) => sum + amount, 0n)
  await book(
    em,
    { kind: 'revenueDistributed', factId: distributionId, bookedOn: dayOf(now, PLATFORM_ZONE) },
    [
      { account: revenueAccount(project), amount: total },
      ...parts.map(line => recipientPosting(line, project, contract)),
    ],
    { currency, rows: holderPostings(run, await openAccounts(em, run)) },
  )
}

/** The accounts of all holders; those that get money for the first time are opened. */
async function openAccounts(
  em: EntityManager,
  { project, result, accountIds }: Run,
): Promise<Run['accountIds']> {
  const opened = new Map<string, (string | null)[]>()
  for (const { classId, holders, amounts } of result.pools) {
    const known = accountIds.get(classId) ?? []
    const missing = weighing(holders).filter(index => known[index] === null && at(amounts, index) !== 0n)
    const names = Array.from(missing, index => holderAccount(holders.ids[index] as string, project.currency))
    const ids = await accountsFor(em, names)
    const all = missing.length === 0 ? known : [...known]
    for (const [position, index] of missing.entries()) all[index] = ids[position] as string
    opened.set(classId, all)
  }
  return opened
}

function* holderPostings({ result }: Run, accountIds: Run['accountIds']) {
  for (const { classId, amounts } of result.pools) {
    const accounts = accountIds.get(classId) ?? []
    for (const [index, amount] of amounts.entries()) {
      if (amount !== 0n) yield [accounts[index] as string, -amount] as const
    }
  }
}

/** Holders have postings of their own; every other recipient has one. */
function recipientPosting(
  { recipient, amount }: RecipientLine,
  project: ProjectRow,
  contract: ContractRow,
): { account: AccountName; amount: bigint } {
  return { account: accountOf(recipient, project, contract), amount: -amount }
}

function accountOf(recipient: Recipient, project: ProjectRow, { terms }: ContractRow): AccountName {
  const { id: projectId, issuerId, currency } = project
  if (recipient === 'platform') return { kind: 'income', currency }
  if (recipient === 'issuer') return issuerAccount({ issuerId, projectId, currency })
  const partner = terms.partners.find(each => `partner:${each.code}` === recipient)
  if (partner === undefined) throw new Error(`The contract has no ${recipient}`)
  return { kind: 'partner', ownerId: partner.partyId, scopeId: projectId, currency }
}
