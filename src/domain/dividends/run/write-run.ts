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
import type { LeviedPool, RunLevies } from '../levies/levy-pools.ts'
import { revenueAccount } from '../revenue/revenue-account.ts'
import type { Holders, RecipientLine } from './decide-run.ts'
import type { RunPlan } from './plan-run.ts'

/** A planned run that has leave. */
export type Run = RunPlan & { approvalId: string | null }

/** Writes a decided run: its facts, the holders' lines by COPY, and one balanced entry. */
export async function writeRun(em: EntityManager, run: Run, now: Date): Promise<{ distributionId: string }> {
  const distributionId = newId()
  await writeFacts(em, run, distributionId, now)
  await copyInto(em, 'dividend', DIVIDEND_COLUMNS, dividendRows(run, distributionId))
  await bookRun(em, run, distributionId)
  return { distributionId }
}

async function writeFacts(em: EntityManager, run: Run, distributionId: string, now: Date): Promise<void> {
  const { project, contract, approvalId, reports, recordDate, paidOn, amount, previous, result } = run
  await sqlOf(em)
    .insertInto('distribution')
    .values({
      id: distributionId,
      projectId: project.id,
      number: previous.number + 1,
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
  await sqlOf(em)
    .insertInto('distributionReport')
    .values(reports.map(report => ({ reportId: report.id, distributionId })))
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
    const counted = weighing(holders).length
    return { distributionId, classId, amount, weight, holders: counted, residue: residue.toString() }
  })
}

const DIVIDEND_COLUMNS = [
  'distribution_id',
  'class_id',
  'holder_id',
  'weight',
  'gross',
  'capital',
  'standing',
  'levies',
  'net',
  'carry',
]

function* dividendRows({ result, levies }: Run, distributionId: string) {
  for (const { classId, holders, amounts, carries } of result.pools) {
    const levied = levies?.pools.get(classId)
    for (const index of weighing(holders)) {
      const gross = at(amounts, index)
      yield [
        distributionId,
        classId,
        holders.ids[index] as string,
        at(holders.weights, index),
        gross,
        levied === undefined ? 0n : at(levied.capital, index),
        levied?.standings[index] ?? null,
        levied === undefined ? null : leviesText(levied, levies, index),
        levied === undefined ? gross : at(levied.net, index),
        at(carries, index),
      ]
    }
  }
}

function leviesText({ levies, standings, held }: LeviedPool, run: RunLevies | null, index: number) {
  if (held[index] === 1) return null
  const count = run?.rules[standings[index] ?? 0]?.rules.length ?? 0
  return `{${levies
    .slice(0, count)
    .map(column => column[index])
    .join(',')}}`
}

/** The holders with weight: whoever left since the run before has no line in this one. */
function weighing({ weights }: Holders): Uint32Array {
  return Uint32Array.from({ length: weights.length }, (_, index) => index).filter(
    index => weights[index] !== 0n,
  )
}

const at = (column: ArrayLike<bigint>, index: number) => column[index] as bigint

async function bookRun(em: EntityManager, run: Run, distributionId: string): Promise<void> {
  const { project, contract, result, paidOn } = run
  const { currency } = project
  // What a pool keeps in reserve stays where it is, so a class costs what its holders get.
  const parts = result.recipients.filter(line => line.posted && !line.recipient.startsWith('class:'))
  const add = (sum: bigint, amount: bigint) => sum + amount
  const lines = result.pools.reduce((sum, pool) => pool.amounts.reduce(add, sum), 0n)
  const total = parts.map(line => line.amount).reduce(add, lines)
  await book(
    em,
    { kind: 'revenueDistributed', factId: distributionId, bookedOn: paidOn },
    [
      { account: revenueAccount(project), amount: total },
      ...parts.map(line => recipientPosting(line, project, contract)),
      ...levyPostings(run),
    ],
    { currency, rows: holderPostings(run, await openAccounts(em, run)) },
  )
}

type AccountIds = ReadonlyMap<string, (string | null)[]>

/** The accounts of all holders; those that get money for the first time are opened. */
async function openAccounts(em: EntityManager, { project, result, classes }: Run): Promise<AccountIds> {
  const opened = new Map<string, (string | null)[]>()
  for (const { classId, holders, amounts } of result.pools) {
    const known = classes.find(each => each.classId === classId)?.accountIds ?? []
    const missing = weighing(holders).filter(index => known[index] === null && at(amounts, index) !== 0n)
    const names = Array.from(missing, index => holderAccount(holders.ids[index] as string, project.currency))
    const ids = await accountsFor(em, names)
    const all = missing.length === 0 ? known : [...known]
    for (const [position, index] of missing.entries()) all[index] = ids[position] as string
    opened.set(classId, all)
  }
  return opened
}

function* holderPostings({ result, levies }: Run, accountIds: AccountIds) {
  for (const { classId, amounts } of result.pools) {
    const accounts = accountIds.get(classId) ?? []
    const nets = levies?.pools.get(classId)?.net ?? amounts
    for (const [index, amount] of nets.entries()) {
      if (amount !== 0n) yield [accounts[index] as string, -amount] as const
    }
  }
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
