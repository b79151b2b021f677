import { expect, test } from '@jest/globals'
import { drawnCode, paymentCode, sizeOfCode } from '../../src/documents/payment-code.ts'

const ASKED = {
  holderName: 'Tantième, clients',
  iban: 'FR7630006000011234567890189',
  bic: 'AGRIFRPP',
  cents: 60_000n,
  reference: 'RF18539007547034',
}

test('a transfer is asked for in the twelve lines of the standard, the last two left out', () => {
  expect(paymentCode(ASKED)?.split('\n')).toEqual([
    'BCD',
    '002',
    '1',
    'SCT',
    'AGRIFRPP',
    'Tantième, clients',
    'FR7630006000011234567890189',
    'EUR600.00',
    '',
    'RF18539007547034',
  ])
})

test.each<[bigint, string | undefined]>([
  [0n, undefined],
  [1n, 'EUR0.01'],
  [1_005n, 'EUR10.05'],
  [99_999_999_999n, 'EUR999999999.99'],
  [100_000_000_000n, undefined],
])('%d cents are written as the standard allows them, or not at all', (cents, amount) => {
  expect(paymentCode({ ...ASKED, cents })?.split('\n')[7]).toBe(amount)
})

test('the bank may be left out, and a long name is cut', () => {
  const lines = paymentCode({ ...ASKED, bic: null, holderName: 'é'.repeat(200) })?.split('\n')
  expect([lines?.[4], lines?.[5]]).toEqual(['', 'é'.repeat(70)])
})

test('the code is never larger than the standard allows', () => {
  const largest = { ...ASKED, holderName: '€'.repeat(200), bic: 'AGRIFRPPXXX', cents: 99_999_999_999n }
  const longest = { ...largest, iban: `MT${'8'.repeat(29)}`, reference: `RF18${'A'.repeat(21)}` }
  expect(sizeOfCode(paymentCode(longest) ?? '')).toBeLessThanOrEqual(13)
  expect(sizeOfCode(paymentCode(ASKED) ?? '')).toBe(5)
})

test('it is drawn as SVG: nothing in it but the drawing', async () => {
  const svg = await drawnCode(paymentCode(ASKED) ?? '')
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*>(<path [^>]*\/>){2}<\/svg>\n$/)
  // 37 squares of version 5, and a margin of four on each side.
  expect(svg).toContain('viewBox="0 0 45 45"')
})
