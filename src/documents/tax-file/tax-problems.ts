import type { Currency } from '../../domain/money/currency.ts'
import { formatAmount } from '../../domain/money/money.ts'
import { amountZones } from './amount-zones.ts'
import { plainText } from './plain-text.ts'
import { LAYOUT_YEARS } from './record-layout.ts'
import type { TaxFileData, TaxStatement } from './tax-statement.ts'

export const PROBLEMS = {
  LAYOUT_OF_ANOTHER_YEAR:
    'The records are laid out as for another year: the edition of this year was not at hand',
  PAYER_SIRET_MISSING: 'The SIRET of who pays is not known',
  PAYER_ADDRESS_OPEN: 'Address, legal category and contact of who pays are left blank',
  HELD_NOT_TOLD:
    'Income is held until a levy rule is known for its holders: it is told once its levies are withheld',
  KIND_NOT_STATED:
    'Income of contracts that withhold no levies states no kind, and is in no file: look whether it has to be told',
  NAME_MISSING: 'Family name or first names are not known',
  SEX_MISSING: 'The sex of a person is not known',
  BIRTH_MISSING: 'Day or place of birth of a person is not known',
  ADDRESS_MISSING: 'Street, postal code or town is not known',
  TAX_NUMBER_MISSING: 'The number under which the beneficiary is taxed is not known',
  SIRET_MISSING: 'The SIRET of a firm is not known',
  TEXT_CUT: 'A text is longer than its zone and was cut',
  NO_BOX: 'No box is known for an income, and it stands in no zone',
  NO_BOX_FOR_RESIDENCE: 'No zone is known for the country of a beneficiary abroad',
  BELOW_ZERO: 'An amount is below zero, for which the zone has no sign: it is left at zero',
} as const

export type ProblemCode = keyof typeof PROBLEMS

/** What a person has to look at before the file is sent. `partyId` null: it is about the whole file. No words about anybody. */
export type TaxProblem = { code: ProblemCode; partyId: string | null; zone: string | null; detail: string }

/** Income that is in no file, and of how many parties. Minor units. */
export type IncomeNotTold = { why: 'held' | 'noKind'; currency: Currency; parties: number; amount: bigint }

/** What is missing, cut or left open in a file, the file itself first, then its beneficiaries in their order. */
export function taxProblems(file: TaxFileData, notTold: readonly IncomeNotTold[]): TaxProblem[] {
  const whole = (code: ProblemCode, zone: string | null, detail: string): TaxProblem => {
    return { code, partyId: null, zone, detail }
  }
  return [
    ...(LAYOUT_YEARS.has(file.year)
      ? []
      : [whole('LAYOUT_OF_ANOTHER_YEAR', null, [...LAYOUT_YEARS].join(', '))]),
    ...(file.siret === null ? [whole('PAYER_SIRET_MISSING', 'D002', '')] : []),
    whole('PAYER_ADDRESS_OPEN', 'D007', ''),
    ...notTold.map(({ why, currency, parties, amount }) => {
      const code = why === 'held' ? 'HELD_NOT_TOLD' : 'KIND_NOT_STATED'
      return whole(code, null, `${parties}: ${formatAmount(amount, currency)} ${currency}`)
    }),
    ...file.statements.flatMap(problemsOf),
  ]
}

function problemsOf(statement: TaxStatement): TaxProblem[] {
  const { partyId, kind } = statement
  const found = (code: ProblemCode, zone: string | null, detail = ''): TaxProblem => {
    return { code, partyId, zone, detail }
  }
  const missing = (code: ProblemCode, zone: string | null, ...facts: (string | null)[]) =>
    facts.includes(null) ? [found(code, zone)] : []
  const { familyName, firstNames, sex, bornOn, birthPlace, street, postalCode, town } = statement
  return [
    ...(kind === 'firm'
      ? missing('SIRET_MISSING', 'R112', statement.siret)
      : [
          ...missing('NAME_MISSING', 'R114', familyName, firstNames),
          ...missing('SEX_MISSING', 'R118', sex),
          ...missing('BIRTH_MISSING', 'R119', bornOn, birthPlace),
        ]),
    ...missing('ADDRESS_MISSING', 'R131', street, postalCode, town),
    ...missing('TAX_NUMBER_MISSING', null, statement.taxNumber),
    ...cuts(statement).map(zone => found('TEXT_CUT', zone)),
    ...amountProblems(statement, found),
  ]
}

function amountProblems(
  { amounts }: TaxStatement,
  found: (code: ProblemCode, zone: string | null, detail: string) => TaxProblem,
): TaxProblem[] {
  const { zones, unplaced } = amountZones(amounts)
  const euros = (minor: bigint) => `${formatAmount(minor, 'EUR')} EUR`
  const isAbroad = amounts.abroad !== 0n || amounts.exempt !== 0n
  return [
    ...unplaced.map(({ what, exact }) => found('NO_BOX', null, `${what}: ${euros(exact)}`)),
    ...(isAbroad ? [found('NO_BOX_FOR_RESIDENCE', 'R132', '')] : []),
    ...zones
      .filter(each => each.euros < 0n)
      .map(({ zone, box, exact }) => found('BELOW_ZERO', zone, `${box}: ${euros(exact)}`)),
  ]
}

/** The zones in which a text of the beneficiary has no room. */
function cuts(statement: TaxStatement): string[] {
  const texts: [zone: string, text: string | null, room: number][] = [
    ['R113', statement.kind === 'firm' ? statement.name : null, 50],
    ['R114', statement.familyName, 30],
    ['R115', statement.firstNames, 20],
    ['R116', statement.usualName, 30],
    ['R124', statement.birthPlace, 26],
    ['R127', statement.addressExtra, 32],
    ['R131', statement.street, 26],
    ['R134', statement.town, 26],
    ['R135', statement.postalCode, 5],
  ]
  return texts.filter(([, text, room]) => plainText(text ?? '').length > room).map(([zone]) => zone)
}
