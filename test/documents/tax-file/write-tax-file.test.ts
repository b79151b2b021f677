import { describe, expect, test } from '@jest/globals'
import { amountZones } from '../../../src/documents/tax-file/amount-zones.ts'
import { LAYOUT_2020, RECORD_LENGTH } from '../../../src/documents/tax-file/record-layout.ts'
import { taxProblems } from '../../../src/documents/tax-file/tax-problems.ts'
import type { TaxFileData, TaxStatement } from '../../../src/documents/tax-file/tax-statement.ts'
import { writeTaxFile } from '../../../src/documents/tax-file/write-tax-file.ts'

const NOTHING = {
  dividend: 0n,
  interest: 0n,
  loanInterest: 0n,
  royalty: 0n,
  incomeTax: 0n,
  social: 0n,
  abroad: 0n,
  withheldAbroad: 0n,
  exempt: 0n,
}

const ANN: TaxStatement = {
  partyId: 'ann',
  kind: 'person',
  name: 'Ann Durand',
  taxNumber: '0101010101010',
  siret: null,
  familyName: 'Müller-Lefèvre',
  firstNames: 'Anne Zoé',
  usualName: 'Durand',
  sex: 'female',
  bornOn: '1980-05-02',
  birthPlace: 'Nantes',
  birthCode: '44109',
  streetNumber: '40 b',
  street: 'rue de la Tour d’Auvergne',
  addressExtra: null,
  postalCode: '44200',
  town: 'Nantes',
  // 53.01 and what is withheld of it in 2026.
  amounts: { ...NOTHING, dividend: 5_301n, incomeTax: 679n, social: 987n },
}

const FIRM: TaxStatement = {
  ...ANN,
  partyId: 'firm',
  kind: 'firm',
  name: 'Œuvre & Fils',
  siret: '73282932000074',
  amounts: { ...NOTHING, interest: 10_050n },
}

const FILE: TaxFileData = {
  year: 2020,
  amended: false,
  siret: '73282932000074',
  payerName: 'Tantième SAS',
  issuedOn: '2021-02-10',
  statements: [ANN, FIRM],
}

/** The zones of a record by name, with the spaces behind left out. */
function zonesOf(record: string, article: keyof typeof LAYOUT_2020): Record<string, string> {
  let from = 0
  return Object.fromEntries(
    LAYOUT_2020[article].map(([name, length]) => {
      from += length
      return [name, record.slice(from - length, from).trimEnd()]
    }),
  )
}

const recordsOf = (file: TaxFileData) => writeTaxFile(file).toString('ascii').split('\r\n').slice(0, -1)

describe('the file of a year', () => {
  const records = recordsOf(FILE)
  const [d0 = '', r1 = '', r2 = '', firm = '', firms = '', t0 = ''] = records

  test('has records of 430 characters: who paid, two for each beneficiary, how many there are', () => {
    expect(records.map(record => record.length)).toEqual(Array(6).fill(RECORD_LENGTH))
    expect(zonesOf(d0, 'd0')).toMatchObject({
      D001: '2020',
      D002: '73282932000074',
      D003: '1',
      D004: '0'.repeat(30),
      D005: 'D0',
      D006: 'TANTIEME SAS',
      D020: '20210210',
    })
    expect(zonesOf(t0, 't0')).toMatchObject({
      T004: '9'.repeat(30),
      T005: 'T0',
      T006: '00000002',
      T007: '00000002',
      T008: '00000000',
      T013: '732829320',
    })
  })

  test('tells a person in capital Latin letters, each word in its zone', () => {
    expect(zonesOf(r1, 'r1')).toMatchObject({
      R101: '2020',
      R108: 'R1',
      R112: '0'.repeat(14),
      R113: '',
      R114: 'MULLER-LEFEVRE',
      R115: 'ANNE ZOE',
      R116: 'DURAND',
      R118: '2',
      R119: '1980',
      R120: '05',
      R121: '02',
      R122: '44',
      R123: '109',
      R124: 'NANTES',
      R128: '0040',
      R129: 'B',
      R131: "RUE DE LA TOUR D'AUVERGNE",
      R135: '44200',
    })
  })

  test('tells a firm by its SIRET and name alone', () => {
    expect(zonesOf(firm, 'r1')).toMatchObject({
      R112: '73282932000074',
      R113: 'OEUVRE FILS',
      R114: '',
      R118: '',
    })
  })

  test('has the amounts in whole euros, a half upwards', () => {
    const own = zonesOf(r2, 'r2')
    expect([own.R222, own.R211, own.R234, own.R237]).toEqual(
      ['53', '7', '53', '0'].map(n => n.padStart(10, '0')),
    )
    const others = zonesOf(firms, 'r2')
    expect([others.R222, others.R237]).toEqual(['0', '101'].map(n => n.padStart(10, '0')))
  })

  test('tells interest on loans of a crowd in box 2TT, and never in 2TR', () => {
    const { zones } = amountZones({ ...NOTHING, interest: 100n, loanInterest: 10_050n })
    expect(zones.map(({ zone, box, euros }) => [zone, box, euros])).toEqual([
      ['R234', '2BH-BU', 102n],
      ['R237', '2TR-AR', 1n],
      ['R239', '2TT', 101n],
    ])
  })

  test('is marked 2 in each record where it corrects another', () => {
    expect(recordsOf({ ...FILE, amended: true }).map(record => record.charAt(18))).toEqual(Array(6).fill('2'))
  })

  test('is the same to the byte when it is written again', () => {
    expect(writeTaxFile(FILE).equals(writeTaxFile(structuredClone(FILE)))).toBe(true)
  })
})

