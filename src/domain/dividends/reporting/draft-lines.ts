import type { ReportLine } from '../revenue/report-lines.ts'
import type { DraftLine } from './draft.ts'

/** Lines as a draft keeps them. */
export function toDraft(lines: readonly ReportLine[]): DraftLine[] {
  return lines.map(({ source, category, units, gross, deduction, deductionLabel }) => {
    const [unitsText, grossText, deductionText] = [String(units), String(gross), String(deduction)]
    return { source, category, units: unitsText, gross: grossText, deduction: deductionText, deductionLabel }
  })
}

/** Lines as a report has them. */
export function fromDraft(lines: readonly DraftLine[]): ReportLine[] {
  return lines.map(({ units, gross, deduction, ...line }) => {
    return { ...line, units: BigInt(units), gross: BigInt(gross), deduction: BigInt(deduction) }
  })
}

/** The same sources, categories and labels, with amounts and counts to be filled in. */
export function emptied(lines: readonly ReportLine[]): ReportLine[] {
  return lines.map(({ source, category, deductionLabel }) => {
    return { source, category, units: 0n, gross: 0n, deduction: 0n, deductionLabel }
  })
}
