import { describe, expect, test } from '@jest/globals'
import { readPaymentStatus } from '../../../src/documents/pain/read-payment-status.ts'
import { DEFINITIONS, HAS_XMLLINT, lint } from './definitions.ts'
import { statusFile } from './status-files.ts'

const read = (text: string) => readPaymentStatus(Buffer.from(text))
const problemsOf = (text: string) =>
  read(text).problems.first.map(({ line, message }) => `${line}: ${message}`)

const PARTLY = statusFile({
  group: 'PART',
  payment: 'PART',
  legs: [
    ['E-1', 'ACSC'],
    ['E-2', 'RJCT'],
  ],
  reason: 'AC04',
})

describe('a status file', () => {
  test('says what became of a payment file, its payment and its legs, with reasons', () => {
    const reasons = [{ code: 'AC04', text: 'first second' }]
    expect(read(PARTLY)).toEqual({
      messageId: 'R-1',
      original: { messageId: 'M-1', definition: 'pain.001.001.09' },
      status: { line: 4, code: 'PART', reasons: [] },
      payments: [
        {
          line: 5,
          paymentId: 'M-1',
          status: { line: 5, code: 'PART', reasons: [] },
          legs: [
            { line: 6, endToEndId: 'E-1', status: { line: 6, code: 'ACSC', reasons }, amount: null },
            { line: 7, endToEndId: 'E-2', status: { line: 7, code: 'RJCT', reasons }, amount: null },
          ],
        },
      ],
      problems: { first: [], count: 0 },
    })
  })

  test('of version .03 is read the same', () => {
    expect(read(PARTLY.replace('002.001.10', '002.001.03'))).toEqual(read(PARTLY))
  })

  test('repeats the amount that was instructed, and a leg without an id is none of ours', () => {
    const amount = '<OrgnlTxRef><Amt><InstdAmt Ccy="EUR">12.34</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>'
    const text = statusFile({
      legs: [
        ['NOTPROVIDED', 'ACCP'],
        ['NOTPROVIDED', ''],
      ],
    }).replaceAll('</TxInfAndSts>', amount)
    expect(read(text).payments[0]?.legs).toMatchObject([
      { endToEndId: null, status: { code: 'ACCP' }, amount: { minor: 1234n, currency: 'EUR' } },
      { endToEndId: null, status: null },
    ])
    expect(problemsOf(text)).toEqual([])
  })

  const withProgram = DEFINITIONS === undefined || !HAS_XMLLINT ? test.skip : test
  withProgram('of these tests is one by the published definition (skipped without it or xmllint)', () => {
    expect(lint([Buffer.from(PARTLY)], 'pain.002.001.10.xsd')).toBe('')
  })
})

describe('a status file is refused with the line, when', () => {
  test.each<[string, string, string[]]>([
    [
      'a status is none that is known',
      PARTLY.replace('ACSC', 'DONE'),
      ['6: expected a status such as ACSC, RJCT or PDNG, found "DONE"'],
    ],
    [
      'a leg does not say which it is',
      PARTLY.replace('<OrgnlEndToEndId>E-2</OrgnlEndToEndId>', ''),
      ['7: a leg does not say which it is (OrgnlEndToEndId)'],
    ],
    [
      'a payment does not say which it is',
      PARTLY.replace('<OrgnlPmtInfId>M-1</OrgnlPmtInfId>', ''),
      ['5: a payment does not say which it is (OrgnlPmtInfId)'],
    ],
    [
      'it does not say which file it is about',
      PARTLY.replace('<OrgnlMsgId>M-1</OrgnlMsgId>', ''),
      ['4: the message does not say which file it is about (OrgnlMsgId)'],
    ],
    ['a leg stands there twice', PARTLY.replace('E-2', 'E-1'), ['7: the leg "E-1" stands on line 6 already']],
    [
      'a leg is settled in a file that is rejected',
      statusFile({
        group: 'RJCT',
        legs: [
          ['E-1', 'ACSC'],
          ['E-2', 'ACCP'],
        ],
      }),
      ['6: the leg "E-1" is settled (ACSC), but all of it is rejected (RJCT, line 4)'],
    ],
    [
      'an amount is too fine',
      PARTLY.replace(
        '</TxInfAndSts>',
        '<OrgnlTxRef><Amt><InstdAmt Ccy="EUR">1.234</InstdAmt></Amt></OrgnlTxRef>$&',
      ),
      ['6: 1.234 has too many decimals: EUR has 2.'],
    ],
    ['it has no id', PARTLY.replace('<MsgId>R-1</MsgId>', ''), ['2: the message has no id (MsgId)']],
    [
      'it is of another version',
      PARTLY.replace('002.001.10', '002.001.99'),
      ['2: expected pain.002.001.03 or .10, found "urn:iso:std:iso:20022:tech:xsd:pain.002.…"'],
    ],
    ['it is empty', '', ['1: the file is no XML: Document is empty']],
  ])('%s', (_what, text, problems) => {
    expect(problemsOf(text)).toEqual(problems)
  })
})