describe('rounding', () => {
  test.each([
    [149n, 1n],
    [150n, 2n],
    [49n, 0n],
    [-150n, -2n],
  ])('makes %s cents %s euros', (exact, euros) => {
    expect(amountZones({ ...NOTHING, dividend: exact }).zones[0]).toMatchObject({
      zone: 'R222',
      exact,
      euros,
    })
  })
})

describe('the problems of a file', () => {
  const WHOLE = ['PAYER_ADDRESS_OPEN']
  const problems = (file: Partial<TaxFileData>) =>
    taxProblems({ ...FILE, ...file }, []).map(({ code, partyId, zone }) =>
      [code, partyId, zone].filter(Boolean).join(' '),
    )
  const codes = (file: Partial<TaxFileData>) => taxProblems({ ...FILE, ...file }, []).map(({ code }) => code)

  test('are only what the format leaves open where all is known', () => {
    expect(codes({})).toEqual(WHOLE)
  })

  test('name who has no tax number, no birth data, no address', () => {
    const bare = {
      ...ANN,
      partyId: 'bea',
      taxNumber: null,
      bornOn: null,
      street: null,
      sex: null,
      familyName: null,
    }
    expect(problems({ statements: [ANN, bare] })).toEqual([
      'PAYER_ADDRESS_OPEN D007',
      'NAME_MISSING bea R114',
      'SEX_MISSING bea R118',
      'BIRTH_MISSING bea R119',
      'ADDRESS_MISSING bea R131',
      'TAX_NUMBER_MISSING bea',
    ])
    expect(problems({ statements: [{ ...FIRM, siret: null }] })).toContain('SIRET_MISSING firm R112')
  })

  test('name what was cut, what has no box and what is below zero, with the amount', () => {
    const long = {
      ...ANN,
      firstNames: 'Anne-Sophie Marguerite',
      amounts: { ...NOTHING, dividend: -150n, royalty: 99n },
    }
    expect(taxProblems({ ...FILE, statements: [long] }, []).slice(1)).toEqual([
      { code: 'TEXT_CUT', partyId: 'ann', zone: 'R115', detail: '' },
      { code: 'NO_BOX', partyId: 'ann', zone: null, detail: 'royalty: 0.99 EUR' },
      { code: 'BELOW_ZERO', partyId: 'ann', zone: 'R222', detail: '2DC-AY: -1.50 EUR' },
      { code: 'BELOW_ZERO', partyId: 'ann', zone: 'R234', detail: '2BH-BU: -1.50 EUR' },
    ])
    const abroad = { ...ANN, amounts: { ...NOTHING, abroad: 100n, withheldAbroad: 13n } }
    expect(codes({ statements: [abroad] })).toContain('NO_BOX_FOR_RESIDENCE')
  })

  test('say that the edition of another year was used, and that nobody said who pays', () => {
    expect(codes({ year: 2025, siret: null, statements: [] })).toEqual([
      'LAYOUT_OF_ANOTHER_YEAR',
      'PAYER_SIRET_MISSING',
      ...WHOLE,
    ])
  })

  test('hold no word about anybody', () => {
    const text = JSON.stringify(
      taxProblems({ ...FILE, statements: [{ ...ANN, firstNames: 'A'.repeat(40) }] }, []),
    )
    expect(text).not.toMatch(/AAA|Durand|1980|44200/i)
  })

  test('names income that is in no file, after what is about the file itself', () => {
    const held = { why: 'held', currency: 'EUR', parties: 2, amount: 5_000n } as const
    const noKind = { why: 'noKind', currency: 'USD', parties: 1, amount: 3_000n } as const
    const rows = taxProblems({ ...FILE, statements: [] }, [held, noKind]).map(({ code, detail }) => [
      code,
      detail,
    ])
    expect(rows.slice(-2)).toEqual([
      ['HELD_NOT_TOLD', '2: 50.00 EUR'],
      ['KIND_NOT_STATED', '1: 30.00 USD'],
    ])
  })
})
