import type { Currency } from '../../domain/money/currency.ts'
import type { AccountStatement } from './abroad-data.ts'
import { toldPayments, twoDecimals } from './told-payments.ts'
import { allowedText } from './xml-pieces.ts'

/** What has to be looked at. */
export const PROBLEMS = {
  DUTY_OPEN:
    'Whether who pays has to tell accounts at all (a financial institution of CGI art. 1649 AC) is not decided here',
  TAX_NUMBER_MISSING: 'The number under which a party is taxed where it lives is not known, and is not told',
  NAME_MISSING:
    'Family name or first names of a person are not known: the name of the profile and NFN stand in their place',
  BIRTH_MISSING: 'The day of birth of a person is not known, and is not told',
  ADDRESS_INCOMPLETE: 'Street or postal code of a party is not known',
  FIRM_OPEN:
    'Whether a firm is passive, and who controls it, is not known: it is told as a person of its own',
  TEXT_CHANGED: 'A text has signs that are forbidden in the file or is too long, and was changed',
  BELOW_ZERO: 'An amount is below zero, for which the standard has no sign: it is not told',
  RESIDENCE_UNKNOWN: 'Where a party is taxed was never declared: it is not told',
  UNITED_STATES: 'A party lives in the United States: it is not told here',
  STATE_NOT_LISTED: 'No source at hand lists the state of a party: it is not told',
  ADDRESS_UNKNOWN: 'No town of a party is known, without which there is no statement: it is not told',
} as const

/** And what to do about it. */
export const NEXT_STEPS: Readonly<Record<AbroadProblemCode, string>> = {
  DUTY_OPEN: 'Ask counsel before the first file is sent',
  TAX_NUMBER_MISSING: 'Ask the party for it, and enter it with declareTaxIdentity',
  NAME_MISSING: 'Ask the party, and enter them with declareTaxIdentity',
  BIRTH_MISSING: 'Ask the party, and enter it with declareTaxIdentity',
  ADDRESS_INCOMPLETE: 'Ask the party, and enter them with declareTaxIdentity',
  FIRM_OPEN: 'Ask the firm for its own certification; counsel says whether it is told otherwise',
  TEXT_CHANGED: 'Compare it with what the party said',
  BELOW_ZERO: 'Find out what was taken back: it may belong to the file of an earlier year',
  RESIDENCE_UNKNOWN: 'Ask the party, and enter it with declareTaxResidence',
  UNITED_STATES: 'It belongs to a file of its own (FATCA), which is not written: ask counsel',
  STATE_NOT_LISTED: 'Look it up in art. 2 of the arrêté of 9 December 2016, and add a row to EXCHANGE_STATES',
  ADDRESS_UNKNOWN: 'Ask the party, and enter its address with declareTaxIdentity: the next file tells it',
}

export type AbroadProblemCode = keyof typeof PROBLEMS

/** A row of the report. `partyId` null: it is about the whole file. No words about anybody. */
export type AbroadProblem = { code: AbroadProblemCode; partyId: string | null; detail: string }

/** A party that was paid and is not told, and why. */
export type NotTold = {
  partyId: string
  currency: Currency
  outcome: 'residenceUnknown' | 'unitedStates' | 'stateNotListed' | 'addressUnknown'
  received: bigint
}

const OF_OUTCOME = {
  residenceUnknown: 'RESIDENCE_UNKNOWN',
  unitedStates: 'UNITED_STATES',
  stateNotListed: 'STATE_NOT_LISTED',
  addressUnknown: 'ADDRESS_UNKNOWN',
} as const satisfies Record<NotTold['outcome'], AbroadProblemCode>

/** What a person has to look at before a file is sent: the file itself, who is not told, and then what is told. */
export function abroadProblems(
  statements: readonly AccountStatement[],
  left: readonly NotTold[],
): AbroadProblem[] {
  return [
    { code: 'DUTY_OPEN', partyId: null, detail: '' },
    ...left.map(({ partyId, currency, outcome, received }) => {
      return { code: OF_OUTCOME[outcome], partyId, detail: `${twoDecimals(received, currency)} ${currency}` }
    }),
    // What is taken back is said as it was: there is nothing to mend in it.
    ...statements.filter(({ action }) => action !== 'void').flatMap(problemsOf),
  ]
}

function problemsOf(statement: AccountStatement): AbroadProblem[] {
  const { partyId, kind, currency, amounts } = statement
  const found = (code: AbroadProblemCode, detail = ''): AbroadProblem => ({ code, partyId, detail })
  const missing = (code: AbroadProblemCode, ...facts: (string | null)[]) =>
    facts.includes(null) ? [found(code)] : []
  const below = [...toldPayments(statement).below, { code: 'balance', amount: amounts.balance }]
  return [
    ...missing('TAX_NUMBER_MISSING', statement.taxNumber),
    ...(kind === 'firm'
      ? [found('FIRM_OPEN')]
      : [
          ...missing('NAME_MISSING', statement.familyName, statement.firstNames),
          ...missing('BIRTH_MISSING', statement.bornOn),
        ]),
    ...missing('ADDRESS_INCOMPLETE', statement.street, statement.postalCode),
    ...changed(statement).map(field => found('TEXT_CHANGED', field)),
    ...below
      .filter(({ amount }) => amount < 0n)
      .map(({ code, amount }) =>
        found('BELOW_ZERO', `${code}: ${twoDecimals(amount, currency)} ${currency}`),
      ),
  ]
}

const TEXTS = [
  ...(['name', 'taxNumber', 'familyName', 'firstNames'] as const),
  ...(['streetNumber', 'street', 'addressExtra', 'postalCode', 'town'] as const),
]

/** Which texts stand otherwise in the file than they were said. */
function changed(statement: AccountStatement): string[] {
  return TEXTS.filter(field => {
    const text = statement[field]
    return text !== null && allowedText(text) !== text.normalize('NFC').trim()
  })
}
