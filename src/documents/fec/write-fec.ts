import { formatAmount } from '../../domain/money/money.ts'
import { FEC_COLUMNS, type FecRow } from './fec-row.ts'
import { ACCOUNT_WORDS, ENTRY_WORDS } from './fec-words.ts'

/**
 * The fiscal export of a year as LPF art. A47 A-1 asks for it: a line of names, then one line per posting; tabs between the
 * fields, CR LF at the end, UTF-8, days as AAAAMMJJ, amounts with a comma. Holds one row at a time.
 */
export async function* writeFec(rows: AsyncIterable<FecRow>): AsyncGenerator<string> {
  yield lineOf(FEC_COLUMNS)
  for await (const row of rows) yield lineOf(fieldsOf(row))
}

/** What the file is called: the platform's SIREN, and the last day of the year (LPF art. A47 A-1 X). */
export const fecName = (siren: string, year: number): string => `${siren}FEC${year}1231.txt`

const lineOf = (fields: readonly string[]) => `${fields.map(plain).join('\t')}\r\n`

/** A field may not hold what separates fields or records. */
const plain = (field: string) => field.replaceAll(/[\t\r\n|]+/g, ' ')

function fieldsOf(row: FecRow): string[] {
  const { account, amount } = row
  const auxiliary = auxiliaryOf(account)
  const size = euros(amount < 0n ? -amount : amount)
  return [
    row.journal,
    row.journalName,
    `${row.journal}${String(row.number).padStart(6, '0')}`,
    digits(row.day),
    account.number,
    ACCOUNT_WORDS[account.kind] ?? account.kind,
    auxiliary,
    // Nobody is named: who it is, is told by the platform under that number.
    auxiliary,
    row.factId ?? `AN${row.day.slice(0, 4)}`,
    digits(row.day),
    ENTRY_WORDS[row.what] ?? row.what,
    amount > 0n ? size : euros(0n),
    amount > 0n ? euros(0n) : size,
    '',
    '',
    digits(row.validOn),
    '',
    '',
  ]
}

/** The account under its number: whose it is, what for, a code. */
function auxiliaryOf({ ownerId, scopeId, code }: FecRow['account']): string {
  return [ownerId && `P-${ownerId}`, scopeId && `S-${scopeId}`, code].filter(Boolean).join('/')
}

const euros = (minor: bigint) => formatAmount(minor, 'EUR').replace('.', ',')

const digits = (day: string) => day.replaceAll('-', '')
