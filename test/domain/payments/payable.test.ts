import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Currency } from '../../../src/domain/money/currency.ts'
import { parseAmount } from '../../../src/domain/money/money.ts'
import { type HolderBalance, payableOf } from '../../../src/domain/payments/payable.ts'
import {
  nextTest,
  PAYOUT_RULES,
  type PayoutRule,
  type Rail,
} from '../../../src/domain/payments/payout-rules.ts'
import { testsBy } from '../../../src/domain/payments/payout-tests.ts'

const TODAY = '2026-10-20'
const BANK: Rail[] = ['sepa', 'wire']
const has = (amount: string, currency: Currency, more: Partial<HolderBalance> = {}): HolderBalance => {
  return { currency, balance: parseAmount(amount, currency), held: 0n, missing: [], rails: BANK, ...more }
}
const reasons = (balance: HolderBalance, today = TODAY, rules: readonly PayoutRule[] = PAYOUT_RULES) =>
  payableOf(balance, today, testsBy(rules)).parts.map(({ code, amount, nextTestOn }) => [
    code,
    amount,
    nextTestOn,
  ])

describe('a balance is tested against the rules of its currency and rails', () => {
  type Tested = [amount: string, currency: Currency, rails: Rail[], code: string, on: string | null]
  test.each<Tested>([
    // SEPA: from 10.00, on the 5th of each month.
    ['10.00', 'EUR', BANK, 'READY', '2026-11-05'],
    ['9.99', 'EUR', BANK, 'BELOW_MINIMUM', '2026-11-05'],
    ['0.01', 'EUR', BANK, 'BELOW_MINIMUM', '2026-11-05'],
    ['5000.00', 'EUR', [], 'NO_ACCOUNT', '2026-11-05'],
    ['5000.00', 'EUR', ['cheque'], 'NO_PAYOUT_RULE', null],
    // As SoundExchange: monthly from 100, quarterly from 10, by cheque quarterly from 100.
    ['100.00', 'USD', BANK, 'READY', '2026-11-05'],
    ['99.99', 'USD', BANK, 'READY', '2026-12-07'],
    ['10.00', 'USD', BANK, 'READY', '2026-12-07'],
    ['9.99', 'USD', BANK, 'BELOW_MINIMUM', '2026-12-07'],
    ['100.00', 'USD', ['cheque'], 'READY', '2026-12-07'],
    ['99.99', 'USD', ['cheque'], 'BELOW_MINIMUM', '2026-12-07'],
    ['1.000', 'KWD', BANK, 'NO_PAYOUT_RULE', null],
  ])('%s %s by %j: %s, %s', (...[amount, currency, rails, code, on]) => {
    const minor = parseAmount(amount, currency)
    const payable = payableOf(has(amount, currency, { rails }), TODAY)
    expect(payable.parts.map(part => [part.code, part.amount, part.nextTestOn])).toEqual([[code, minor, on]])
    const leaves = code === 'READY' ? minor : 0n
    expect([payable.payable, payable.held]).toEqual([leaves, minor - leaves])
  })

  test('what is held for its levies neither leaves nor counts towards the minimum', () => {
    const held = { held: 800n, missing: ['the tax residence of the holder'] }
    expect(reasons(has('17.99', 'EUR', held))).toEqual([
      ['BELOW_MINIMUM', 999n, '2026-11-05'],
      ['NO_LEVY_RULE', 800n, '2026-11-05'],
    ])
    expect(reasons(has('18.00', 'EUR', held))).toEqual([
      ['READY', 1_000n, '2026-11-05'],
      ['NO_LEVY_RULE', 800n, '2026-11-05'],
    ])
    expect(reasons(has('8.00', 'EUR', held))).toEqual([['NO_LEVY_RULE', 800n, '2026-11-05']])
  })

  test('what he owes for a card payment that was taken back stays, and no more than is there', () => {
    expect(reasons(has('50.00', 'EUR', { owes: 4_000n }))).toEqual([
      ['READY', 1_000n, '2026-11-05'],
      ['OWES', 4_000n, null],
    ])
    expect(reasons(has('30.00', 'EUR', { owes: 4_000n, toRefund: 1_000n }))).toEqual([
      ['REFUND_FIRST', 1_000n, null],
      ['OWES', 2_000n, null],
    ])
  })

  test('what he owes otherwise is set off, half of what leaves at most, so that 10.00 is left', () => {
    expect(reasons(has('50.00', 'EUR', { debt: 4_000n }))).toEqual([
      ['READY', 2_500n, '2026-11-05'],
      ['SET_OFF', 2_500n, '2026-11-05'],
    ])
    expect(reasons(has('12.00', 'EUR', { debt: 4_000n }))).toEqual([
      ['READY', 1_000n, '2026-11-05'],
      ['SET_OFF', 200n, '2026-11-05'],
    ])
    expect(reasons(has('9.99', 'EUR', { debt: 4_000n }))).toEqual([['BELOW_MINIMUM', 999n, '2026-11-05']])
  })

  test('a day on which banks are closed is tested on the business day after it', () => {
    const [monthly] = PAYOUT_RULES as [PayoutRule]
    const rules = [{ ...monthly, day: 6 }]
    expect(reasons(has('50.00', 'EUR'), '2026-04-04', rules)).toEqual([['READY', 5_000n, '2026-04-07']]) // Easter Monday
  })

  test('nothing is nothing', () => {
    expect(payableOf(has('0.00', 'EUR'), TODAY)).toMatchObject({ payable: 0n, held: 0n, parts: [] })
  })

  test('the parts sum to the balance, and payable with held too', () => {
    const cents = fc.bigInt(0n, 100_000n)
    const currencies = fc.constantFrom<Currency>('EUR', 'USD', 'KWD')
    const rails = fc.subarray<Rail>(['sepa', 'wire', 'cheque'])
    fc.assert(
      fc.property(cents, cents, currencies, rails, (balance, held, currency, by) => {
        const found = payableOf({ currency, balance, held, missing: [], rails: by }, TODAY)
        const sum = found.parts.reduce((total, part) => total + part.amount, 0n)
        return sum === balance && found.payable + found.held === balance
      }),
    )
  })
})

