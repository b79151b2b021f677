import { describe, expect, test } from '@jest/globals'
import { readBankFile } from '../../../src/documents/camt/read-bank-file.ts'
import { bankFile, type EntryText, type ReportText } from '../../support/bank-files.ts'

const read = (text: string) => readBankFile(Buffer.from(text))
const ANN = { name: 'Ann', iban: 'FR1420041010050500013M02606' }
const CREDIT: EntryText = { amount: '8.85', ref: 'B-1', text: 'for the songs', payer: ANN }
const report = (change: Partial<ReportText> = {}): ReportText => {
  return { opening: '18.15', closing: '27.00', entries: [CREDIT], ...change }
}
const problemsOf = (text: string) =>
  read(text).problems.first.map(({ line, message }) => `${line}: ${message}`)

describe('a file is refused with the line, when', () => {
  const text = bankFile(report())
  const DOM = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001'
  test.each<[string, string, string[]]>([
    [
      'its entries do not lead to its closing balance',
      bankFile(report({ closing: '27.01' })),
      [
        '13: the opening balance of 18.15 EUR and the booked entries of 8.85 EUR make 27.00 EUR, but the closing balance is 27.01 EUR',
      ],
    ],
    ['an amount is too fine', text.replace('8.85', '8.855'), ['20: 8.855 has too many decimals: EUR has 2.']],
    [
      'an amount has an exponent',
      text.replace('8.85', '8e2'),
      ['20: "8e2" is not an amount: write plain decimal digits with a point, such as 12.34.'],
    ],
    [
      'an amount has a sign',
      text.replace('8.85', '-8.85'),
      ['20: "-8.85" has a sign: CdtDbtInd says which way it goes.'],
    ],
    [
      'an entry is in another currency',
      text.replace('"EUR">8', '"USD">8'),
      ['20: the entry is in USD, and the report in EUR'],
    ],
    [
      'a currency is unknown',
      text.replace('"EUR">8', '"XXX">8'),
      ['20: expected the code of a currency we keep books in, such as EUR, found "XXX"'],
    ],
    [
      'an entry has no side',
      text.replaceAll('CRDT</CdtDbtInd>\n<Sts>', '</CdtDbtInd>\n<Sts>'),
      ['19: expected CRDT or DBIT as its side, found nothing'],
    ],
    [
      'an entry has an unknown state',
      text.replace('BOOK', 'DONE'),
      ['19: expected BOOK, PDNG, INFO or FUTR as its state, found "DONE"'],
    ],
    [
      'a day does not exist',
      text.replace('<BookgDt><Dt>2025-01-11', '<BookgDt><Dt>2025-02-30'),
      [
        '19: a booked entry says no day that can be read (BookgDt)',
        '23: expected a day, such as 2026-07-31, found "2025-02-30"',
      ],
    ],
    [
      'an entry says no day',
      text.replace(/<BookgDt>.*<\/BookgDt>/, ''),
      ['19: a booked entry says no day that can be read (BookgDt)'],
    ],
    [
      'there is no closing balance',
      text.replace('CLBD', 'ITBD'),
      ['4: the report has no closing balance that can be read (CLBD)'],
    ],
    [
      'there is no opening balance',
      text.replace('OPBD', 'OPAV'),
      ['4: the report has no opening balance that can be read (OPBD, or PRCD)'],
    ],
    [
      'a balance is in another currency',
      text.replace('"EUR">27', '"SEK">27'),
      ['13: the balance is in SEK, and the report in EUR'],
    ],
    [
      'it has no account',
      text.replace(/<IBAN>FR76.*?<\/IBAN>/, ''),
      ['4: the report says no account (Acct/Id)'],
    ],
    ['it has no id', text.replace('<Id>S1</Id>', ''), ['4: the report has no id (Stmt/Id)']],
    [
      'its sequence is no number',
      bankFile(report({ sequence: Number.NaN })),
      ['4: expected digits as its sequence number, found "NaN"'],
    ],
    [
      'the same report stands there twice',
      bankFile(report(), report()),
      ['27: the report "S1" stands on line 4 already'],
    ],
    ['it has no report', text.replace(/<Stmt>.*<\/Stmt>/s, ''), ['2: the message holds no report (Stmt)']],
    ['the message has no id', text.replace('<MsgId>M1</MsgId>', ''), ['2: the message has no id (MsgId)']],
    [
      'it is of another version',
      text.replace('.001.02', '.001.12'),
      [`2: expected camt.053.001.02, .04 or .08, found "${DOM.slice(0, 40)}…"`],
    ],
    ['it is another message', '<a/>', ['1: expected camt.053.001.02, .04 or .08, found "a"']],
    [
      'it ends too early',
      text.slice(0, 200),
      ['6: the file is no XML: Premature end of data in tag IBAN line 6'],
    ],
    ['it is empty', '', ['1: the file is no XML: Document is empty']],
    ['it is no XML', 'date;amount\n', ["1: the file is no XML: Start tag expected, '<' not found"]],
    [
      'it is too deep',
      '<a>'.repeat(5000),
      ['1: the file is no XML: Excessive depth in document: 256, use XML_PARSE_HUGE option'],
    ],
  ])('%s', (_what, file, problems) => {
    expect(problemsOf(file)).toEqual(problems)
  })

  test('it is larger than is read', () => {
    expect(readBankFile(Buffer.alloc(21 * 2 ** 20)).problems.first).toEqual([
      { line: 1, message: 'the file has 21.0 MB, and at most 20 MB are read' },
    ])
  })

  test('it brings a document type: nothing outside it is read, and nothing is blown up', () => {
    const outside = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    const levels = [...'bcdefghij'].map((name, index, all) => {
      const inner = index === 0 ? 'lol' : `&${all[index - 1]};`
      return `<!ENTITY ${name} "${inner.repeat(10)}">`
    })
    expect(problemsOf(`${outside}<a>&e;</a>`)).toEqual([
      '1: the file declares a document type: a bank report has none',
    ])
    expect(problemsOf(`<!DOCTYPE a [${levels.join('')}]><a>&j;</a>`)).toEqual([
      expect.stringMatching(/^1: (the file is no XML: Maximum entity amplification|the file declares)/),
    ])
  })
})

test('problems are told by line: the first hundred, and how many there are', () => {
  const entries = Array.from({ length: 150 }, () => ({ ...CREDIT, currency: 'USD' }))
  const { problems } = read(bankFile(report({ entries })))
  expect(problems.count).toBe(150)
  expect(problems.first).toHaveLength(100)
  expect(problems.first.map(each => each.line)).toEqual(problems.first.map((_each, index) => 20 + 7 * index))
})

test('a report of ten thousand entries keeps its lines to the end', () => {
  const spread = CREDIT.text?.concat('\n'.repeat(10)) ?? ''
  const entries = Array.from({ length: 10_000 }, (_, index) => ({
    ...CREDIT,
    ref: `B-${index}`,
    text: spread,
  }))
  const text = bankFile({ opening: '0.00', closing: '88500.00', entries })
  const last = text.split('\n').findLastIndex(line => line.includes('<TxDtls>')) + 1
  expect(last).toBeGreaterThan(2 * 65_535)
  expect(read(text).reports[0]?.movements.at(-1)).toMatchObject({ line: last, reference: 'B-9999' })
})
