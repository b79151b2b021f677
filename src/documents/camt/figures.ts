import { type Currency, parseCurrency } from '../../domain/money/currency.ts'
import { formatAmount, parseAmount } from '../../domain/money/money.ts'
import type { BankBalance, Problem } from './bank-file.ts'
import { childrenOf, type Element, elementAt, textAt } from './elements.ts'

/** Says what is wrong on the line of an element. */
export type Notes = { add(line: number, message: string): void }

/** A text of the file as it may be shown: cut where it is long. */
export function shown(text: string | null): string {
  if (text === null || text === '') return 'nothing'
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`
}

/** An amount as people read it. */
export const money = (amount: bigint, currency: Currency) => `${formatAmount(amount, currency)} ${currency}`

/** A currency we keep books in, or null and a problem. */
export function currencyIn(code: string | null, line: number, notes: Notes): Currency | null {
  try {
    return parseCurrency(code ?? '')
  } catch {
    notes.add(line, `expected the code of a currency we keep books in, such as EUR, found ${shown(code)}`)
    return null
  }
}

/**
 * The amount below an element in its own currency, above or below zero as the element says (CRDT, DBIT). Null and a
 * problem where it is not written in plain digits, or has more decimals than its currency.
 */
export function signedAmount(
  element: Element,
  notes: Notes,
): { amount: bigint; currency: Currency; line: number } | null {
  const written = elementAt(element, 'Amt')
  const line = written?.line ?? element.line
  const side = textAt(element, 'CdtDbtInd')
  const currency = currencyIn(written?.currency ?? null, line, notes)
  if (side !== 'CRDT' && side !== 'DBIT') {
    notes.add(element.line, `expected CRDT or DBIT as its side, found ${shown(side)}`)
    return null
  }
  const amount = currency === null ? null : unsignedAmount(written?.text ?? '', line, { currency, notes })
  if (currency === null || amount === null) return null
  return { amount: side === 'CRDT' ? amount : -amount, currency, line }
}

/** An amount that has no sign, in minor units; null and a problem where it is none. */
export function unsignedAmount(
  text: string,
  line: number,
  { currency, notes }: { currency: Currency; notes: Notes },
): bigint | null {
  try {
    if (text.startsWith('-')) throw new Error(`${shown(text)} has a sign: CdtDbtInd says which way it goes.`)
    return parseAmount(text, currency)
  } catch (error) {
    notes.add(line, (error as Error).message)
    return null
  }
}

const LONGEST_DAY = 10

/** The day below an element, written as a day or as an instant: then the day that the bank's own clock showed. */
export function dayIn(element: Element | undefined, notes: Notes): string | null {
  if (element === undefined) return null
  const written = textAt(element, 'Dt') ?? textAt(element, 'DtTm')
  const day = written?.slice(0, LONGEST_DAY) ?? ''
  const midnight = new Date(`${day}T00:00:00Z`)
  if (!Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day) && day !== '') return day
  notes.add(element.line, `expected a day, such as 2026-07-31, found ${shown(written)}`)
  return null
}

/**
 * The booked balances of a report by the codes of the standard: it opens with OPBD, or where there is none with PRCD
 * (what was closed before), and closes with CLBD. A report of several days may give them for each: the first opening
 * and the last closing one are its own.
 */
export function balancesOf(
  report: Element,
  notes: Notes,
): { opening: BankBalance; closing: BankBalance } | null {
  const opened = allOf(report, 'OPBD', notes)
  const [opening] = opened.length > 0 ? opened : allOf(report, 'PRCD', notes)
  const closing = allOf(report, 'CLBD', notes).at(-1)
  const missing: Problem[] = []
  if (opening === undefined) missing.push(none(report, 'opening', 'OPBD, or PRCD'))
  if (closing === undefined) missing.push(none(report, 'closing', 'CLBD'))
  for (const { line, message } of missing) notes.add(line, message)
  return opening === undefined || closing === undefined ? null : { opening, closing }
}

const none = ({ line }: Element, which: string, codes: string): Problem => {
  return { line, message: `the report has no ${which} balance that can be read (${codes})` }
}

/** By day, those of one day as they stand. */
function allOf(report: Element, code: string, notes: Notes): BankBalance[] {
  return childrenOf(report, 'Bal')
    .filter(balance => textAt(balance, 'Tp', 'CdOrPrtry', 'Cd') === code)
    .flatMap(balance => {
      const [money, day] = [signedAmount(balance, notes), dayIn(elementAt(balance, 'Dt'), notes)]
      return money === null || day === null ? [] : [{ ...money, day, line: balance.line }]
    })
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}
