import fc from 'fast-check'

/** Letters with and without marks, Greek, Cyrillic, the signs of XML, and some that nothing stands for. */
const CHARACTERS = [
  [0x20, 0x7e],
  [0xa0, 0x24f],
  [0x370, 0x3ff],
  [0x400, 0x45f],
  [0x1e00, 0x1fff],
  [0x2010, 0x2030],
].flatMap(([first = 0, last = 0]) =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)),
)
const letter = fc.oneof(fc.constantFrom(...CHARACTERS), fc.constantFrom(...'&<>\'"ßœ王'))

/** Texts of all letters of Europe. */
export const text = (maxLength: number) => fc.string({ unit: letter, maxLength })
