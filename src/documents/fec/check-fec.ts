import { parseAmount } from '../../domain/money/money.ts'
import { FEC_COLUMNS } from './fec-row.ts'

/** What is wrong in a file, and in which line, from 1 on. */
export type FecFault = { line: number; fault: string }

const DAY = /^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/
const AMOUNT = /^[+-]?\d+,\d{2}$/
const OTHER_AMOUNT = /^([+-]?\d+(,\d{1,3})?)?$/
const OTHER_CURRENCY = /^([A-Z]{3})?$/

/**
 * Reads an export, ours or another's, and tells what is wrong in it: names and number of the columns, days, amounts, account
 * numbers, other currencies, each entry and the whole in balance, no gap in the numbers of a journal, nothing made final before its day.
 * `lines`: without their ends. At most 100 faults; holds one entry at a time. Source: LPF art. A47 A-1 VI to X.
 */
export async function checkFec(lines: AsyncIterable<string>): Promise<FecFault[]> {
  const faults: FecFault[] = []
  const checker = newChecker(fault => faults.push(fault))
  for await (const line of lines) {
    checker.read(line.replace(/\r$/, ''))
    if (faults.length >= 100) return faults
  }
  checker.end()
  return faults
}

type Entry = { name: string; line: number; balance: bigint }

function newChecker(tell: (fault: FecFault) => void) {
  let line = 0
  let separator = '\t'
  let entry: Entry | null = null
  let total = 0n
  const last = new Map<string, number>()
  const say = (fault: string, at = line) => tell({ line: at, fault })

  function read(text: string): void {
    line++
    if (line === 1) {
      separator = text.includes('\t') ? '\t' : '|'
      if (text !== FEC_COLUMNS.join(separator)) say('the first line is not the names of the 18 columns')
      return
    }
    const fields = text.split(separator)
    if (fields.length !== FEC_COLUMNS.length) {
      say(`${fields.length} fields instead of 18`)
      return
    }
    for (const fault of faultsOf(named(fields))) say(fault)
    count(named(fields))
  }

  function count({ JournalCode, EcritureNum, Debit, Credit }: Fields): void {
    const name = `${JournalCode} ${EcritureNum}`
    if (entry?.name !== name) {
      close()
      entry = { name, line, balance: 0n }
      const number = Number(/\d+$/.exec(EcritureNum)?.[0] ?? Number.NaN)
      const before = last.get(JournalCode) ?? 0
      if (number !== before + 1) say(`${name} comes after number ${before} of its journal`)
      last.set(JournalCode, number)
    }
    if (!AMOUNT.test(Debit) || !AMOUNT.test(Credit)) return
    const amount = cents(Debit) - cents(Credit)
    entry.balance += amount
    total += amount
  }

  function close(): void {
    if (entry !== null && entry.balance !== 0n) say(`${entry.name} does not balance`, entry.line)
  }

  function end(): void {
    close()
    if (line === 0) say('the file is empty')
    if (total !== 0n) say('debits and credits of the file differ')
  }

  return { read, end }
}

type Fields = Record<(typeof FEC_COLUMNS)[number], string>

const named = (fields: readonly string[]) =>
  Object.fromEntries(FEC_COLUMNS.map((column, index) => [column, fields[index] ?? ''])) as Fields

/** What is wrong in one line by itself. */
function faultsOf(fields: Fields): string[] {
  const faults: string[] = []
  for (const column of ['JournalCode', 'JournalLib', 'CompteLib', 'PieceRef', 'EcritureLib'] as const) {
    if (fields[column] === '') faults.push(`${column} is empty`)
  }
  for (const column of ['EcritureDate', 'PieceDate', 'ValidDate'] as const) {
    if (!DAY.test(fields[column])) faults.push(`${column} is no day: ${fields[column]}`)
  }
  for (const column of ['Debit', 'Credit'] as const) {
    if (!AMOUNT.test(fields[column])) faults.push(`${column} is no amount: ${fields[column]}`)
  }
  if (!/^[1-8]\d{2}/.test(fields.CompteNum)) {
    faults.push(`CompteNum begins with no account of the chart: ${fields.CompteNum}`)
  }
  if (fields.ValidDate < fields.EcritureDate) faults.push('ValidDate lies before EcritureDate')
  if ((fields.CompAuxNum === '') !== (fields.CompAuxLib === '')) {
    faults.push('CompAuxNum and CompAuxLib go together')
  }
  if ((fields.Montantdevise === '') !== (fields.Idevise === '')) {
    faults.push('Montantdevise and Idevise go together')
  }
  if (!OTHER_AMOUNT.test(fields.Montantdevise) || !OTHER_CURRENCY.test(fields.Idevise)) {
    faults.push(`Montantdevise and Idevise are no amount: ${fields.Montantdevise} ${fields.Idevise}`)
  }
  return faults
}

const cents = (text: string) => parseAmount(text.replace(',', '.').replace('+', ''), 'EUR')
