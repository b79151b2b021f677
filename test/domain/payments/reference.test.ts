import { describe, expect, test } from '@jest/globals'
import { isReference, meantBy, referenceFor, referencesIn } from '../../../src/domain/payments/reference.ts'

const OURS = referenceFor('01890a5d-ac96-774b-bcce-b302099a8057')

describe('the references in a text', () => {
  test('are well made, of 20 letters as we give them', () => {
    expect([isReference(OURS), OURS.length, isReference(OURS.replace('RF', 'RX'))]).toEqual([true, 20, false])
  })

  test.each<[string, string[]]>([
    ['', []],
    ['for the nice songs', []],
    ['RF', []],
    ['RF18 5390 0754 7034', ['RF18539007547034']],
    ['rf18539007547034.', ['RF18539007547034']],
    ['RF19539007547034', []],
    ['XRF18539007547034', []],
    ['Ref:RF18539007547034/and RF18 5390 0754 7034', ['RF18539007547034', 'RF18539007547034']],
    ['R F 1 8 5 3 9 0 0 7 5 4 7 0 3 4', ['RF18539007547034']],
    [`order ${OURS.toLowerCase()}`, [OURS]],
    [`${OURS.slice(0, 9)}\n${OURS.slice(9)}`, [OURS]],
  ])('"%s"', (text, found) => {
    expect(referencesIn(text)).toEqual(found)
  })

  test('may be shorter than what follows them: each that is well made counts', () => {
    expect(referencesIn(`${OURS} 2025 PARTS`)).toContain(OURS)
  })
})

test('a payer means the structured reference first, then the text as a whole, then what stands in it', () => {
  expect(meantBy({ references: ['rf18 5390 0754 7034'], text: OURS })).toEqual(['RF18539007547034', OURS])
  expect(meantBy({ text: `Parts ${OURS} please` })).toEqual([OURS])
  expect(meantBy({ text: 'Invoice 7' })).toEqual(['INVOICE7'])
})
