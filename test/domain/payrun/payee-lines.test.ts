import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { NOTHING, newId, PLATFORM, TAX_OFFICE } from '../../../src/domain/ids.ts'
import type { Destination } from '../../../src/domain/payrun/destinations.ts'
import type { Credit, PayeeBalance } from '../../../src/domain/payrun/payee-balances.ts'
import { linesOfLevy, linesOfMember, linesOfPlatform } from '../../../src/domain/payrun/payee-lines.ts'
import type { RunLine } from '../../../src/domain/payrun/run-line.ts'
import { fundsOf, isReady, potOf, withinFunds } from '../../../src/domain/payrun/within-funds.ts'

const issuer = newId()
const bank = { payoutAccountId: newId(), payeeId: null, iban: null, currency: null, bic: null }
const free: Destination = { ...bank, stop: null, usableFrom: null, resends: false }
const reach = new Map([issuer, PLATFORM, TAX_OFFICE].map(owner => [owner, free]))
const held = (kind: PayeeBalance['kind'], balance: bigint): PayeeBalance => {
  const name = { ownerId: issuer, scopeId: NOTHING, code: '', currency: 'EUR' as const }
  return { id: newId(), kind, ...name, balance }
}
const said = (lines: RunLine[]) => lines.map(({ code, amount }) => [code, amount])

describe('what an issuer has', () => {
  test.each<[bigint, bigint, [string, bigint][]]>([
    [100n, 0n, [['READY', 100n]]],
    [
      100n,
      30n,
      [
        ['READY', 70n],
        ['DISPUTED', 30n],
      ],
    ],
    [100n, 130n, [['DISPUTED', 100n]]],
    [-5n, 0n, [['OWED_BACK', -5n]]],
  ])('%i, of which %i is disputed', (balance, disputed, lines) => {
    expect(said(linesOfMember(held('issuer', balance), disputed, reach))).toEqual(lines)
  })
})

describe('what was withheld', () => {
  test.each<[bigint, bigint, [string, bigint][]]>([
    [
      100n,
      40n,
      [
        ['READY', 60n],
        ['NOT_DUE', 40n],
      ],
    ],
    // This month more was taken back than withheld: what is left is of the months before.
    [100n, -20n, [['READY', 100n]]],
    [-20n, -20n, [['OWED_BACK', -20n]]],
  ])('%i, of which %i this month', (balance, thisMonth, lines) => {
    expect(said(linesOfLevy(held('levy', balance), thisMonth, reach))).toEqual(lines)
  })
})

test('the platform makes good what it owes, and is never paid out of the money of others', () => {
  expect(said(linesOfPlatform('EUR', -7n, reach))).toEqual([['OWED_BACK', -7n]])
  expect(said(linesOfPlatform('EUR', 7n, new Map()))).toEqual([['NO_ACCOUNT', 7n]])
})

describe('the money that may leave', () => {
  const pot = (money: bigint) => ({ cash: money, covered: money, spare: 0n })
  const credit = (kind: Credit['kind'], credit: bigint): Credit => ({ kind, currency: 'EUR', credit })

  test.each<[string, Credit[], bigint]>([
    ['all that lies at the bank', [credit('bank', -100n), credit('holder', 100n)], 100n],
    ['not what is on its way', [credit('bank', -100n), credit('transit', 30n)], 70n],
    ['not what paid orders that wait', [credit('bank', -100n), credit('subscriber', 80n)], 20n],
    [
      'all of it when those orders were paid by card',
      [credit('bank', -100n), credit('card', -80n), credit('subscriber', 80n)],
      100n,
    ],
    [
      'not what the house has to spare for payouts in other currencies',
      [credit('bank', -100n), credit('exchange', 25n), credit('holder', 75n)],
      75n,
    ],
    [
      'nothing to fill the hole that somebody left',
      [credit('bank', -50n), credit('recoverable', -30n), credit('revenue', 60n)],
      0n,
    ],
  ])('is %s', (_what, credits, funds) => {
    expect(fundsOf(potOf(credits, 'EUR'))).toBe(funds)
  })

  test('goes to clients before the platform, and one who is too large holds nobody up', () => {
    const lines = [
      ...linesOfPlatform('EUR', 10n, reach),
      ...linesOfMember(held('issuer', 200n), 0n, reach),
      ...linesOfMember(held('partner', 30n), 0n, reach),
    ]
    const found = withinFunds(lines, new Map([['EUR', pot(40n)]]))
    expect(found.map(({ payee, code }) => [payee, code])).toEqual([
      ['platform', 'READY'],
      ['issuer', 'FUNDS_MISSING'],
      ['partner', 'READY'],
    ])
  })

  test('is never exceeded, and no line is lost', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 1n, max: 1000n })),
        fc.bigInt({ min: 0n, max: 5000n }),
        (amounts, there) => {
          const lines = amounts.flatMap(amount => linesOfMember(held('partner', amount), 0n, reach))
          const found = withinFunds(lines, new Map([['EUR', pot(there)]]))
          const sum = (rows: RunLine[]) => rows.reduce((total, { amount }) => total + amount, 0n)
          expect(sum(found.filter(isReady))).toBeLessThanOrEqual(there)
          expect(sum(found)).toBe(sum(lines))
        },
      ),
    )
  })
})
