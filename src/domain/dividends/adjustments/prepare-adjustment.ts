import type { EntityManager } from '@mikro-orm/postgresql'
import { copyInto } from '../../../database/copy.ts'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import type { Currency } from '../../money/currency.ts'
import { checkAmount, type MoneyText, parseSigned } from '../../money/money.ts'
import { contractInForce } from '../../offerings/contracts.ts'
import { lockProject } from '../../offerings/lock-project.ts'
import { classesOf } from '../../offerings/projects.ts'
import { checkCode } from '../../offerings/terms/check-contract.ts'
import type { Recipient } from '../../offerings/terms/contract-terms.ts'
import { parseName } from '../../parties/people/names.ts'
import { within } from '../../refusal.ts'
import { refuse } from '../refusals.ts'
import { refuseTooLong } from '../revenue/report-lines.ts'
import { type ReportRow, reportOf } from '../revenue/reports.ts'
import type { AdjustmentKind } from './adjustment.ts'
import { adjustmentOf } from './adjustments.ts'

/** By how much the revenue of one source differs from what was reported: both signs. */
export type AdjustmentLineInput = {
  source: string
  category?: string | null
  units?: bigint
  gross: MoneyText
  deduction: MoneyText | null
}

export type NewAdjustment = {
  /** The report of the period it is about: it was distributed. */
  reportId: string
  kind: AdjustmentKind
  correctsId: string | null
  /** For a change of the revenue. */
  lines: readonly AdjustmentLineInput[]
  /** For a sum that one recipient gets, or gives back. */
  recipient: string | null
  amount: MoneyText | null
  reason: string
  preparerId: string
}

/**
 * Finance says by how much a period that was distributed differs: lines of revenue, or a sum for one recipient. Nothing
 * changes until somebody else approves it and the next run takes it in; the report and its run stay as they are.
 * Refuses REPORT_UNKNOWN, REPORT_NOT_DISTRIBUTED, ADJUSTMENT_UNCLEAR, ADJUSTMENT_UNKNOWN, ADJUSTMENT_OF_OTHER_REPORT,
 * RECIPIENT_NOT_PAID, and what `parseSigned`, `parseName` and `checkCode` refuse.
 */
export async function prepareAdjustment(
  em: EntityManager,
  input: NewAdjustment,
  now: Date,
): Promise<{ adjustmentId: string }> {
  const { projectId, currency } = await reportOf(em, input.reportId)
  await lockProject(em, projectId)
  const report = await reportOf(em, input.reportId)
  if (report.distributionId === null) throw refuse.REPORT_NOT_DISTRIBUTED({ periodEnd: report.periodEnd })
  if (input.correctsId !== null) await refuseOtherReport(em, input.correctsId, report)
  const { lines, recipient, amount } = await contentOf(em, input, report)
  const reason = within('reason', () => parseName(input.reason))
  within('amount', () => checkAmount(amount, currency))
  const id = newId()
  const { kind, correctsId, preparerId } = input
  await sqlOf(em)
    .insertInto('adjustment')
    .values({
      ...{ id, projectId, reportId: report.id, kind, correctsId, recipient },
      ...{ amount, reason, preparerId, preparedAt: now },
    })
    .execute()
  const rows = lines.map(({ source, category, units, gross, deduction }, index) => {
    return [id, index + 1, source, category, units, gross, deduction]
  })
  await copyInto(em, 'adjustment_line', COLUMNS, rows)
  return { adjustmentId: id }
}

const COLUMNS = ['adjustment_id', 'line', 'source', 'category', 'units', 'gross', 'deduction']

async function refuseOtherReport(em: EntityManager, correctsId: string, { id }: ReportRow): Promise<void> {
  const corrected = await adjustmentOf(em, correctsId)
  if (corrected.reportId !== id) throw refuse.ADJUSTMENT_OF_OTHER_REPORT({ adjustmentId: correctsId })
}

async function contentOf(em: EntityManager, input: NewAdjustment, { projectId, currency }: ReportRow) {
  const { kind, correctsId, lines } = input
  const sum = input.recipient !== null && input.amount !== null
  const ofLines = lines.length > 0
  const asked = kind === 'turnover' ? ofLines : kind === 'correction' ? ofLines !== sum : sum && !ofLines
  if (!asked || (input.recipient === null) !== (input.amount === null) || (ofLines && sum)) {
    throw refuse.ADJUSTMENT_UNCLEAR({ kind, lines: lines.length })
  }
  if ((kind === 'correction') !== (correctsId !== null))
    throw refuse.ADJUSTMENT_UNCLEAR({ kind, lines: lines.length })
  refuseTooLong(lines)
  if (ofLines) {
    const read = readLines(lines, currency)
    return {
      lines: read,
      recipient: null,
      amount: read.reduce((net, line) => net + line.gross - line.deduction, 0n),
    }
  }
  const recipient = await paid(em, projectId, input.recipient ?? '')
  return {
    lines: [],
    recipient,
    amount: within('amount', () => parseSigned(input.amount as MoneyText, currency)),
  }
}

function readLines(lines: readonly AdjustmentLineInput[], currency: Currency) {
  return lines.map(({ source, category, units = 0n, gross, deduction }, index) => {
    const at = <T>(field: string, read: () => T) => within(`lines.${index}.${field}`, read)
    return {
      source: at('source', () => parseName(source)),
      category: at('category', () => (category == null ? null : checkCode(category))),
      units,
      gross: at('gross', () => parseSigned(gross, currency)),
      deduction: at('deduction', () => (deduction === null ? 0n : parseSigned(deduction, currency))),
    }
  })
}

/** A recipient that the contract in force may pay. */
async function paid(em: EntityManager, projectId: string, recipient: string): Promise<Recipient> {
  const { terms } = await contractInForce(em, projectId)
  const classes = await classesOf(em, projectId)
  const known: string[] = [
    ...['issuer', 'platform'],
    ...classes.map(each => `class:${each.code}`),
    ...terms.partners.map(each => `partner:${each.code}`),
  ]
  if (!known.includes(recipient))
    throw refuse.RECIPIENT_NOT_PAID({ recipient: recipient.slice(0, 80), known: known.length })
  return recipient as Recipient
}
