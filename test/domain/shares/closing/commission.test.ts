import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { formatExact, ONE, parseRatio } from '../../../../src/domain/money/fraction.ts'
import { commissionOn } from '../../../../src/domain/shares/closing/commission.ts'

test.each<[bigint, string, string, bigint[]]>([
  [55_000n, '0.0333', '0.20', [1_832n, 366n]], // 1,831.5 and 366.4
  [10n, '0.05', '0.20', [1n, 0n]], // 0.5 and 0.2
  [9n, '0.05', '0.20', [0n, 0n]],
  [3n, '5/6', '0.20', [2n, 0n]], // half up it would be 3 and 1 of 3
])('of %d at %s with VAT of %s it is %p', (amount, commissionRatio, vatRatio, both) => {
  const { commission, vat } = commissionOn(amount, { commissionRatio, vatRatio })
  expect([commission, vat]).toEqual(both)
})

test('commission and VAT never pass the money allotted, whatever terms are allowed', () => {
  const percent = fc.integer({ min: 0, max: 100 })
  const cases = fc.tuple(fc.bigInt({ min: 1n, max: 10_000n }), percent, percent, fc.boolean())
  fc.assert(
    fc.property(cases, ([amount, vatPercent, part, whole]) => {
      const vatRatio = `${vatPercent}/100`
      // The greatest commission that such a VAT allows, or a part of it.
      const most = ONE.div(ONE.add(parseRatio(vatRatio)))
      const commissionRatio = formatExact(whole ? most : most.mul(parseRatio(`${part}/100`)))
      const { commission, vat } = commissionOn(amount, { commissionRatio, vatRatio })
      expect(commission + vat <= amount).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})
