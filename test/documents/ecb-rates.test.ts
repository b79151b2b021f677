import { describe, expect, test } from '@jest/globals'
import { readEcbRates } from '../../src/documents/rates/read-ecb-rates.ts'

describe('a file of euro reference rates', () => {
  test('of one day', () => {
    const day = 'Date, USD, JPY, XDR, \n04 April 2025, 1.1057, 161.42, 0.8, \n'
    expect(readEcbRates(day)).toEqual({
      rates: [
        { to: 'USD', rate: '1.1057', day: '2025-04-04' },
        { to: 'JPY', rate: '161.42', day: '2025-04-04' },
      ],
      problems: [],
    })
  })

  test('of many days, in which a currency has no rate', () => {
    const many = '\uFEFFDate,USD,GBP,\r\n2025-04-04,1.1057,N/A,\r\n2025-04-03,1.1097,0.8,\r\n'
    expect(readEcbRates(many).rates.map(({ to, rate }) => `${to} ${rate}`)).toEqual([
      'USD 1.1057',
      'USD 1.1097',
      'GBP 0.8',
    ])
  })

  test.each([
    ['no line of codes', '2025-04-04,1.1\n', [1]],
    ['nothing', '', [1]],
    ['a day that is none', 'Date,USD\n2025-04-04,1.1\n4/4/2025,1.1\n', [3]],
    ['a rate that is no number', 'Date,USD\n2025-04-04,1.1e3\n', [2]],
  ])('with %s says which lines cannot be read', (_what, text, problems) => {
    expect(readEcbRates(text).problems).toEqual(problems)
  })
})
