import { describe, expect, test } from '@jest/globals'
import { checkEntitlements, checkPromise } from '../../../src/domain/offerings/terms/check-entitlements.ts'
import { type Entitlement, itemsWith } from '../../../src/domain/offerings/terms/entitlements.ts'
import { Refusal } from '../../../src/domain/refusal.ts'
import { CONTRACT } from '../../support/world.ts'

const RECEIPTS = { gives: 'receipts' } as const
const VINYL = { gives: 'reward', code: 'vinyl', name: 'The record', price: '25.00', stock: 100 } as const
const SEAT = { gives: 'ticket', code: 'seat', name: 'A seat at the première', perShares: 10 } as const

const said = (work: () => void) => {
  try {
    work()
    return 'clear'
  } catch (error) {
    return error instanceof Refusal ? `${error.code}: ${error.message}` : error
  }
}
const checked = (
  entitlements: Entitlement[],
  classId: string | null = null,
  allotment: 'inOrder' | 'proRata' = 'inOrder',
) => said(() => checkEntitlements(entitlements, { classId, currency: 'EUR', allotment, matching: null }))

test.each<[string, Entitlement[], string | null]>([
  ['a share of receipts', [RECEIPTS], 'class'],
  ['a loan: repayment and interest', [{ gives: 'repayment' }, { gives: 'interest' }], 'class'],
  ['receipts and a seat', [RECEIPTS, SEAT], 'class'],
  ['rewards', [VINYL], null],
  ['a gift', [{ gives: 'nothing' }], null],
])('an offering may promise %s', (_name, entitlements, classId) => {
  expect(checked(entitlements, classId)).toBe('clear')
})

describe('is refused', () => {
  test.each<[string, Entitlement[], string | null, string]>([
    [
      'no promise at all',
      [],
      null,
      'ENTITLEMENTS_UNCLEAR: It is not clear what an order gives: it promises nothing',
    ],
    ['a gift that gives something', [{ gives: 'nothing' }, VINYL], null, 'and nothing else'],
    ['a right twice', [RECEIPTS, RECEIPTS], 'class', 'named twice'],
    ['shares of no class', [RECEIPTS], null, '"receipts" is given by shares, and no class is named'],
    ['a class without a right', [VINYL], 'class', 'a class is named, and no right'],
    ['two items of one code', [VINYL, { ...SEAT, code: 'vinyl' }], null, 'CLASS_TWICE'],
    [
      'an item counted in no way',
      [{ ...VINYL, price: undefined } as never],
      null,
      'either a price or a number of shares',
    ],
    [
      'an item counted in two ways',
      [{ ...VINYL, perShares: 1 }],
      null,
      'either a price or a number of shares',
    ],
    [
      'an item for nothing',
      [{ ...VINYL, price: '0.00' }],
      null,
      'ITEM_UNCLEAR: It is not clear who gets "vinyl": its price 0.00 is not above zero',
    ],
    ['no items', [{ ...VINYL, stock: 0 }], null, '0 of it or for it is not between 1'],
    [
      'a stock of what comes by itself',
      [RECEIPTS, { ...SEAT, stock: 5 }],
      'class',
      'has no stock of its own',
    ],
  ])('%s', (_name, entitlements, classId, message) => {
    expect(checked(entitlements, classId)).toContain(message)
  })

  test('an item with a price where orders are cut', () => {
    expect(checked([VINYL], null, 'proRata')).toContain('what is left might not pay its price')
  })
})

test('items that come by themselves are one for each so many whole shares', () => {
  expect([9, 10, 29].map(shares => itemsWith({ entitlements: [RECEIPTS, SEAT, VINYL] }, shares))).toEqual([
    [],
    [{ code: 'seat', count: 1 }],
    [{ code: 'seat', count: 2 }],
  ])
})

describe('a promise must be kept by a tier of the contract', () => {
  const promised = (right: 'receipts' | 'repayment' | 'interest', code = 'parts') =>
    said(() => checkPromise([right], CONTRACT, code))

  test('a share of receipts by one that pays the class', () => {
    expect(promised('receipts')).toBe('clear')
    expect(promised('receipts', 'others')).toContain(
      'ENTITLEMENT_UNPAID: The offering promises "receipts" to holders of "others"',
    )
  })

  test('repayment by one up to what was raised, interest by one up to the interest', () => {
    expect(promised('repayment')).toContain('promises "repayment"')
    expect(promised('interest')).toContain('promises "interest"')
    const tier = { name: 'Capital', split: [{ to: 'class:parts' as const, ratio: '1' }] }
    const upTo = { raised: { class: 'parts', times: '1' } }
    const loan = { tiers: [{ ...tier, upTo }, ...CONTRACT.tiers] }
    expect(said(() => checkPromise(['repayment'], loan, 'parts'))).toBe('clear')
  })
})
