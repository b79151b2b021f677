import type { Currency } from '../../domain/money/currency.ts'
import { formatDecimal } from '../../domain/money/decimal.ts'
import { categoryOfSale, categoryOfStore, isCategory } from './categories.ts'
import {
  amountIn,
  type Cells,
  currencyIn,
  dayIn,
  expected,
  isrcIn,
  monthIn,
  nameIn,
  textIn,
  unitsIn,
  upcIn,
} from './cells.ts'
import type { FormatName, RevenueFileLine } from './reading.ts'

/** What a row says; the currency is null where it could not be read. */
export type Sale = Omit<RevenueFileLine, 'line' | 'hash' | 'currency'> & { currency: Currency | null }

/** A kind of file: its exact columns, in any order, and how a row under them is read. */
export type Format = {
  name: FormatName
  title: string
  columns: readonly string[]
  deductionLabel: string | null
  /** Columns with amounts of which we do not know what they mean for the sums. */
  notCounted: readonly string[]
  read: (row: Cells) => Sale
}

const distroKid13: Format = {
  name: 'distroKid13',
  title: 'DistroKid, 13 columns',
  columns: [
    'Reporting Date',
    'Sale Month',
    'Store',
    'Artist',
    'Title',
    'ISRC',
    'UPC',
    'Quantity',
    'Team Percentage',
    'Song/Album',
    'Country of Sale',
    'Songwriter Royalties Withheld',
    'Earnings (USD)',
  ],
  deductionLabel: 'Songwriter royalties withheld',
  notCounted: [],
  read: row => ofDistroKid(row, 'Song/Album', 'Songwriter Royalties Withheld'),
}

const distroKid15: Format = {
  name: 'distroKid15',
  title: 'DistroKid, 15 columns',
  columns: [
    'Date Inserted',
    'Reporting Date',
    'Sale Month',
    'Store',
    'Artist',
    'Title',
    'ISRC',
    'UPC',
    'Quantity',
    'Team Percentage',
    'Source Type',
    'Country of Sale',
    'Songwriter Royalties Withheld (USD)',
    'Earnings (USD)',
    'Recoup (USD)',
  ],
  deductionLabel: 'Songwriter royalties withheld',
  notCounted: ['Recoup (USD)'],
  read: row => ofDistroKid(row, 'Source Type', 'Songwriter Royalties Withheld (USD)'),
}

/**
 * Earnings are what is paid, after the team's split. That they are also after what was withheld for the songwriters
 * of a cover is our reading of the column's name: it decides gross only.
 */
function ofDistroKid(row: Cells, sold: string, withheld: string): Sale {
  const source = nameIn(row, 'Store')
  const net = amountIn(row, 'Earnings (USD)')
  const deductions = amountIn(row, withheld, true)
  return {
    ...monthIn(row, 'Sale Month'),
    source,
    category: categoryOfStore(source, textIn(row, sold)),
    units: unitsIn(row, 'Quantity'),
    currency: 'USD',
    gross: net + deductions,
    deductions,
    net,
    isrc: isrcIn(row, 'ISRC'),
    upc: upcIn(row, 'UPC'),
    territory: textIn(row, 'Country of Sale') || null,
  }
}

const tuneCore21: Format = {
  name: 'tuneCore21',
  title: 'TuneCore, 21 columns',
  columns: [
    'Sales Period',
    'Posted Date',
    'Store Name',
    'Country Of Sale',
    'Artist',
    'Release Type',
    'Release Title',
    'Song Title',
    'Label',
    'UPC',
    'Optional UPC',
    'TC song ID',
    'Optional ISRC',
    'Sales Type',
    '# Units Sold',
    'Per Unit Price',
    'Net Sales',
    'Net Sales Currency',
    'Exchange Rate',
    'Total Earned',
    'Currency',
  ],
  deductionLabel: null,
  notCounted: [],
  /** Total Earned is Net Sales at TuneCore's own rate: what is paid, and in which currency. */
  read: row => {
    const net = amountIn(row, 'Total Earned')
    return {
      ...monthIn(row, 'Sales Period'),
      source: nameIn(row, 'Store Name'),
      category: categoryOfSale(textIn(row, 'Sales Type')),
      units: unitsIn(row, '# Units Sold'),
      currency: currencyIn(row, 'Currency'),
      gross: net,
      deductions: 0n,
      net,
      isrc: isrcIn(row, 'Optional ISRC'),
      upc: upcIn(row, 'UPC') ?? upcIn(row, 'Optional UPC'),
      territory: textIn(row, 'Country Of Sale') || null,
    }
  },
}

const template: Format = {
  name: 'template',
  title: 'our template',
  columns: [
    'period_start',
    'period_end',
    'source',
    'category',
    'external_ref',
    'isrc_or_upc',
    'territory',
    'units',
    'currency',
    'gross',
    'deductions',
    'net',
    'note',
  ],
  deductionLabel: 'Deductions',
  notCounted: [],
  read: row => {
    const isUpc = /^\d+$/.test(textIn(row, 'isrc_or_upc'))
    return {
      ...periodIn(row),
      source: nameIn(row, 'source'),
      category: categoryIn(row),
      units: unitsIn(row, 'units', true),
      currency: currencyIn(row, 'currency'),
      ...sumsIn(row),
      isrc: isUpc ? null : isrcIn(row, 'isrc_or_upc'),
      upc: isUpc ? upcIn(row, 'isrc_or_upc') : null,
      territory: textIn(row, 'territory') || null,
    }
  },
}

function periodIn(row: Cells): { periodStart: string; periodEnd: string } {
  const before = row.problems.length
  const [periodStart, periodEnd] = [dayIn(row, 'period_start'), dayIn(row, 'period_end')]
  if (row.problems.length === before && periodEnd < periodStart) {
    expected(row, 'period_end', `a day not before ${periodStart}`)
  }
  return { periodStart, periodEnd }
}

function categoryIn(row: Cells): string | null {
  const word = textIn(row, 'category')
  if (word !== '' && !isCategory(word)) {
    expected(row, 'category', 'a word in small letters, such as streams, or nothing')
  }
  return word || null
}

/** The three sums must agree: a file of somebody's own making is where they do not. */
function sumsIn(row: Cells) {
  const before = row.problems.length
  const [gross, deductions] = [amountIn(row, 'gross'), amountIn(row, 'deductions', true)]
  const net = amountIn(row, 'net')
  if (row.problems.length === before && gross - deductions !== net) {
    expected(row, 'net', `${formatDecimal(gross - deductions)} (gross less deductions)`)
  }
  return { gross, deductions, net }
}

export const FORMATS: readonly Format[] = [distroKid13, distroKid15, tuneCore21, template]
