import { expect, test } from '@jest/globals'
import { refusalsOfBatch, refusalsOfLeg } from '../../../src/documents/pain/payment-refusals.ts'
import { writePaymentFile } from '../../../src/documents/pain/write-payment-file.ts'
import { batch, leg } from './batches.ts'

const TURKISH_IBAN = 'TR330006100519786457841326'
const dollars = leg({ currency: 'USD', bic: 'TGBATRIS', iban: TURKISH_IBAN })

const textOf = (legs = [dollars], version: '09' | '03' = '09') =>
  `${writePaymentFile(batch({ legs }), version).file?.bytes}`.replaceAll('>\n<', '><')

test('a payment in another currency leaves outside of SEPA, its costs shared, to a bank named by its code', () => {
  const text = textOf()
  expect(text).toContain('<PmtTpInf><SvcLvl><Cd>NURG</Cd></SvcLvl></PmtTpInf>')
  expect(text).toContain('</Id><Ccy>USD</Ccy></DbtrAcct>')
  expect(text).toContain('<ChrgBr>SHAR</ChrgBr>')
  expect(text).toContain(
    '<Amt><InstdAmt Ccy="USD">12.34</InstdAmt></Amt><CdtrAgt><FinInstnId><BICFI>TGBATRIS</BICFI></FinInstnId></CdtrAgt>',
  )
  expect(textOf([dollars], '03')).toContain('<BIC>TGBATRIS</BIC>')
  expect(text).toContain(`<IBAN>${TURKISH_IBAN}</IBAN>`)
})

test.each([
  ['JPY', '1234'],
  ['KWD', '1.234'],
] as const)('%s has the decimals that it has: %s', (currency, written) => {
  const legs = [leg({ currency, bic: 'TGBATRIS' })]
  expect(textOf(legs).match(/(?<=<CtrlSum>|Ccy="...">)[\d.]+/g)).toEqual([written, written, written])
})

test('a file has one currency, for it orders from one account', () => {
  const legs = [leg({ endToEndId: 'E-1', bic: 'COBADEFF' }), { ...dollars, endToEndId: 'E-2' }]
  expect(refusalsOfBatch(batch({ legs }))).toContainEqual({
    endToEndId: null,
    field: 'legs',
    message: 'The legs are in EUR and USD: a file orders payments in one currency.',
  })
})

test('an amount has at most as many digits as the message has room for', () => {
  const most = { ...dollars, amount: 10n ** 18n - 1n }
  expect(refusalsOfLeg(most)).toEqual([])
  expect(refusalsOfLeg({ ...most, amount: 10n ** 18n })).toEqual([
    {
      endToEndId: 'E-1',
      field: 'amount',
      message: '10000000000000000.00 USD cannot be sent: expected 0.01 to 9999999999999999.99.',
    },
  ])
})
