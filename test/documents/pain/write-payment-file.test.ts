import { describe, expect, test } from '@jest/globals'
import type { PaymentBatch, PaymentFileVersion } from '../../../src/documents/pain/payment-batch.ts'
import { writePaymentFile } from '../../../src/documents/pain/write-payment-file.ts'
import { xmlOf } from '../../../src/documents/pain/xml.ts'
import { batch, GERMAN_IBAN, leg } from './batches.ts'

/** The text of a file, its elements in one line. */
function textOf(change: Partial<PaymentBatch> = {}, version?: PaymentFileVersion): string {
  const { file, refusals } = writePaymentFile(batch(change), version)
  expect(refusals).toEqual([])
  return `${file?.bytes}`.replaceAll('>\n<', '><')
}

describe('a batch of one leg', () => {
  const header =
    '<GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-07-30T22:00:00Z</CreDtTm><NbOfTxs>1</NbOfTxs>' +
    '<CtrlSum>12.34</CtrlSum><InitgPty><Nm>Tantieme</Nm></InitgPty></GrpHdr>'
  const before =
    '<PmtInf><PmtInfId>M-1</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>false</BtchBookg><NbOfTxs>1</NbOfTxs>' +
    '<CtrlSum>12.34</CtrlSum><PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf>'
  const debtor =
    '<Dbtr><Nm>Tantieme</Nm></Dbtr><DbtrAcct><Id><IBAN>FR7630006000011234567890189</IBAN></Id></DbtrAcct>' +
    '<DbtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></DbtrAgt><ChrgBr>SLEV</ChrgBr>'
  const transfer =
    '<CdtTrfTxInf><PmtId><EndToEndId>E-1</EndToEndId></PmtId><Amt><InstdAmt Ccy="EUR">12.34</InstdAmt></Amt>' +
    '<Cdtr><Nm>Ann</Nm></Cdtr><CdtrAcct><Id><IBAN>FR1420041010050500013M02606</IBAN></Id></CdtrAcct></CdtTrfTxInf>'

  test.each([
    ['09', '<ReqdExctnDt><Dt>2026-07-31</Dt></ReqdExctnDt>'],
    ['03', '<ReqdExctnDt>2026-07-31</ReqdExctnDt>'],
  ] as const)('is written as version .%s has it', (version, day) => {
    expect(textOf({}, version)).toBe(
      `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.${version}">` +
        `<CstmrCdtTrfInitn>${header}${before}${day}${debtor}${transfer}</PmtInf></CstmrCdtTrfInitn></Document>\n`,
    )
  })

  test('is of version .09 where none is asked for, and gives the same bytes each time', () => {
    expect(writePaymentFile(batch()).file).toEqual(writePaymentFile(batch(), '09').file)
    expect(writePaymentFile(batch()).file?.version).toBe('09')
  })
})

test('counts and sums are those of the legs to the cent, also where numbers would lose it', () => {
  const legs = ['A', 'B', 'C'].map((endToEndId, index) =>
    leg({ endToEndId, amount: 99_999_999_997n + BigInt(index) }),
  )
  const { file } = writePaymentFile(batch({ legs }))
  expect(file).toMatchObject({ legs: 3, sum: 299_999_999_994n, currency: 'EUR' })
  expect(textOf({ legs }).match(/<NbOfTxs>3<\/NbOfTxs><CtrlSum>2999999999\.94<\/CtrlSum>/g)).toHaveLength(2)
})

test('a bank is named by its BIC as the version calls it, that of the payee too', () => {
  const change = {
    debtor: { ...batch().debtor, bic: 'AGRIFRPPXXX' },
    legs: [leg({ bic: 'COBADEFF', iban: GERMAN_IBAN })],
  }
  expect(textOf(change).match(/<BICFI>\w+/g)).toEqual(['<BICFI>AGRIFRPPXXX', '<BICFI>COBADEFF'])
  expect(textOf(change, '03').match(/<BIC>\w+/g)).toEqual(['<BIC>AGRIFRPPXXX', '<BIC>COBADEFF'])
})

test('booking and purpose are as the batch says', () => {
  expect(textOf({ bookedOnce: true, purpose: 'DIVI' })).toMatch(
    /<BtchBookg>true<.*<\/SvcLvl><CtgyPurp><Cd>DIVI<\/Cd><\/CtgyPurp><\/PmtTpInf>/,
  )
})

describe('an address', () => {
  const HOME = { street: 'Rue de l’Œuvre', building: '1', postCode: '75002', town: 'Paris', country: 'FR' }
  const written = (address: typeof HOME | null) =>
    /<PstlAdr>.*<\/PstlAdr>/.exec(textOf({ legs: [leg({ address })] }))?.[0]

  test('is written field by field, never in lines', () => {
    expect(written(HOME)).toBe(
      "<PstlAdr><StrtNm>Rue de l'Oeuvre</StrtNm><BldgNb>1</BldgNb><PstCd>75002</PstCd><TwnNm>Paris</TwnNm><Ctry>FR</Ctry></PstlAdr>",
    )
    expect(written({ ...HOME, building: '', postCode: '—', street: 'x'.repeat(80) })).toBe(
      `<PstlAdr><StrtNm>${'x'.repeat(70)}</StrtNm><TwnNm>Paris</TwnNm><Ctry>FR</Ctry></PstlAdr>`,
    )
  })

  test('without a town or a country is none', () => {
    for (const address of [
      null,
      { ...HOME, town: '' },
      { ...HOME, town: '東京' },
      { ...HOME, country: 'France' },
    ]) {
      expect(written(address)).toBeUndefined()
    }
  })

  test('of the payer is written, too', () => {
    expect(textOf({ debtor: { ...batch().debtor, address: HOME } })).toContain('</Nm><PstlAdr>')
  })
})

describe('what the payee reads', () => {
  const remitted = (remittance: { text: string } | { reference: string }) =>
    /<RmtInf>.*<\/RmtInf>/.exec(textOf({ legs: [leg({ remittance })] }))?.[0]

  test('is words of at most 140 characters', () => {
    expect(remitted({ text: 'Dividende & intérêts' })).toBe(
      '<RmtInf><Ustrd>Dividende + interets</Ustrd></RmtInf>',
    )
    expect(remitted({ text: 'x'.repeat(141) })).toBe(`<RmtInf><Ustrd>${'x'.repeat(140)}</Ustrd></RmtInf>`)
    expect(remitted({ text: ' ' })).toBeUndefined()
  })

  test('is a reference by ISO 11649 where it is one', () => {
    expect(remitted({ reference: 'rf18 5390 0754 7034' })).toBe(
      '<RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry><Issr>ISO</Issr></Tp>' +
        '<Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>',
    )
  })
})

test('a text that XML would take for its own is never written', () => {
  expect(() => xmlOf([['Nm', 'a<b']])).toThrow('characters that SEPA does not pass on (Nm)')
})
