import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Face, printable, widthOf } from '../../src/documents/fonts.ts'
import { wrap } from '../../src/documents/lines.ts'

const look = { face: 'regular' as Face, size: 10 }

test('words go to the next line when they no longer fit, and a long one is broken', () => {
  expect(wrap('one two three', look, 45)).toEqual(['one two ', 'three'])
  expect(wrap('one', look, 45)).toEqual(['one'])
  expect(wrap('', look, 45)).toEqual([''])
  expect(wrap('a wwwwwwww b', look, 32)).toEqual(['a ', 'wwww', 'wwww ', 'b'])
})

test('no line is wider than asked for, and the lines together are the text again', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 120 }).map(text => printable(text))
  fc.assert(
    fc.property(texts, fc.integer({ min: 40, max: 300 }), (text, width) => {
      const lines = wrap(text, look, width)
      expect(lines.join('')).toBe(text)
      // Accents that only a whole word can place may move its end by a hair.
      for (const line of lines) expect(widthOf(line.trimEnd(), look.face, look.size)).toBeLessThan(width + 1)
    }),
  )
})

test('every digit has the same width in both faces, so amounts stand under each other', () => {
  for (const face of ['regular', 'bold'] as const) {
    expect(new Set([...'0123456789'].map(digit => widthOf(digit, face, 1000))).size).toBe(1)
  }
})
