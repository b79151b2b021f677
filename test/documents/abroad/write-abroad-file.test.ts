import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { AbroadFileData, AccountStatement } from '../../../src/documents/abroad/abroad-data.ts'
import { structureProblems } from '../../../src/documents/abroad/structure-problems.ts'
import {
  abroadFileHash,
  abroadPieces,
  writeAbroadFile,
} from '../../../src/documents/abroad/write-abroad-file.ts'
import { sharedFolder } from '../../support/shared-files.ts'
import { HAS_XMLLINT } from '../pain/definitions.ts'
import { BEA, FILE } from './abroad-statements.ts'

const text = (file: AbroadFileData) => writeAbroadFile(file).toString('utf8')
const about = (changed: Partial<AccountStatement>, file: Partial<AbroadFileData> = {}): AbroadFileData => {
  return { ...FILE, ...file, statements: [{ ...BEA, ...changed }] }
}
const CORRECTS = { corrects: true, messageRef: 'FR2026FR-b', repeatsPayer: true }
/** Everything a file can be: new, corrected, taken back, a firm, nothing known, other currencies, nobody. */
const FILES: AbroadFileData[] = [
  FILE,
  about({ action: 'corrected', docRef: 'FR2026-b-0000001', correctsRef: BEA.docRef }, CORRECTS),
  about({ action: 'void', docRef: 'FR2026-c-0000001', correctsRef: BEA.docRef }, CORRECTS),
  about({ kind: 'firm', name: 'Müller & <Söhne> "GmbH"', taxNumber: '12' }),
  about({
    taxNumber: null,
    familyName: null,
    firstNames: null,
    bornOn: null,
    street: null,
    postalCode: null,
  }),
  about({ currency: 'JPY', amounts: { ...BEA.amounts, balance: -5n, interest: 7n, royalty: 1n, other: 2n } }),
  { ...FILE, ...CORRECTS, repeatsPayer: false, correctsPayerRef: 'FR2026-z-0', statements: [] },
]

