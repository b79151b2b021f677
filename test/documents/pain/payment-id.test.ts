import { expect, test } from '@jest/globals'
import { isPaymentId, paymentId } from '../../../src/documents/pain/payment-id.ts'

test('an identifier has 1 to 35 characters of SEPA, no slash at an end or twice, and no space at an end', () => {
  for (const good of ['E', 'x'.repeat(35), "a/b-?:().,'+ 9"])
    expect([good, isPaymentId(good)]).toEqual([good, true])
  for (const bad of ['', 'x'.repeat(36), '/a', 'a/', 'a//b', ' a', 'a ', 'é', 'a&b', 'a_b']) {
    expect([bad, isPaymentId(bad)]).toEqual([bad, false])
  }
})

test('a name that banks carry is its own identifier', () => {
  expect(paymentId('PO-000001')).toBe('PO-000001')
})

test('names that are cut or spelt alike keep identifiers of their own, the same each time', () => {
  const names = ['é', 'e&', 'e_', `${'x'.repeat(40)}1`, `${'x'.repeat(40)}2`, '王', '李', '/a/', '']
  const ids = names.map(paymentId)
  expect(new Set(ids).size).toBe(names.length)
  expect(ids.filter(id => !isPaymentId(id))).toEqual([])
  expect(ids).toEqual(names.map(paymentId))
  expect(ids[3]).toMatch(/^x{18}-[0-9a-f]{16}$/)
  expect(ids[0]).toMatch(/^e-[0-9a-f]{16}$/)
})
