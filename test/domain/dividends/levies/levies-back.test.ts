import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { leviesBack, leviesOn } from '../../../../src/domain/dividends/levies/levies-on.ts'
import { LEVY_RULES } from '../../../../src/domain/dividends/levies/levy-rules.ts'
import type { TaxStates } from '../../../../src/domain/dividends/levies/tax-states.ts'
import type { IncomeKind } from '../../../../src/domain/offerings/terms/contract-terms.ts'
import { cents, done, holder, line, shown, waiver } from './lines.ts'

describe('a negative line', () => {
  test('gives back at the ratios of the line it corrects, not at those of its own day', () => {
    const { levies } = done(leviesOn(line({ paidOn: '2025-12-31' }), holder()))
    expect(shown(leviesBack({ gross: cents('-1000.00'), capital: 0n }, levies))).toEqual({
      levies: { PFU_IR: '-128.00', CSG: '-92.00', CRDS: '-5.00', SOLIDARITE: '-75.00' },
      net: '-700.00',
    })
  })

  test('gives back nothing of what was waived, nor of capital', () => {
    const { levies } = done(leviesOn(line(), holder({}, [waiver('2025-11-29')])))
    expect(shown(leviesBack({ gross: cents('-1500.00'), capital: cents('-500.00') }, levies))).toEqual({
      levies: { PFU_IR: '0.00', CSG: '-106.00', CRDS: '-5.00', SOLIDARITE: '-75.00' },
      net: '-1314.00',
    })
  })

  test('rounds half away from zero, as the line it mirrors', () => {
    const { levies } = done(leviesOn(line({ gross: 5301n }), holder()))
    expect(shown(leviesBack({ gross: -5301n, capital: 0n }, levies))).toEqual({
      levies: { PFU_IR: '-6.79', CSG: '-5.62', CRDS: '-0.27', SOLIDARITE: '-3.98' },
      net: '-36.35',
    })
  })

  test('is negative', () => {
    expect(() => leviesBack({ gross: 1n, capital: 0n }, [])).toThrow(/negative line, not on 1/)
  })
})

describe('on any line', () => {
  const anyLine = fc
    .record({
      gross: fc.bigInt({ min: 0n, max: 10n ** 15n }),
      part: fc.bigInt({ min: 0n, max: 100n }),
      income: fc.constantFrom<IncomeKind>('dividend', 'interest', 'royalty'),
      paidOn: fc.constantFrom('2018-05-31', '2022-02-28', '2025-12-31', '2026-01-01', '2026-12-31'),
    })
    .map(({ part, ...rest }) => line({ ...rest, capital: (rest.gross * part) / 100n }))
  const anyHolder = fc.constantFrom(
    holder(),
    holder({}, [waiver('2025-11-29'), waiver('2021-01-01', 'interest')]),
    holder({ country: 'DE' }),
    holder({ country: 'DE', provedOn: '2021-01-01' }),
    holder({ country: 'XB', provedOn: '2021-01-01' }),
  )
  const law = {
    rules: LEVY_RULES,
    states: [
      { states: ['XB'], cooperative: false, from: '2018-01-01', to: null, source: 'a list' },
      { states: 'others', cooperative: true, from: '2018-01-01', to: null, source: 'a list' },
    ] satisfies TaxStates[],
  }

  test('net and levies make the gross, no levy is negative, and the net is never below the capital', () => {
    fc.assert(
      fc.property(anyLine, anyHolder, (given, whose) => {
        const levied = leviesOn(given, whose, law)
        if ('missing' in levied) return
        const withheld = levied.levies.reduce((total, levy) => total + levy.amount, 0n)
        expect(levied.net + withheld).toBe(given.gross)
        expect(
          levied.levies.every(levy => levy.amount >= 0n && levy.base === given.gross - given.capital),
        ).toBe(true)
        expect(levied.net >= given.capital).toBe(true)
      }),
    )
  })

  test('taking the line back leaves nothing', () => {
    fc.assert(
      fc.property(anyLine, anyHolder, (given, whose) => {
        const levied = leviesOn(given, whose, law)
        if ('missing' in levied) return
        const back = leviesBack({ gross: -given.gross, capital: -given.capital }, levied.levies)
        expect(back.net).toBe(-levied.net)
        expect(back.levies).toEqual(
          levied.levies.map(levy => ({ ...levy, base: -levy.base, amount: -levy.amount })),
        )
      }),
    )
  })
})