describe('a file for tax offices abroad', () => {
  test('tells who pays, whose account it is, what lay on it and what was paid', () => {
    expect(text(FILE)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<crs:CRS_OECD xmlns:crs="urn:oecd:ties:crs:v2" xmlns:cfc="urn:oecd:ties:commontypesfatcacrs:v2" xmlns:stf="urn:oecd:ties:crsstf:v5" version="2.0">
<crs:MessageSpec>
<crs:SendingCompanyIN>732829320</crs:SendingCompanyIN>
<crs:TransmittingCountry>FR</crs:TransmittingCountry>
<crs:ReceivingCountry>FR</crs:ReceivingCountry>
<crs:MessageType>CRS</crs:MessageType>
<crs:MessageRefId>FR2026FR-a</crs:MessageRefId>
<crs:MessageTypeIndic>CRS701</crs:MessageTypeIndic>
<crs:ReportingPeriod>2026-12-31</crs:ReportingPeriod>
<crs:Timestamp>2027-01-11T09:00:00Z</crs:Timestamp>
</crs:MessageSpec>
<crs:CrsBody>
<crs:ReportingFI>
<crs:ResCountryCode>FR</crs:ResCountryCode>
<crs:IN issuedBy="FR" INType="SIREN">732829320</crs:IN>
<crs:Name>Tantième</crs:Name>
<crs:Address>
<cfc:CountryCode>FR</cfc:CountryCode>
<cfc:AddressFix>
<cfc:Street>rue de la Paix</cfc:Street>
<cfc:PostCode>75002</cfc:PostCode>
<cfc:City>Paris</cfc:City>
</cfc:AddressFix>
</crs:Address>
<crs:DocSpec>
<stf:DocTypeIndic>OECD1</stf:DocTypeIndic>
<stf:DocRefId>FR2026-a-0</stf:DocRefId>
</crs:DocSpec>
</crs:ReportingFI>
<crs:ReportingGroup>
<crs:AccountReport>
<crs:DocSpec>
<stf:DocTypeIndic>OECD1</stf:DocTypeIndic>
<stf:DocRefId>FR2026-a-0000001</stf:DocRefId>
</crs:DocSpec>
<crs:AccountNumber AcctNumberType="OECD605">0198c0de-0000-7000-8000-000000000001-EUR</crs:AccountNumber>
<crs:AccountHolder>
<crs:Individual>
<crs:ResCountryCode>DE</crs:ResCountryCode>
<crs:TIN issuedBy="DE">86095742719</crs:TIN>
<crs:Name>
<crs:FirstName>Bea</crs:FirstName>
<crs:LastName>Müller</crs:LastName>
</crs:Name>
<crs:Address>
<cfc:CountryCode>DE</cfc:CountryCode>
<cfc:AddressFix>
<cfc:Street>Hauptstraße</cfc:Street>
<cfc:BuildingIdentifier>5</cfc:BuildingIdentifier>
<cfc:PostCode>77694</cfc:PostCode>
<cfc:City>Kehl</cfc:City>
</cfc:AddressFix>
</crs:Address>
<crs:BirthInfo>
<crs:BirthDate>1980-05-02</crs:BirthDate>
</crs:BirthInfo>
</crs:Individual>
</crs:AccountHolder>
<crs:AccountBalance currCode="EUR">52.32</crs:AccountBalance>
<crs:Payment>
<crs:Type>CRS501</crs:Type>
<crs:PaymentAmnt currCode="EUR">60.00</crs:PaymentAmnt>
</crs:Payment>
</crs:AccountReport>
</crs:ReportingGroup>
</crs:CrsBody>
</crs:CRS_OECD>
`)
  })

  test('of corrections says which statement it takes the place of, and repeats who pays', () => {
    const [, corrected = FILE, taken = FILE] = FILES
    expect(text(corrected)).toContain(`<stf:DocTypeIndic>OECD2</stf:DocTypeIndic>
<stf:DocRefId>FR2026-b-0000001</stf:DocRefId>
<stf:CorrDocRefId>FR2026-a-0000001</stf:CorrDocRefId>`)
    expect(text(corrected)).toContain('<crs:MessageTypeIndic>CRS702</crs:MessageTypeIndic>')
    expect(text(corrected)).toContain('<stf:DocTypeIndic>OECD0</stf:DocTypeIndic>\n<stf:DocRefId>FR2026-a-0<')
    expect(text(taken)).toContain('<stf:DocTypeIndic>OECD3</stf:DocTypeIndic>')
  })

  test('has each kind of payment under its code, in yen with decimals, and a debt as nothing', () => {
    const file = about({
      currency: 'JPY',
      amounts: { balance: -5n, dividend: -1n, interest: 7n, royalty: 1n, other: 2n, redeemed: 4n },
    })
    const amounts = [...text(file).matchAll(/(?:<crs:Type>(\w+)<.*\n.*)?currCode="JPY">([\d.]+)</g)]
    expect(amounts.map(([, code, amount]) => [code, amount])).toEqual([
      [undefined, '0.00'],
      ['CRS502', '7.00'],
      ['CRS503', '4.00'],
      ['CRS504', '3.00'],
    ])
    const dinars = about({ currency: 'KWD', amounts: { ...BEA.amounts, balance: 1_235n } })
    expect(text(dinars)).toContain('<crs:AccountBalance currCode="KWD">1.24<')
  })

  test('writes what XML and the user guide forbid in other signs', () => {
    const file = about({ kind: 'firm', name: 'Müller & <Söhne> "O\'Hara" -- /* &#38;\n\u0007Co' })
    expect(text(file)).toContain(
      '<crs:Name>Müller &amp; &lt;Söhne&gt; &quot;O&apos;Hara&quot; - - -38; Co</crs:Name>',
    )
  })

  test('is the same bytes twice, whole or piece by piece', () => {
    expect(writeAbroadFile(FILE).equals(writeAbroadFile(structuredClone(FILE)))).toBe(true)
    expect([...abroadPieces(FILE)].join('')).toBe(text(FILE))
    expect(abroadFileHash(FILE)).toMatch(/^[0-9a-f]{64}$/)
  })

  test('of 5,000 accounts is written without being held: a piece is never longer than an account', () => {
    const one = [...abroadPieces(FILE)].reduce((most, piece) => Math.max(most, piece.length), 0)
    const statements = Array.from({ length: 5_000 }, (_, index) => {
      return { ...BEA, docRef: `FR2026-a-${String(index + 1).padStart(7, '0')}` }
    })
    let pieces = 0
    let longest = 0
    let length = 0
    for (const piece of abroadPieces({ ...FILE, statements })) {
      pieces += 1
      longest = Math.max(longest, piece.length)
      length += piece.length
    }
    expect([pieces, longest]).toEqual([5_004, one])
    expect(length).toBeGreaterThan(5_000 * 1_000)
  })

  test('is built as the published schema says, whatever is known', () => {
    for (const file of FILES) expect(structureProblems(writeAbroadFile(file))).toEqual([])
  })

  test('that is not so built is found, with the line', () => {
    const problems = (from: string | RegExp, to: string) =>
      structureProblems(Buffer.from(text(FILE).replace(from, to))).map(problem => problem.slice(0, 70))
    expect(problems(/<crs:LastName>.*\n/, '')).toEqual([
      'Line 42: Name has FirstName, and should have PrecedingTitle? Title* Fi',
    ])
    expect(problems('CRS501', 'CRS509')).toEqual(['Line 62: Type cannot be "CRS509"'])
    expect(problems('CRS701', 'CRS702')).toEqual([
      expect.stringContaining('what it does with the account does not fit CRS702'),
    ])
    expect(problems('FR2026-a-0000001', 'FR2026-a-0')).toEqual([
      expect.stringContaining('FR2026-a-0 names two documents'),
    ])
    expect(
      problems(
        'OECD1</stf:DocTypeIndic>\n<stf:DocRefId>FR2026-a-0<',
        'OECD2</stf:DocTypeIndic>\n<stf:DocRefId>FR2026-a-0<',
      ),
    ).toEqual([expect.stringContaining('OECD2 does not name what it corrects')])
    expect(problems('<crs:Type>CRS501</crs:Type>', '<cfc:Type>CRS501</cfc:Type>')).toEqual([
      expect.stringContaining('Type is of urn:oecd:ties:commontypesfatcacrs:v2'),
    ])
    expect(problems('</crs:CRS_OECD>', '')).toEqual([expect.stringContaining('the file is no XML')])
  })

  const definitions = sharedFolder('tax/crs')
  const check = definitions !== undefined && HAS_XMLLINT ? test : test.skip
  check('is valid against the XSD of the OECD, where it is at hand', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tantieme-abroad-'))
    try {
      const paths = FILES.map((file, index) => {
        const path = join(folder, `${index}.xml`)
        writeFileSync(path, writeAbroadFile(file))
        return path
      })
      const schema = join(definitions ?? '', 'CrsXML_v2.0.xsd')
      const { stderr } = spawnSync('xmllint', ['--nonet', '--noout', '--schema', schema, ...paths], {
        encoding: 'utf8',
      })
      expect(stderr.replaceAll(/.* validates\n/g, '')).toBe('')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
