import { expect, test } from '@jest/globals'
import { inLetters } from '../../../src/documents/donations/in-letters.ts'

test.each([
  [0n, 'zéro euro', 'zero euros'],
  [1n, 'zéro euro et un centime', 'zero euros and one cent'],
  [100n, 'un euro', 'one euro'],
  [2171n, 'vingt et un euros et soixante et onze centimes', 'twenty-one euros and seventy-one cents'],
  [8000n, 'quatre-vingts euros', 'eighty euros'],
  [
    9199n,
    'quatre-vingt-onze euros et quatre-vingt-dix-neuf centimes',
    'ninety-one euros and ninety-nine cents',
  ],
  [20000n, 'deux cents euros', 'two hundred euros'],
  [20100n, 'deux cent un euros', 'two hundred and one euros'],
  [100000n, 'mille euros', 'one thousand euros'],
  [8000000n, 'quatre-vingt mille euros', 'eighty thousand euros'],
  [200005000n, 'deux millions cinquante euros', 'two million and fifty euros'],
  [100000000n, 'un million d’euros', 'one million euros'],
  [20000000000n, 'deux cents millions d’euros', 'two hundred million euros'],
])('%s cents are spelled as the grammars say', (minor, fr, en) => {
  expect([inLetters(minor, 'fr'), inLetters(minor, 'en')]).toEqual([fr, en])
})

test('an amount that no receipt is for has no letters', () => {
  for (const minor of [-1n, 10n ** 14n]) expect(() => inLetters(minor, 'en')).toThrow('No receipt')
})
