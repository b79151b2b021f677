import { describe, expect, test } from '@jest/globals'
import { readBankFile } from '../../../src/documents/camt/read-bank-file.ts'
import { readBankNotice } from '../../../src/documents/camt/read-bank-notice.ts'
import {
  bankFile,
  bankNotice,
  CLIENTS_IBAN,
  detail,
  type EntryText,
  type ReportText,
} from '../../support/bank-files.ts'

const ANN = { name: 'Ann', iban: 'FR1420041010050500013M02606' }
const BACK: EntryText = {
  amount: '8.85',
  ref: 'B-1',
  details: detail({ text: 'dividend', payer: ANN }).replace(
    '<TxDtls>',
    '<TxDtls><Refs><EndToEndId>E-1</EndToEndId></Refs><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>',
  ),
}

const notice = (change: Partial<ReportText> = {}) => bankNotice({ entries: [BACK], ...change })

const read = (text: string) => readBankNotice(Buffer.from(text))
const problemsOf = (text: string) =>
  read(text).problems.first.map(({ line, message }) => `${line}: ${message}`)

describe('a notice of the bank', () => {
  test('tells of what came back, with reason and id, in the shape of a report', () => {
    const report = readBankFile(Buffer.from(bankFile({ opening: '0', closing: '8.85', entries: [BACK] })))
      .reports[0]?.movements[0]
    expect(read(notice())).toEqual({
      messageId: 'M1',
      problems: { first: [], count: 0 },
      notices: [
        {
          line: 4,
          noticeId: 'S1',
          account: CLIENTS_IBAN,
          currency: 'EUR',
          entries: 1,
          pending: 0,
          movements: [
            { ...report, line: 12, endToEndId: 'E-1', returned: { code: 'AC04', text: '' }, party: ANN },
          ],
        },
      ],
    })
  })

  test('names a movement as the report does that follows', () => {
    const named = read(notice()).notices[0]?.movements[0]
    expect(named).toMatchObject({ reference: 'B-1', referenceInReport: 'S1/B-1', namedByBank: true })
  })

  test.each(['02', '04', '08'])('of version .%s is read the same', version => {
    const later = notice().replace('001.02', `001.${version}`)
    const text =
      version === '08'
        ? later
            .replace('<Sts>BOOK</Sts>', '<Sts><Cd>BOOK</Cd></Sts>')
            .replace('<Nm>Ann</Nm>', '<Pty>$&</Pty>')
        : later
    expect(read(text)).toEqual(read(notice()))
  })

  test('counts what is only announced, and takes the currency of its first entry where the account says none', () => {
    const entries: EntryText[] = [BACK, { ...BACK, ref: 'B-2', status: 'PDNG' }]
    expect(read(notice({ entries }).replace('<Ccy>EUR</Ccy>', '')).notices).toMatchObject([
      { currency: 'EUR', entries: 2, pending: 1, movements: [{ reference: 'B-1' }] },
    ])
  })

  test('of sums alone is no notice of movements', () => {
    expect(read(notice({ entries: [] }))).toEqual({
      messageId: 'M1',
      notices: [],
      problems: { first: [], count: 0 },
    })
  })
})

describe('a notice is refused with the line, when', () => {
  test.each<[string, string, string[]]>([
    [
      'it has no account',
      notice().replace(/<IBAN>FR76.*?<\/IBAN>/, ''),
      ['4: the notice says no account (Acct/Id)'],
    ],
    ['it has no id', notice().replace('<Id>S1</Id>', ''), ['4: the notice has no id (Ntfctn/Id)']],
    [
      'there is none',
      notice().replace(/<Ntfctn>.*<\/Ntfctn>/s, ''),
      ['2: the message holds no notice (Ntfctn)'],
    ],
    [
      'its currency is unknown',
      notice().replaceAll('EUR', 'XXX'),
      ['6: expected the code of a currency we keep books in, such as EUR, found "XXX"'],
    ],
    [
      'an amount is too fine',
      notice().replace('8.85', '8.855'),
      ['8: 8.855 has too many decimals: EUR has 2.'],
    ],
    [
      'it is a report',
      bankFile({ opening: '0', closing: '8.85', entries: [BACK] }),
      ['2: expected camt.054.001.02, .04 or .08, found "urn:iso:std:iso:20022:tech:xsd:camt.053.…"'],
    ],
    [
      'it ends too early',
      notice().slice(0, 120),
      [expect.stringMatching(/^2: the file is no XML/) as unknown as string],
    ],
  ])('%s', (_what, text, problems) => {
    expect(problemsOf(text)).toEqual(problems)
  })
})
