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
  const { account, amount, other } = row
  const auxiliary = auxiliaryOf(row)
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
    // Signed: a line may be too small for a cent of euros on either side.
    other === null ? '' : comma(formatAmount(other.amount, other.currency)),
    other?.currency ?? '',
  ]
}

/** The account under its number: whose it is, what for, a code, and its currency where that is not the euro. */
function auxiliaryOf({ account: { ownerId, scopeId, code }, other }: FecRow): string {
  const parts = [ownerId && `P-${ownerId}`, scopeId && `S-${scopeId}`, code, other?.currency]
  return parts.filter(Boolean).join('/')
}

const comma = (amount: string) => amount.replace('.', ',')

const euros = (minor: bigint) => comma(formatAmount(minor, 'EUR'))

const digits = (day: string) => day.replaceAll('-', '')
