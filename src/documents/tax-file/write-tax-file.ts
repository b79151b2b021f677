import { amountZones } from './amount-zones.ts'
import { plainText } from './plain-text.ts'
import { LAYOUT_2020, RECORD_LENGTH, type Zone } from './record-layout.ts'
import type { TaxFileData, TaxStatement } from './tax-statement.ts'

/**
 * The file of a year as the tax office takes it (TD-RCM): who paid, for each beneficiary who he is and what he was paid,
 * and how many there are. Records of 430 characters in ASCII, each with CR LF behind. The same data give the same bytes.
 * What is not known is left blank: `taxProblems` lists it.
 */
export function writeTaxFile(file: TaxFileData): Buffer {
  const records = [
    record(LAYOUT_2020.d0, payer(file)),
    ...file.statements.flatMap(statement => [
      record(LAYOUT_2020.r1, beneficiary(file, statement)),
      record(LAYOUT_2020.r2, amounts(file, statement)),
    ]),
    record(LAYOUT_2020.t0, counts(file)),
  ]
  return Buffer.from(records.map(each => `${each}\r\n`).join(''), 'ascii')
}

type Values = Record<string, string>

/** One record: each zone filled up, letters from the left and digits from the right, and what has no room cut. */
function record(zones: readonly Zone[], values: Values): string {
  const text = zones.map(([name, length, kind]) => {
    const value = values[name] ?? ''
    if (kind === 'X') return value.slice(0, length).padEnd(length, ' ')
    if (!/^\d*$/.test(value) || value.length > length)
      throw new Error(`Zone ${name} has no room for a number`)
    return value.padStart(length, '0')
  })
  const whole = text.join('')
  if (whole.length !== RECORD_LENGTH) throw new Error(`A record has ${whole.length} characters`)
  return whole
}

/** What begins every record: the year, who paid, and 1 for a first file or 2 for a correction. */
function opening(prefix: string, { year, siret, amended }: TaxFileData): Values {
  return {
    [`${prefix}01`]: String(year),
    [`${prefix}02`]: siret ?? '',
    [`${prefix}03`]: amended ? '2' : '1',
  }
}

function payer(file: TaxFileData): Values {
  return {
    ...opening('D0', file),
    D005: 'D0',
    D006: plainText(file.payerName),
    D020: file.issuedOn.replaceAll('-', ''),
  }
}

function beneficiary(file: TaxFileData, statement: TaxStatement): Values {
  const text = (value: string | null) => plainText(value ?? '')
  const { kind, bornOn, birthCode, streetNumber, postalCode, town } = statement
  const [year = '', month = '', day = ''] = (bornOn ?? '').split('-')
  const [, number = '', suffix = ''] = /^(\d{1,4}) ?([BTQC]?)/i.exec(streetNumber ?? '') ?? []
  const person: Values = {
    R114: text(statement.familyName),
    R115: text(statement.firstNames),
    R116: text(statement.usualName),
    R118: statement.sex === null ? '' : { male: '1', female: '2' }[statement.sex],
    R119: year,
    R120: month,
    R121: day,
    R122: birthCode?.slice(0, 2) ?? '',
    R123: birthCode?.slice(2) ?? '',
    R124: text(statement.birthPlace),
  }
  return {
    ...opening('R1', file),
    R108: 'R1',
    // An account that is neither a bank's nor an insurance, of one holder, who is the beneficiary himself.
    R109: '3',
    R110: '1',
    R111: 'B',
    ...(kind === 'firm' ? { R112: statement.siret ?? '', R113: text(statement.name) } : person),
    R127: text(statement.addressExtra),
    R128: number,
    R129: suffix.toUpperCase(),
    R131: text(statement.street),
    R134: text(town),
    R135: text(postalCode),
    R137: text(town),
    R140: '1231',
  }
}

function amounts(file: TaxFileData, statement: TaxStatement): Values {
  const { zones } = amountZones(statement.amounts)
  // A zone has no sign: what is below zero stays at zero, and the report says so.
  const told = zones.filter(each => each.euros > 0n).map(({ zone, euros }) => [zone, String(euros)])
  return { ...opening('R2', file), R208: 'R2', ...Object.fromEntries(told) }
}

function counts(file: TaxFileData): Values {
  const told = String(file.statements.length)
  return {
    ...opening('T0', file),
    T004: '9'.repeat(30),
    T005: 'T0',
    T006: told,
    T007: told,
    T013: (file.siret ?? '').slice(0, 9),
  }
}
