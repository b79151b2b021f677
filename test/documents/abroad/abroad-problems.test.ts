import { expect, test } from '@jest/globals'
import {
  abroadProblems,
  NEXT_STEPS,
  type NotTold,
  PROBLEMS,
} from '../../../src/documents/abroad/abroad-problems.ts'
import { BEA } from './abroad-statements.ts'

const DUTY = { code: 'DUTY_OPEN', partyId: null, detail: '' }
const found = (changed: Partial<typeof BEA>) =>
  abroadProblems([{ ...BEA, ...changed }], [])
    .slice(1)
    .map(({ code, detail }) => [code, detail].join(' ').trim())

test('a statement with all in it leaves nothing but the question whether it has to be told', () => {
  expect(abroadProblems([BEA], [])).toEqual([DUTY])
})

test('what is not known of who is told is a row each', () => {
  const unknown = { taxNumber: null, familyName: null, bornOn: null, street: null }
  expect(found(unknown)).toEqual([
    'TAX_NUMBER_MISSING',
    'NAME_MISSING',
    'BIRTH_MISSING',
    'ADDRESS_INCOMPLETE',
  ])
  // What is taken back is said as it was.
  expect(found({ ...unknown, action: 'void' })).toEqual([])
  // A firm has no day of birth, but others may control it.
  expect(found({ kind: 'firm', familyName: null, bornOn: null })).toEqual(['FIRM_OPEN'])
})

test('a text that was changed and an amount that has no place are rows, too', () => {
  expect(found({ street: 'Hauptstraße -- Hof', town: 'K'.repeat(201) })).toEqual([
    'TEXT_CHANGED street',
    'TEXT_CHANGED town',
  ])
  const amounts = { ...BEA.amounts, balance: -5n, interest: -100n, royalty: 300n, other: -400n }
  expect(found({ amounts })).toEqual([
    'BELOW_ZERO CRS502: -1.00 EUR',
    'BELOW_ZERO CRS504: -1.00 EUR',
    'BELOW_ZERO balance: -0.05 EUR',
  ])
})

test('who is not told is a row with the reason and what to do about it', () => {
  const left = (outcome: NotTold['outcome'], partyId: string): NotTold => {
    return { partyId, currency: 'EUR', outcome, received: 2_500n }
  }
  const rows = abroadProblems(
    [],
    [
      left('residenceUnknown', 'a'),
      left('unitedStates', 'b'),
      left('stateNotListed', 'c'),
      left('addressUnknown', 'd'),
    ],
  )
  expect(rows).toEqual([
    DUTY,
    { code: 'RESIDENCE_UNKNOWN', partyId: 'a', detail: '25.00 EUR' },
    { code: 'UNITED_STATES', partyId: 'b', detail: '25.00 EUR' },
    { code: 'STATE_NOT_LISTED', partyId: 'c', detail: '25.00 EUR' },
    { code: 'ADDRESS_UNKNOWN', partyId: 'd', detail: '25.00 EUR' },
  ])
  expect(Object.keys(NEXT_STEPS)).toEqual(Object.keys(PROBLEMS))
})
