import type { EntityManager } from '@mikro-orm/postgresql'
import type { Derivation } from '../../dividends/explanation/derivation.ts'
import { derivationOf } from '../../dividends/explanation/derivations.ts'
import { type DividendRow, dividends, dividendsByKey } from '../../dividends/run/distributions.ts'
import { type StatementRow, statementsOfLines } from '../../dividends/statements/statements.ts'
import { type RateRow, ratesByIds } from '../../ledger/exchange/rates.ts'
import { profiles } from '../../parties/people/profiles.ts'
import { type BatchRow, batches } from '../../payments/payouts/batches.ts'
import { accountWindows, type Opening, type SideRow, sidesOf, type WindowRow } from './account-windows.ts'
import type { AuditBasis } from './audit-pack.ts'
import { type BankLineRow, bankLines, type ReportedRow, reportedAt } from './bank-lines.ts'
import {
  type ApprovalRow,
  auditedPayments,
  batchApprovals,
  legsBeside,
  type OtherLeg,
  type PaymentRow,
} from './payments.ts'
import { type RunsBehind, runsBehind } from './runs-behind.ts'

/** Everything that payments are traced through, as it was read: rows, for all payments together. */
export type AuditFacts = {
  payments: PaymentRow[]
  legs: OtherLeg[]
  batches: BatchRow[]
  approvals: ApprovalRow[]
  bankLines: BankLineRow[]
  reported: ReportedRow[]
  entries: WindowRow[]
  openings: Opening[]
  sides: SideRow[]
  rates: RateRow[]
  lines: DividendRow[]
  derivations: Derivation[]
  statements: StatementRow[]
  behind: RunsBehind
  names: ReadonlyMap<string, string>
}

/** Reads what these payments are traced through, in sets. To be called inside one transaction. */
export async function auditFacts(
  em: EntityManager,
  { basis, ids }: { basis: AuditBasis; ids: readonly string[] },
): Promise<AuditFacts> {
  const money = await moneyOf(em, basis === 'payouts' ? ids : [])
  const lines = basis === 'payouts' ? await linesBehind(em, money) : await dividendsByKey(em, ids)
  const runIds = new Set([...runsIn(money.entries), ...lines.map(line => line.distributionId)])
  const behind = await runsBehind(em, [...runIds])
  const keys = [...new Set(lines.map(line => `${line.distributionId}:${line.holderId}`))]
  const derivations: Derivation[] = []
  for (const line of lines) derivations.push(await derivationOf(em, line))
  const read = {
    ...{ ...money, lines, derivations, behind },
    statements: keys.length === 0 ? [] : await statementsOfLines(em, keys),
  }
  return { ...read, names: await namesOf(em, read) }
}

type Money = Awaited<ReturnType<typeof moneyOf>>

async function moneyOf(em: EntityManager, legIds: readonly string[]) {
  const payments = legIds.length === 0 ? [] : await auditedPayments(em, legIds)
  const batchIds = [...new Set(payments.map(payment => payment.batchId))]
  const debitIds = [...new Set(payments.flatMap(({ debitId }) => debitId ?? []))]
  const { entries, openings } = await accountWindows(em, legIds)
  return {
    payments,
    legs: await legsBeside(em, { batchIds, debitIds }),
    batches: await batches(em, batchIds),
    approvals: batchIds.length === 0 ? [] : await batchApprovals(em, batchIds),
    bankLines: debitIds.length === 0 ? [] : await bankLines(em, debitIds),
    reported: debitIds.length === 0 ? [] : await reportedAt(em, debitIds),
    ...{ entries, openings },
    rates: await ratesByIds(
      em,
      payments.flatMap(({ rateId }) => rateId ?? []),
    ),
    sides: await sidesOf(em, [...new Set(entries.map(entry => entry.entryId))]),
  }
}

const runsIn = (entries: readonly WindowRow[]) =>
  entries.filter(entry => entry.kind === 'revenueDistributed').map(entry => entry.factId)

/** The lines of those holders in the runs that credited the accounts of these payments. */
async function linesBehind(em: EntityManager, { payments, entries }: Money): Promise<DividendRow[]> {
  const owners = new Map(payments.filter(row => row.kind === 'holder').map(row => [row.id, row.ownerId]))
  const asked = entries
    .filter(entry => entry.kind === 'revenueDistributed')
    .flatMap(({ legId, factId }) => (owners.has(legId) ? [`${factId}:${owners.get(legId)}`] : []))
  if (asked.length === 0) return []
  const wanted = new Set(asked)
  const holderIds = [...new Set(owners.values())]
  const distributionIds = [...new Set(asked.map(key => key.slice(0, key.indexOf(':'))))]
  const found = await dividends(em, { distributionIds, holderIds })
  return found.filter(line => wanted.has(`${line.distributionId}:${line.holderId}`))
}

async function namesOf(
  em: EntityManager,
  { batches, approvals, behind, lines }: Pick<AuditFacts, 'batches' | 'approvals' | 'behind' | 'lines'>,
): Promise<Map<string, string>> {
  const people = [
    ...batches.flatMap(batch => [batch.preparerId, batch.senderId]),
    ...approvals.map(approval => approval.approverId),
    ...behind.acts.flatMap(act => [act.actorId, act.approverId]),
    ...behind.reports.flatMap(report => [report.reporterId, report.approverId]),
    ...lines.map(line => line.holderId),
  ]
  const ids = [...new Set(people.filter(id => id !== null))]
  const found = ids.length === 0 ? [] : await profiles(em, ids)
  return new Map(found.map(({ partyId, name }) => [partyId, name]))
}
