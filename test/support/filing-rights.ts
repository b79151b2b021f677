import { type Rights, right, SIGNED_IN, STAFF } from './rights.ts'

const KEY = 'idempotencyKey: "k"'
const PAYER = 'siret: "73282932000074", town: "Paris"'

/** Who looks at what is told to the tax office. */
export const FILING_READING: Rights = {
  taxReturn: [
    right('taxReturn(month: "2010-01") { dueOn lines { levy } total { amount } posted { amount } }', [
      STAFF,
      'ok',
    ]),
    right('taxReturn(month: "2010") { dueOn }', [STAFF, 'MONTH_MALFORMED']),
  ],
  taxReturns: [right('taxReturns { month filer { name } }', [STAFF, 'ok'])],
  taxFile: [
    right('taxFile(year: 2009) { beneficiaries boxes { box } withheld { amount } sha256 }', [STAFF, 'ok']),
    right('taxFile(year: 2009) { content }', [['finance'], 'ok']),
    right('taxFile(year: 2009) { problemCount problems { code party { name } } }', [['finance'], 'ok']),
  ],
  abroadFile: [
    right(
      `abroadFile(year: 2009, ${PAYER}) { accounts waiting totals { outcome } posted { received { amount } } checked sha256 }`,
      [STAFF, 'ok'],
    ),
    right(
      `abroadFile(year: 2009, ${PAYER}) { content faults problemCount problems { code nextStep party { name } } }`,
      [['finance'], 'ok'],
    ),
  ],
  abroadFiles: [right('abroadFiles { year revision waiting issuer { name } }', [STAFF, 'ok'])],
  taxFiles: [right('taxFiles { year revision issuer { name } }', [STAFF, 'ok'])],
}

/** Who tells the tax office, and who says how he is told to it. */
export function filingRights(annId: string): Rights {
  const identity = (fields: string) => `declareTaxIdentity(input: { ${KEY}, ${fields} })`
  return {
    fileTaxReturn: [right(`fileTaxReturn(month: "2010", ${KEY})`, [['finance'], 'MONTH_MALFORMED'])],
    issueTaxFile: [right(`issueTaxFile(year: 2009, siret: "1", ${KEY})`, [['finance'], 'SIRET_MALFORMED'])],
    issueAbroadFile: [
      right(`issueAbroadFile(year: 2009, siret: "1", town: "Paris", ${KEY})`, [
        ['finance'],
        'SIRET_MALFORMED',
      ]),
    ],
    declareTaxIdentity: [
      right(identity('siret: "1"'), [SIGNED_IN, 'SIRET_MALFORMED']),
      right(identity('birthCode: "1"'), [SIGNED_IN, 'BIRTH_CODE_MALFORMED']),
      right(
        identity(`siret: "1", onBehalfOf: "${annId}"`),
        [['ann', 'finance'], 'SIRET_MALFORMED'],
        [SIGNED_IN.filter(who => who !== 'ann' && who !== 'finance'), 'MANDATE_UNKNOWN'],
      ),
    ],
  }
}
