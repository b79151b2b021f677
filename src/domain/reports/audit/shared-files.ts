import type { Currency } from '../../money/currency.ts'
import { formatAmount } from '../../money/money.ts'
import type { AuditFacts } from './audit-facts.ts'
import type { BankFile, BatchFile, ConvertedReport, Deed, RunFile } from './trace-shape.ts'

export const bankFileName = (debitId: string) => `bank/${debitId}.json`
export const batchFileName = (batchId: string) => `batches/${batchId}.json`
export const runFileName = (runId: string) => `runs/${runId}.json`
export const contractFileName = (contractId: string) => `contracts/${contractId}.json`

/** The files that several payments refer to, by name: movements of the bank, and batches. */
export function moneyFiles(facts: AuditFacts): Map<string, BankFile | BatchFile> {
  return new Map<string, BankFile | BatchFile>([
    ...facts.bankLines.map(line => [bankFileName(line.id), bankFile(facts, line)] as const),
    ...facts.batches.map(batch => [batchFileName(batch.id), batchFile(facts, batch)] as const),
  ])
}

function bankFile({ legs, reported }: AuditFacts, line: AuditFacts['bankLines'][number]): BankFile {
  const { id, currency, amount } = line
  const own = legs.filter(leg => leg.debitId === id)
  const left = own.reduce((rest, leg) => rest - leg.amount, amount)
  return {
    ...{ id, reference: line.bankReference, debitedAt: line.debitedAt.toISOString(), currency },
    ...{ amount: formatAmount(amount, currency), left: formatAmount(left, currency) },
    legs: own.map(leg => {
      return { id: leg.id, batchId: leg.batchId, amount: formatAmount(leg.amount, currency) }
    }),
    reports: reported
      .filter(place => place.debitId === id)
      .map(({ reportReference: reference, sha256, position, bookedOn }) => {
        return { reference, sha256, position, bookedOn }
      }),
  }
}

function batchFile(facts: AuditFacts, batch: AuditFacts['batches'][number]): BatchFile {
  const { id, currency, executesOn, total, sentAt, senderId, sha256 } = batch
  const approvals = facts.approvals.filter(approval => approval.batchId === id)
  return {
    ...{ id, currency, executesOn, total: formatAmount(total, currency) },
    prepared: deed(facts, batch.preparerId, batch.preparedAt),
    approved: approvals.map(({ approverId, approvedAt }) => deed(facts, approverId, approvedAt)),
    sent: sentAt && { ...deed(facts, senderId, sentAt), sha256 },
    legs: facts.legs
      .filter(leg => leg.batchId === id)
      .map(({ id, endToEndId, amount, ended, debitId }) => {
        return { id, endToEndId, amount: formatAmount(amount, currency), ended, debitId }
      }),
  }
}

function deed({ names }: AuditFacts, id: string | null, at: Date): Deed {
  return { by: id === null ? null : { id, name: names.get(id) ?? '' }, at: at.toISOString() }
}

/** The runs, by the names of their files. `hashOf` answers the SHA-256 of a contract's file. */
export function runFiles(facts: AuditFacts, hashOf: (contractId: string) => string): Map<string, RunFile> {
  return new Map(facts.behind.runs.map(run => [runFileName(run.id), runFile(facts, run, hashOf)]))
}

function runFile(
  facts: AuditFacts,
  run: AuditFacts['behind']['runs'][number],
  hashOf: (contractId: string) => string,
): RunFile {
  const { projects, contracts, acts, recipients } = facts.behind
  const contract = contracts.find(each => each.id === run.contractId)
  const act = acts.find(each => each.id === run.id)
  if (contract === undefined || act === undefined) throw new Error(`Run ${run.id} misses its contract or act`)
  const { id, number, currency, recordDate, paidOn, amount } = run
  const reports = facts.behind.reports.filter(report => report.runId === id)
  const corrections = reports.reduce((rest, report) => rest - report.net, amount)
  const { approverId, approvedAt, hash } = act
  return {
    ...{ id, number, currency, recordDate, paidOn },
    project: { id: run.projectId, name: projects.find(each => each.id === run.projectId)?.name ?? '' },
    carriedOut: deed(facts, act.actorId, run.distributedAt),
    signed: approvedAt && { ...deed(facts, approverId, approvedAt), hash: hash ?? '' },
    contract: {
      ...{ id: contract.id, version: contract.version, signedAt: contract.signedAt?.toISOString() ?? null },
      ...{ file: contractFileName(contract.id), sha256: hashOf(contract.id) },
    },
    ...{ amount: formatAmount(amount, currency), corrections: formatAmount(corrections, currency) },
    reports: reports
      .toSorted((a, b) => (a.periodStart + a.id < b.periodStart + b.id ? -1 : 1))
      .map(report => reportOf(facts, report, currency)),
    recipients: recipients
      .filter(row => row.distributionId === id)
      .map(row => ({
        recipient: row.recipient,
        exact: row.exact,
        adjusted: row.adjusted,
        amount: formatAmount(row.amount, currency),
      })),
  }
}

function reportOf(
  facts: AuditFacts,
  report: AuditFacts['behind']['reports'][number],
  currency: Currency,
): RunFile['reports'][number] {
  const {
    id,
    periodStart: from,
    periodEnd: to,
    revision,
    gross,
    deductions,
    net,
    approvedAt,
    approverId,
  } = report
  const file = facts.behind.evidence.find(each => each.reportId === id)
  const told = facts.behind.conversions.find(each => each.reportId === id)
  return {
    ...{ id, from, to, revision, gross: formatAmount(gross, currency) },
    ...{ deductions: formatAmount(deductions, currency), net: formatAmount(net, currency) },
    ...(told && { converted: convertedOf(told) }),
    reported: deed(facts, report.reporterId, report.reportedAt),
    approved: approvedAt && deed(facts, approverId, approvedAt),
    evidence: file ? { fileName: file.fileName, sha256: file.sha256, lines: file.lines } : null,
  }
}

function convertedOf(told: AuditFacts['behind']['conversions'][number]): ConvertedReport {
  const { currency, net, rateFrom: from, rateTo: to, rate, source, at } = told
  return { currency, net: formatAmount(net, currency), rate: { from, to, rate, source, at } }
}
