import type { Currency } from '../../domain/money/currency.ts'
import type { Decimal } from '../../domain/money/decimal.ts'

/** The kinds of file we know, by their headers. */
export type FormatName = 'distroKid13' | 'distroKid15' | 'tuneCore21' | 'template'

/** One line of a file, as exactly as it is written. Amounts are in whole units of the currency. */
export type RevenueFileLine = {
  /** Where it stands in the file; the first line is 1. */
  line: number
  /** First and last day of the sales. */
  periodStart: string
  periodEnd: string
  source: string
  /** A short plain word by which contracts may tell revenue apart: streams, downloads, … */
  category: string | null
  /** Negative for returns, as are the amounts. */
  units: bigint
  currency: Currency
  gross: Decimal
  deductions: Decimal
  net: Decimal
  /** Without hyphens, in capitals. */
  isrc: string | null
  /** A text: its zeros at the start count. */
  upc: string | null
  territory: string | null
  /** SHA-256 over its fields, in hexadecimal digits: equal lines have equal ones. */
  hash: string
}

/** What cannot be read, or is worth a look, and where. Without a line it is about the whole file. */
export type Remark = { line: number | null; column: string | null; message: string }

/** Remarks of one kind: the first hundred in full, and how many there are. */
export type Remarks = { first: Remark[]; count: number }

/** What one source brought in one category, summed exactly. */
export type RevenueFileTotal = Pick<
  RevenueFileLine,
  'source' | 'category' | 'units' | 'gross' | 'deductions' | 'net'
>

/** What a file says. Where there are problems, the totals are those of the lines that could be read. */
export type RevenueFileReading = {
  format: FormatName | null
  encoding: 'utf-8' | 'utf-16' | 'iso-8859-1'
  currency: Currency | null
  /** From the first to the last day that any line covers. */
  periodStart: string | null
  periodEnd: string | null
  lines: number
  /** By category, then source: the same whatever the order of the lines. */
  totals: RevenueFileTotal[]
  /** What the deductions of this kind of file are. */
  deductionLabel: string | null
  /** As long as there is one, nothing can be imported. */
  problems: Remarks
  /** Nothing is wrong with these, but somebody should look: a line that is there twice. */
  warnings: Remarks
}
