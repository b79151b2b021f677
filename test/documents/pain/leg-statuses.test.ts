import { expect, test } from '@jest/globals'
import { statusOfLegs } from '../../../src/documents/pain/leg-statuses.ts'
import { readPaymentStatus } from '../../../src/documents/pain/read-payment-status.ts'
import { type StatusText, statusFile } from './status-files.ts'

const OURS = { messageId: 'M-1', endToEndIds: ['E-1', 'E-2'] }
const saidOf = (text: StatusText, file = OURS) =>
  statusOfLegs(readPaymentStatus(Buffer.from(statusFile(text))), file)
const outcomes = (text: StatusText, file = OURS) =>
  saidOf(text, file).map(({ endToEndId, code, outcome }) => `${endToEndId} ${code} ${outcome}`)

test('what is said of a leg counts before what is said of all', () => {
  expect(outcomes({ group: 'ACCP', payment: 'ACSP', legs: [['E-2', 'ACSC']] })).toEqual([
    'E-1 ACSP pending',
    'E-2 ACSC settled',
  ])
  expect(outcomes({ group: 'ACSC' })).toEqual(['E-1 ACSC settled', 'E-2 ACSC settled'])
})

test('a rejection of the file or the payment is one of every leg, for its own reason where it has one', () => {
  expect(saidOf({ group: 'RJCT', legs: [['E-2', 'PDNG']], reason: 'AM05' })).toEqual([
    {
      endToEndId: 'E-1',
      line: 4,
      code: 'RJCT',
      outcome: 'rejected',
      reasons: [{ code: 'FF01', text: 'first second' }],
    },
    {
      endToEndId: 'E-2',
      line: 4,
      code: 'RJCT',
      outcome: 'rejected',
      reasons: [{ code: 'AM05', text: 'first second' }],
    },
  ])
  expect(outcomes({ group: 'PART', payment: 'RJCT' })).toEqual(['E-1 RJCT rejected', 'E-2 RJCT rejected'])
})

test('a leg that is rejected is so alone, and of one that may be either nothing is said', () => {
  expect(outcomes({ group: 'PART', legs: [['E-1', 'RJCT']], reason: 'AC04' })).toEqual(['E-1 RJCT rejected'])
})

test('nothing is said of another file, of a payment that is not ours, or where the file has a problem', () => {
  const rejected: StatusText = { legs: [['E-1', 'RJCT']] }
  expect(outcomes(rejected)).toEqual(['E-1 RJCT rejected'])
  expect(outcomes(rejected, { ...OURS, messageId: 'M-2' })).toEqual([])
  expect(outcomes({ ...rejected, paymentId: 'P-9' })).toEqual([])
  expect(
    outcomes({
      legs: [
        ['E-1', 'RJCT'],
        ['E-2', 'DONE'],
      ],
    }),
  ).toEqual([])
})
