import { isCurrency } from '../../domain/money/currency.ts'

/** A rate in a file: how much of a currency one euro is worth on a day. */
export type FileRate = { to: string; rate: string; day: string }

/** What was read, or the lines that cannot be, counted from 1. */
export type RatesReading = { rates: FileRate[]; problems: number[] }

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

/**
 * Reads the euro reference rates of the European Central Bank as its files have them (eurofxref.csv of one day,
 * eurofxref-hist.csv of many): a line of codes, then lines of a day and what one euro was worth. A rate that is not there
 * ("N/A" or empty) and currencies in which no books are kept are left out.
 */
export function readEcbRates(text: string): RatesReading {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const [first, ...codes] = cellsOf(header)
  if (first?.toLowerCase() !== 'date' || codes.length === 0) return { rates: [], problems: [1] }
  const problems: number[] = []
  const rates = lines.flatMap((line, index) => {
    if (line.trim() === '') return []
    const [written = '', ...cells] = cellsOf(line)
    const day = dayOf(written)
    const read = codes.flatMap((to, place) => {
      const rate = cells[place] ?? ''
      return isCurrency(to) && rate !== '' && rate !== 'N/A' ? [{ to, rate, day: day ?? '' }] : []
    })
    if (day !== null && read.every(({ rate }) => /^\d{1,12}(\.\d{1,12})?$/.test(rate))) return read
    problems.push(index + 2)
    return []
  })
  return { rates, problems }
}

const cellsOf = (line: string) => line.split(',').map(cell => cell.trim())

/** "2009-01-05" or "05 January 2009" as the one; null for anything else. */
function dayOf(text: string): string | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text
  const [, day = '', name = '', year = ''] = /^(\d{1,2}) ([A-Za-z]+) (\d{4})$/.exec(text) ?? []
  const month = MONTHS.indexOf(name) + 1
  return month === 0 ? null : `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
}
