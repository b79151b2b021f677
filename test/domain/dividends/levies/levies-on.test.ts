import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import {
  leviesOn,
  type TaxedHolder,
  type TaxedLine,
} from '../../../../src/domain/dividends/levies/levies-on.ts'
import { LEVY_RULES } from '../../../../src/domain/dividends/levies/levy-rules.ts'
import type { TaxStates } from '../../../../src/domain/dividends/levies/tax-states.ts'
import type { IncomeKind } from '../../../../src/domain/offerings/terms/contract-terms.ts'
import { testAgainstShared } from '../../../support/shared-data.ts'
import { cents, done, euros, holder, line, shown, waiver } from './lines.ts'

type Case = {
  name: string
  income: IncomeKind
  paidOn: string
  country: string
  provedOn?: string
  waivedOn?: string
  gross: string
  capital?: string
  levies: Record<string, string>
  net: string
}

const { cases } = JSON.parse(
  readFileSync(new URL('../../../../demo/cases/levies.json', import.meta.url), 'utf8'),
) as { cases: Case[] }

describe('what is withheld', () => {
  test.each(cases.map(each => [each.name, each] as const))('%s', (_name, each) => {
    const { income, paidOn, country, provedOn = null, waivedOn, gross, capital = '0', levies, net } = each
    const waivers = waivedOn === undefined ? [] : [waiver(waivedOn)]
    const levied = leviesOn(
      line({ gross: cents(gross), capital: cents(capital), income, paidOn }),
      holder({ country, provedOn }, waivers),
    )
    expect(shown(levied)).toEqual({ levies, net })
  })

  type Example = Pick<Case, 'gross'> & {
    kind: IncomeKind
    resident: boolean
    country?: string
    waiver?: boolean
    date: string
    expect: Record<string, string>
  }
  testAgainstShared<{
    examples: Example[]
  }>('agrees with the examples that lie beside the project', 'tax/fr_dated_rates.json', ({ examples }) => {
    expect(examples.length).toBeGreaterThan(0)
    for (const each of examples) {
      const waivers = each.waiver ? [waiver(`${Number(each.date.slice(0, 4)) - 1}-06-01`)] : []
      const where = each.resident ? {} : { country: each.country ?? '', provedOn: '2026-01-15' }
      const given = line({ gross: cents(each.gross), income: each.kind, paidOn: each.date })
      const { levies, net } = done(leviesOn(given, holder(where, waivers)))
      const charged = levies.filter(({ code, amount }) => amount !== 0n || code in each.expect)
      expect({
        ...Object.fromEntries(charged.map(({ code, amount }) => [code, euros(amount)])),
        net: euros(net),
      }).toEqual(each.expect)
    }
  })

  test('stands on the line with its ratio, its base and its source', () => {
    const { levies } = done(leviesOn(line({ gross: 5301n }), holder()))
    expect(levies[1]).toEqual({
      code: 'CSG',
      ratio: '0.106',
      base: 5301n,
      amount: 562n,
      source: expect.stringContaining('LFSS 2026) art. 12'),
    })
  })

  test('says of a waived part by which statement', () => {
    const { levies } = done(leviesOn(line(), holder({}, [waiver('2025-11-29')])))
    expect(levies[0]).toMatchObject({ code: 'PFU_IR', ratio: '0', amount: 0n })
    expect(levies[0]?.source).toMatch(/^CGI 117 quater.*; waived by the statement of 2025-11-29$/)
  })

  test('is not waived by the statement about another income, and of royalties never', () => {
    const waivers = [waiver('2025-06-01', 'interest')]
    expect(shown(leviesOn(line(), holder({}, waivers)))).toMatchObject({ net: '686.00' })
    expect(shown(leviesOn(line({ income: 'interest' }), holder({}, waivers)))).toMatchObject({
      net: '814.00',
    })
    const both = [...waivers, waiver('2025-06-01', 'dividend')]
    expect(shown(leviesOn(line({ income: 'royalty' }), holder({}, both)))).toMatchObject({ net: '686.00' })
  })

  test('abroad is not lowered by a waiver', () => {
    const german = holder({ country: 'DE', provedOn: '2026-01-15' }, [waiver('2025-06-01')])
    expect(shown(leviesOn(line(), german))).toEqual({ levies: { RAS: '128.00' }, net: '872.00' })
  })

  test('counts a proof from its day on', () => {
    const on = (provedOn: string) => shown(leviesOn(line(), holder({ country: 'DE', provedOn })))
    expect(on('2026-06-30')).toMatchObject({ net: '872.00' })
    expect(on('2026-07-01')).toMatchObject({ net: '750.00' })
  })
})

