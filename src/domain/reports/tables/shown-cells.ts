import type { Currency } from '../../money/currency.ts'
import { formatAmount } from '../../money/money.ts'
import { REPORTS, type ReportKind, type ReportRow } from './report-kinds.ts'

/** The cells of a row as they are given: amounts as exact decimal texts of the row's currency, nothing as an empty text. */
export function shownCells(kind: ReportKind, { currency, cells }: ReportRow): string[] {
  return REPORTS[kind].columns.map(({ holds }, place) => {
    const cell = cells[place] ?? ''
    if (cell === '') return ''
    if (holds === 'money') return formatAmount(BigInt(cell), currency as Currency)
    if (holds === 'amount') {
      const [minor = '', of] = cell.split(' ')
      return formatAmount(BigInt(minor), of as Currency)
    }
    return holds === 'party' ? `Party:${cell}` : cell
  })
}
