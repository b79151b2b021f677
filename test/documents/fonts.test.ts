import { expect, test } from '@jest/globals'
import { loadedFont, widthOf } from '../../src/documents/fonts.ts'

test('words put together from pairs of letters are as wide as the font lays them out', () => {
  const words = [
    'AVATAR',
    '1,234.56',
    '−€97.61',
    'https://tantieme.example/verify/P-TAVA',
    'Îlots',
    'élève',
    'Type',
  ]
  for (const face of ['regular', 'bold'] as const) {
    const { font } = loadedFont(face)
    for (const word of words) {
      const whole = font.layout(word).advanceWidth / font.unitsPerEm
      expect([word, widthOf(word, face, 1)]).toEqual([word, expect.closeTo(whole, 6)])
    }
  }
})