describe('what is not known is named, not taken for 0 %', () => {
  const german = { country: 'DE', provedOn: '2026-01-15' }
  test.each<[string, Partial<TaxedLine>, TaxedHolder, string]>([
    [
      'a day before the first rule',
      { paidOn: '2017-12-31' },
      holder(),
      'a levy rule for dividend paid on 2017-12-31 to a person resident in FR',
    ],
    [
      'a firm',
      {},
      holder({ kind: 'firm' }),
      'a levy rule for dividend paid on 2026-06-30 to a firm resident in FR',
    ],
    [
      'a firm abroad',
      {},
      holder({ ...german, kind: 'firm' }),
      'a levy rule for dividend paid on 2026-06-30 to a firm resident in DE',
    ],
    [
      'a royalty abroad',
      { income: 'royalty' },
      holder(german),
      'a levy rule for royalty paid on 2026-06-30 to a person resident in DE',
    ],
    [
      'interest without proof',
      { income: 'interest' },
      holder({ country: 'DE' }),
      'a levy rule for interest paid on 2026-06-30 to a person resident in DE without proof of it',
    ],
    ['no declaration', {}, { ...holder(), residence: null }, 'the tax residence of the holder'],
    [
      'a state nothing is known of',
      {},
      holder({ country: 'BR' }),
      'whether BR was an uncooperative state on 2026-06-30',
    ],
    [
      'a part of France with its own code',
      {},
      holder({ country: 'RE' }),
      'whether RE was an uncooperative state on 2026-06-30',
    ],
    [
      'a state after its row ended',
      { paidOn: '2027-01-01' },
      holder(german),
      'whether DE was an uncooperative state on 2027-01-01',
    ],
    ['another currency', { currency: 'USD' }, holder(), 'a levy rule for amounts in USD'],
    [
      'a negative line',
      { gross: -1n },
      holder(),
      'the ratios stored on the lines that a negative amount corrects',
    ],
  ])('%s', (_what, changes, whose, missing) => {
    expect(leviesOn(line(changes), whose)).toEqual({ missing })
  })

  test.each([0n, 5_000n])('but a line of %d that is all capital needs no rule', gross => {
    const nobody = { ...holder({ kind: 'firm' }), residence: null }
    expect(leviesOn(line({ gross, capital: gross, currency: 'USD' }), nobody)).toEqual({
      levies: [],
      net: gross,
    })
  })

  test.each([
    [100n, 101n],
    [100n, -1n],
    [-100n, 1n],
    [-100n, -101n],
  ])('and capital that is no part of the line is a fault: %d, %d', (gross, capital) => {
    expect(() => leviesOn(line({ gross, capital }), holder())).toThrow(/no part of a line/)
  })
})

describe('a list of uncooperative states', () => {
  const list: TaxStates[] = [
    { states: ['XA', 'XB'], cooperative: false, from: '2025-02-01', to: '2026-01-31', source: 'a list' },
    { states: 'others', cooperative: true, from: '2025-02-01', to: '2026-01-31', source: 'a list' },
    { states: ['XB'], cooperative: false, from: '2026-02-01', to: null, source: 'the next' },
    { states: 'others', cooperative: true, from: '2026-02-01', to: null, source: 'the next' },
  ]
  const on = (country: string, paidOn: string, income: IncomeKind = 'dividend') =>
    shown(
      leviesOn(line({ paidOn, income }), holder({ country, provedOn: '2025-01-01' }), {
        rules: LEVY_RULES,
        states: list,
      }),
    )

  test('decides by the payment date', () => {
    expect(on('XA', '2026-01-31')).toEqual({ levies: { RAS: '750.00' }, net: '250.00' })
    expect(on('XA', '2026-02-01')).toEqual({ levies: { RAS: '128.00' }, net: '872.00' })
    expect(on('XB', '2026-02-01', 'interest')).toEqual({ levies: { RAS: '750.00' }, net: '250.00' })
    expect(on('DE', '2026-02-01')).toEqual({ levies: { RAS: '128.00' }, net: '872.00' })
    expect(on('DE', '2025-01-31')).toEqual({ missing: 'whether DE was an uncooperative state on 2025-01-31' })
  })

  test('says nothing of royalties, of France or of its parts', () => {
    expect(on('XB', '2026-02-01', 'royalty')).toHaveProperty('missing')
    expect(on('RE', '2026-02-01')).toHaveProperty('missing')
    expect(on('FR', '2026-02-01')).toMatchObject({ net: '686.00' })
  })
})