describe('a change of the setting is a new row', () => {
  const [old] = PAYOUT_RULES as [PayoutRule]
  const rules: PayoutRule[] = [
    { ...old, to: '2026-12-31' },
    { ...old, minimum: '5.00', from: '2027-01-01' },
  ]

  test('tests until then are by the old one', () => {
    expect(reasons(has('9.99', 'EUR'), '2026-12-06', rules)).toEqual([['READY', 999n, '2027-01-05']])
    expect(reasons(has('10.00', 'EUR'), '2026-12-05', rules)).toEqual([['READY', 1_000n, '2026-12-07']])
    expect(reasons(has('4.99', 'EUR'), '2026-12-05', rules)).toEqual([['BELOW_MINIMUM', 499n, '2027-01-05']])
  })

  test('after its end a rule tests nothing', () => {
    expect(reasons(has('50.00', 'EUR'), '2027-01-01', rules.slice(0, 1))).toEqual([
      ['NO_PAYOUT_RULE', 5_000n, null],
    ])
  })
})

describe('the next test', () => {
  const [monthly, , quarterly] = PAYOUT_RULES as [PayoutRule, PayoutRule, PayoutRule]
  test.each([
    ['on the day itself is that day', monthly, '2026-11-05', '2026-11-05'],
    ['after it is in the next month', monthly, '2026-11-06', '2026-12-05'],
    ['after that of December is in the next year', monthly, '2026-12-06', '2027-01-05'],
    ['of a quarter is in its last month', quarterly, '2026-12-06', '2027-03-05'],
    ['of a quarter on the day itself is that day', quarterly, '2026-06-05', '2026-06-05'],
    ['of a single month may be a year away', { ...monthly, months: [1] }, '2026-01-06', '2027-01-05'],
    ['comes once the rule is in force', { ...monthly, from: '2027-02-06' }, '2026-11-05', '2027-03-05'],
  ])('%s', (_what, rule, today, expected) => {
    expect(nextTest(rule, today)).toBe(expected)
  })
})

describe('each reason is a sentence with the numbers, in English and French', () => {
  const said = (balance: HolderBalance) => payableOf(balance, TODAY).parts.at(-1)?.sentence
  const residence = 'the tax residence of the holder'
  test.each<[string, HolderBalance, string, string]>([
    [
      'READY',
      has('12.34', 'EUR'),
      '12.34 EUR leaves with the batch of 2026-11-05: the minimum of 10.00 EUR is reached over all projects.',
      '12,34\u00a0EUR partira avec le lot du 05/11/2026 : le minimum de 10,00\u00a0EUR est atteint, tous projets confondus.',
    ],
    [
      'BELOW_MINIMUM',
      has('7.25', 'EUR'),
      '7.25 EUR stays on the account: 10.00 EUR over all projects is the least that is paid out, 2.75 EUR more is needed. The next test is on 2026-11-05.',
      '7,25\u00a0EUR reste sur le compte : le versement minimal est de 10,00\u00a0EUR, tous projets confondus ; il manque 2,75\u00a0EUR. Prochain examen le 05/11/2026.',
    ],
    [
      'NO_ACCOUNT',
      has('7.25', 'EUR', { rails: [] }),
      '7.25 EUR stays on the account: no bank account is known to send it to. The next test is on 2026-11-05.',
      '7,25\u00a0EUR reste sur le compte : aucun compte bancaire n’est connu pour le versement. Prochain examen le 05/11/2026.',
    ],
    [
      'NO_PAYOUT_RULE',
      has('1.500', 'KWD'),
      '1.500 KWD stays on the account: no payout in KWD is planned.',
      '1,500\u00a0KWD reste sur le compte : aucun versement en KWD n’est prévu.',
    ],
    [
      'NO_LEVY_RULE',
      has('8.00', 'EUR', { held: 800n, missing: [residence] }),
      `8.00 EUR is held: what must be withheld from it is not known. Missing: ${residence}. The next test is on 2026-11-05.`,
      '8,00\u00a0EUR est retenu : les prélèvements à opérer ne sont pas connus. Il manque : la résidence fiscale du titulaire. Prochain examen le 05/11/2026.',
    ],
    [
      'NO_LEVY_RULE, found meanwhile',
      has('8.00', 'EUR', { held: 800n, missing: [] }),
      '8.00 EUR is held: its levies are about to be withheld. The next test is on 2026-11-05.',
      '8,00\u00a0EUR est retenu : ses prélèvements vont être opérés. Prochain examen le 05/11/2026.',
    ],
  ])('%s', (_code, balance, en, fr) => {
    expect(said(balance)).toEqual({ en, fr })
  })
})
