import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { composeIBAN } from 'ibantools'
import type { PaymentBatch, PaymentLeg } from '../../../src/documents/pain/payment-batch.ts'
import { refusalsOfLeg } from '../../../src/documents/pain/payment-refusals.ts'
import { validatePaymentFile } from '../../../src/documents/pain/validate-payment-file.ts'
import { writePaymentFile } from '../../../src/documents/pain/write-payment-file.ts'
import type { Currency } from '../../../src/domain/money/currency.ts'
import { batch } from './batches.ts'
import { DEFINITIONS, HAS_XMLLINT, lint } from './definitions.ts'
import { text } from './letters.ts'

/*
 * Batches of any names of Europe, held against the published definitions where those lie beside the project, by the
 * program libxml2 has for it and by the check of our own. Elsewhere these two are skipped, and say so.
 */

const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null })
const country = fc.constantFrom('FR', 'DE', 'GR', 'BG', 'France', '')

const legs: fc.Arbitrary<Omit<PaymentLeg, 'endToEndId' | 'currency'>> = fc.record({
  amount: fc.oneof(fc.bigInt(1n, 999n), fc.bigInt(1n, 99_999_999_999n)),
  name: text(140),
  iban: fc
    .bigInt(0n, 10n ** 18n - 1n)
    .map(bban => `${composeIBAN({ countryCode: 'DE', bban: `${bban}`.padStart(18, '0') })}`),
  bic: orNull(fc.constantFrom('COBADEFF', 'COBADEFFXXX')),
  address: orNull(
    fc.record({
      street: orNull(text(90)),
      building: orNull(text(20)),
      postCode: orNull(text(20)),
      town: text(60),
      country,
    }),
  ),
  remittance: orNull(
    fc.oneof(fc.record({ text: text(200) }), fc.constant({ reference: 'RF18539007547034' })),
  ),
})
const batches = fc
  .tuple(
    fc.array(legs, { minLength: 1, maxLength: 12 }),
    text(140),
    fc.boolean(),
    orNull(fc.constant('DIVI')),
    // A euro batch as often as all others; a bank abroad is found by its code, and the yen has no decimals.
    fc.constantFrom<Currency>('EUR', 'EUR', 'EUR', 'USD', 'JPY', 'KWD'),
  )
  .map(([drawn, name, bookedOnce, purpose, currency]): PaymentBatch => {
    const all = drawn.map((each, index) => ({
      ...each,
      currency,
      bic: currency === 'EUR' ? each.bic : (each.bic ?? 'COBADEFF'),
      endToEndId: `${index}`.padStart(35, 'E'),
    }))
    const debtor = { ...batch().debtor, name: `A${name}` }
    return batch({ debtor, bookedOnce, purpose, legs: all.filter(leg => refusalsOfLeg(leg).length === 0) })
  })
  .filter(drawn => drawn.legs.length > 0)

const BATCHES = fc.sample(batches, { seed: 20_260_731, numRuns: 200 })

describe.each(['09', '03'] as const)('200 batches written as version .%s', version => {
  const files = BATCHES.map(drawn => {
    const { file } = writePaymentFile(drawn, version)
    if (file === null) throw new Error('A batch was refused')
    return file
  })

  test('count and sum up to what the legs are', () => {
    for (const [index, { bytes, sum, legs: count }] of files.entries()) {
      const drawn = BATCHES[index]?.legs ?? []
      const all = (name: string) =>
        [...`${bytes}`.matchAll(new RegExp(`<${name}(?: Ccy="...")?>(.*)</${name}>`, 'g'))].map(
          ([, each = '']) => each,
        )
      const cents = (amount: string) => BigInt(amount.replace('.', ''))
      const written = all('InstdAmt').map(cents)
      expect(written).toEqual(drawn.map(({ amount }) => amount))
      expect(all('CtrlSum').map(cents)).toEqual([sum, sum])
      expect(sum).toBe(written.reduce((one, other) => one + other, 0n))
      expect(all('NbOfTxs')).toEqual([`${count}`, `${drawn.length}`])
      expect(all('EndToEndId')).toEqual(drawn.map(({ endToEndId }) => endToEndId))
      expect(all('Nm').filter(name => name.length > 70 || !/^[A-Za-z0-9/?:().,'+ -]+$/.test(name))).toEqual(
        [],
      )
    }
  })

  const withDefinition = DEFINITIONS === undefined ? test.skip : test
  withDefinition('are valid by the check of our own', async () => {
    for (const file of files) {
      const { checked, problems } = await validatePaymentFile(file, DEFINITIONS ?? null)
      expect({ checked, problems }).toEqual({ checked: true, problems: { first: [], count: 0 } })
    }
  })

  const withProgram = DEFINITIONS === undefined || !HAS_XMLLINT ? test.skip : test
  withProgram('are valid by xmllint (skipped without libxml2-utils)', () => {
    const definition = `pain.001.001.${version}.xsd`
    expect(
      lint(
        files.map(({ bytes }) => bytes),
        definition,
      ),
    ).toBe('')
    const [first] = files
    const wrong = Buffer.from(`${first?.bytes}`.replace(/SLEV|SHAR/, 'XXXX'))
    expect(lint([wrong], definition)).toContain("The value 'XXXX' is not an element of the set")
  })
})
