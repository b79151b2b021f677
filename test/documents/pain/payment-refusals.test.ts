import { describe, expect, test } from '@jest/globals'
import type { PaymentBatch, PaymentLeg } from '../../../src/documents/pain/payment-batch.ts'
import { refusalsOfBatch, refusalsOfLeg } from '../../../src/documents/pain/payment-refusals.ts'
import { writePaymentFile } from '../../../src/documents/pain/write-payment-file.ts'
import { batch, leg } from './batches.ts'

const ID = "characters of a-z A-Z 0-9 / - ? : ( ) . , ' + and space inside, no / at an end or twice."

describe('a leg is refused, and told why, when', () => {
  test.each<[string, Partial<PaymentLeg>, string, string]>([
    [
      'its id is too long',
      { endToEndId: 'x'.repeat(36) },
      'endToEndId',
      `"${'x'.repeat(36)}" (36 characters) is no id that banks carry: expected 1 to 35 ${ID}`,
    ],
    [
      'it is not in euros and its bank is not named',
      { currency: 'USD' },
      'bic',
      "A payment in USD needs the code (BIC) of the payee's bank.",
    ],
    ['it is of nothing', { amount: 0n }, 'amount', '0.00 EUR cannot be sent: expected 0.01 to 999999999.99.'],
    [
      'it is below zero',
      { amount: -1n },
      'amount',
      '-0.01 EUR cannot be sent: expected 0.01 to 999999999.99.',
    ],
    [
      'it is too much',
      { amount: 100_000_000_000n },
      'amount',
      '1000000000.00 EUR cannot be sent: expected 0.01 to 999999999.99.',
    ],
    [
      'nothing of its name is left',
      { name: '王小明' },
      'name',
      '"王小明" has no letter that SEPA passes on: it has to be given in Latin letters.',
    ],
    [
      'its check digits are wrong',
      { iban: 'FR1520041010050500013M02606' },
      'iban',
      '"FR1520041010050500013M02606" is no IBAN: its length or its check digits are wrong.',
    ],
    [
      'its account lies outside SEPA',
      { iban: 'TR330006100519786457841326' },
      'iban',
      '"TR330006100519786457841326" lies outside SEPA: no bank of TR takes part in it.',
    ],
    [
      'its BIC is none',
      { bic: 'agrifrpp' },
      'bic',
      '"agrifrpp" is no BIC: expected 8 or 11 capitals and digits.',
    ],
    [
      'its reference is none',
      { remittance: { reference: 'RF19 5390 0754 7034' } },
      'remittance.reference',
      '"RF19 5390 0754 7034" is no reference by ISO 11649: RF, two check digits, 1 to 21 letters and digits.',
    ],
  ])('%s', (_what, change, field, message) => {
    const wrong = leg(change)
    const refusals = [{ endToEndId: wrong.endToEndId, field, message }]
    expect(refusalsOfLeg(wrong)).toEqual(refusals)
    const right = leg({ endToEndId: 'E-0', currency: wrong.currency, bic: 'COBADEFF' })
    expect(writePaymentFile(batch({ legs: [right, wrong] }))).toEqual({
      file: null,
      refusals,
    })
  })
})

test('a leg is paid at both ends of what is allowed', () => {
  const right: Partial<PaymentLeg>[] = [
    { amount: 1n },
    { amount: 99_999_999_999n },
    { iban: 'fr14 2004 1010 0505 0001 3M02 606' },
    { iban: 'RS35260005601001611379' },
    { bic: 'AGRIFRPP' },
    { bic: 'AGRIFRPPXXX' },
    { name: 'Li 王' },
    { remittance: { reference: 'rf18 5390 0754 7034' } },
    { remittance: { text: '王' } },
  ]
  expect(right.flatMap(change => refusalsOfLeg(leg(change)))).toEqual([])
})

describe('a batch is refused, and told why, when', () => {
  test.each<[string, Partial<PaymentBatch>, string, string]>([
    [
      'its id is none',
      { messageId: '' },
      'messageId',
      `"" (0 characters) is no id that banks carry: expected 1 to 35 ${ID}`,
    ],
    [
      'nobody ordered it',
      { initiatingParty: '…' },
      'initiatingParty',
      '"…" has no letter that SEPA passes on: it has to be given in Latin letters.',
    ],
    [
      'its day does not exist',
      { executeOn: '2026-02-30' },
      'executeOn',
      '"2026-02-30" is no day: expected one such as 2026-07-31.',
    ],
    [
      'its purpose is no code',
      { purpose: 'Dividends' },
      'purpose',
      '"Dividends" is no category purpose: expected four capitals.',
    ],
    ['it has no leg', { legs: [] }, 'legs', 'The batch has no leg: a file orders at least one.'],
  ])('%s', (_what, change, field, message) => {
    expect(refusalsOfBatch(batch(change))).toEqual([{ endToEndId: null, field, message }])
  })

  test('its own account is wrong', () => {
    const debtor = { name: '—', iban: 'FR76', bic: 'X', address: null }
    expect(refusalsOfBatch(batch({ debtor })).map(({ field }) => field)).toEqual([
      'debtor.name',
      'debtor.iban',
      'debtor.bic',
    ])
  })

  test('two legs have one id', () => {
    const message = '"E-1" names 2 legs: each has an id of its own.'
    expect(refusalsOfBatch(batch({ legs: [leg(), leg({ name: 'Bo' })] }))).toEqual([
      { endToEndId: 'E-1', field: 'endToEndId', message },
    ])
  })
})
