import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../../database/copy.ts'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import type { AccountName } from '../../ledger/accounts-for.ts'
import { book } from '../../ledger/book.ts'
import { formatExact } from '../../money/fraction.ts'
import type { ContractRow } from '../../offerings/contracts.ts'
import type { ProjectRow } from '../../offerings/projects.ts'
import type { Recipient } from '../../offerings/terms/contract-terms.ts'
import { holderAccount, issuerAccount } from '../../shares/shares-accounts.ts'
import { dayOf, PLATFORM_ZONE } from '../../time/calendar.ts'
import type { ReportRow } from '../revenue/reports.ts'
import { revenueAccount } from '../revenue/revenue-account.ts'
import type { RecipientLine, RunResult } from './decide-run.ts'
import type { PreviousRun } from './previous-run.ts'

export type Run = {
  project: ProjectRow
  contract: ContractRow
  reports: readonly ReportRow[]
  recordDate: string
  amount: bigint
  previous: PreviousRun
  result: RunResult
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
  await sqlOf(em).insertInto('distributionPool').values(poolRows(run, distributionId)).execute()
}

function recipientRows({ result }: Run, distributionId: string) {
  return result.recipients.map(({ recipient, exact, amount, carry, posted }, position) => {
    return { distributionId, recipient, position, exact: formatExact(exact), amount, carry, posted }
  })
}

function poolRows({ result }: Run, distributionId: string) {
  return result.pools.map(({ classId, amount, weight, lines, residue }) => {
    return { distributionId, classId, amount, weight, holders: lines.length, residue: residue.toString() }
  })
}

const DIVIDEND_COLUMNS = ['distribution_id', 'class_id', 'holder_id', 'weight', 'gross', 'net', 'carry']

function* dividendRows({ result }: Run, distributionId: string) {
  for (const { classId, lines } of result.pools) {
    for (const { id, weight, amount, carry } of lines) {
      // No levy is withheld by the terms, so net = gross.
      yield [distributionId, classId, id, weight, amount, amount, carry]
    }
  }
}

async function bookRun(em: EntityManager, run: Run, distributionId: string, now: Date): Promise<void> {
  const { project, contract, result } = run
  const { currency } = project
  const posted = result.recipients.filter(line => line.posted)
  const total = posted.reduce((sum, line) => sum + line.amount, 0n)
  const holders = result.pools.flatMap(pool => pool.lines)
  await book(
    em,
    { kind: 'revenueDistributed', factId: distributionId, bookedOn: dayOf(now, PLATFORM_ZONE) },
    [
      { account: revenueAccount(project), amount: total },
      ...holders.map(line => ({ account: holderAccount(line.id, currency), amount: -line.amount })),
      ...posted.flatMap(line => recipientPosting(line, project, contract)),
    ],
  )
}

/** Holders have postings of their own; every other recipient has one. */
function recipientPosting(
  { recipient, amount }: RecipientLine,
  project: ProjectRow,
  contract: ContractRow,
): { account: AccountName; amount: bigint }[] {
  if (recipient.startsWith('class:')) return []
  return [{ account: accountOf(recipient, project, contract), amount: -amount }]
}

function accountOf(recipient: Recipient, project: ProjectRow, { terms }: ContractRow): AccountName {
  const { id: projectId, issuerId, currency } = project
  if (recipient === 'platform') return { kind: 'income', currency }
  if (recipient === 'issuer') return issuerAccount({ issuerId, projectId, currency })
  const partner = terms.partners.find(each => `partner:${each.code}` === recipient)
  if (partner === undefined) throw new Error(`The contract has no ${recipient}`)
  return { kind: 'partner', ownerId: partner.partyId, scopeId: projectId, currency }
}
