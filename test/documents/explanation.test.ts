import { describe, expect, test } from '@jest/globals'
import { type ExplanationData, explain } from '../../src/documents/explanation.ts'
import { explainedFigures } from '../../src/documents/explanation-figures.ts'
import { EXPLANATION_WORDS } from '../../src/documents/explanation-words.ts'
import { exact, parseExact, ZERO } from '../../src/domain/money/fraction.ts'
import { CENT } from './paper.ts'

type Line = ExplanationData['line']

const PORTION: Line = {
  ...{ weights: exact(100_000n), isCapped: false, adjusted: 0n, before: 0n, settled: 0n, after: 0n },
  ...{ shared: 100_000n * CENT, weight: exact(30_000n), most: null, share: 30_000n * CENT, amount: 30_000n },
}

/** Ida holds 60 of 70 shares; of 1,000.00 her class gets 30 %. */
const IDA: ExplanationData = {
  currency: 'EUR',
  recordDate: '2010-02-28',
  paidOn: '2010-03-05',
  rules: {
    contractVersion: 1,
    method: 'tiers 1',
    rounding: 'carry',
    weighsBy: 'recordDate',
    income: null,
    cap: null,
  },
  revenue: [{ from: '2010-02-01', to: '2010-02-28', gross: 100_000n, deductions: 0n }],
  conversions: [],
  tiers: [
    {
      name: 'Receipts',
      prior: ZERO,
      taken: exact(100_000n),
      target: null,
      ratio: parseExact('3/10'),
      toClass: exact(30_000n),
    },
  ],
  due: exact(30_000n),
  pool: PORTION,
  line: {
    ...PORTION,
    ...{ shared: 30_000n * CENT, weight: exact(60n), weights: exact(70n) },
    ...{ share: 25_714n * CENT + (2n * CENT) / 7n, amount: 25_714n, after: (2n * CENT) / 7n },
  },
  paidIn: 0n,
  received: 0n,
  capital: 0n,
  levies: null,
  held: null,
  release: null,
  net: 25_714n,
}

/** All that a line can be told about at once: tiers, a carry, a settled cent, repayment and levies. */
const MOST: ExplanationData = {
  ...IDA,
  rules: { ...IDA.rules, income: 'dividend', cap: '1.5' },
  revenue: [{ from: '2010-01-01', to: '2010-03-31', gross: 120_000n, deductions: 20_000n }],
  tiers: ['Fee', 'Recoup', 'Rest'].map((name, index) => ({
    name,
    prior: ZERO,
    taken: exact(10_000n),
    target: index === 1 ? exact(10_000n) : null,
    ratio: index === 0 ? ZERO : parseExact('1/3'),
    toClass: index === 0 ? ZERO : parseExact('10000/3'),
  })),
  line: { ...IDA.line, before: CENT / 4n, settled: 1n, after: -CENT / 2n, amount: 20_000n },
  capital: 10_000n,
  levies: [
    { code: 'CSG', ratio: '0.092', base: 10_000n, amount: 920n },
    { code: 'CRDS', ratio: '0.005', base: 10_000n, amount: 50n },
  ],
  net: 19_030n,
}

/** Each kind of space as a plain one. */
const told = (data: ExplanationData, language: 'en' | 'fr' = 'en') =>
  explain(data, language).map(sentence => sentence.replace(/\s/g, ' '))

describe('a line is explained', () => {
  test('from the revenue down to the net, in English', () => {
    expect(told(IDA)).toEqual([
      'For the period 1 to 28 February 2010, €1,000.00 was reported and divided.',
      'The tier “Receipts” took €1,000.00, of which 30% goes to your class: €300.00.',
      'Your class is due €300.00; rounded once across all recipients, with what was carried, its pool is €300.00.',
      'At the end of 28 February 2010 you held 60 of the 70 shares that took part, so your exact share of the pool is €257.14 and 0.2857… cent.',
      'Your exact share is not a round amount: 0.2857… cent is still owed to you and is added to your share next time.',
      'The amount is before tax: the terms of this project withhold none from it.',
      'That is €257.14 net, credited on 5 March 2010; it follows version 1 of the contract and the rules of calculation “tiers 1”.',
    ])
  })

  test('and in French', () => {
    expect(told(IDA, 'fr')).toEqual([
      'Recettes déclarées et partagées, du 1er au 28 février 2010 : 1 000,00 €.',
      'L’étape « Receipts » a pris 1 000,00 €, dont 30 % pour votre catégorie : 300,00 €.',
      'Il revient à votre catégorie 300,00 € ; arrondie une fois entre tous les bénéficiaires, avec les reports, la somme est de 300,00 €.',
      'Au soir du 28 février 2010 vous déteniez 60 des 70 parts qui participaient : votre part exacte de la somme est de 257,14 € et 0,2857… centime.',
      'Votre part exacte ne tombe pas juste : 0,2857… centime vous reste dû et s’ajoutera à votre part la prochaine fois.',
      'Le montant est avant impôt : les conditions de ce projet ne prévoient aucune retenue.',
      'Cela fait 257,14 € net, crédité le 5 mars 2010 ; selon la version 1 du contrat et les règles de calcul « tiers 1 ».',
    ])
  })

  test('in at most twelve sentences, whatever there is to say', () => {
    for (const language of ['en', 'fr'] as const) expect(told(MOST, language)).toHaveLength(12)
    expect(told(MOST)).toEqual(
      expect.arrayContaining([
        'For the period 1 January to 31 March 2010, €1,200.00 was reported; less deductions of €200.00, €1,000.00 was divided.',
        'What other tiers took does not go to your class: “Fee” €100.00.',
        'The tier “Recoup” took €100.00, of which 1/3 goes to your class: €33.33 and 0.3333… cent; with this its limit of €100.00 is reached.',
        '0.25 cent still owed to you from last time was added.',
        'Rounded down, the amounts missed a little of the pool: 1 cent came to you, in the order of what each is owed.',
        'Of your €200.00, €100.00 is repayment of what was paid in and not taxed; €100.00 is dividend.',
        'Withheld by the rules of the payment date, 5 March 2010: CSG (social levy), 9.2% of €100.00 = €9.20; CRDS (social levy), 0.5% of €100.00 = €0.50.',
      ]),
    )
  })

  test('what corrections bring has a sentence, and leaves room for all the others', () => {
    const line = { ...IDA.line, adjusted: 1_050n * CENT }
    const corrected = { ...IDA, pool: { ...IDA.pool, adjusted: -(2_000n * CENT + CENT / 2n) }, line }
    expect(told(corrected).slice(2, 5)).toEqual([
      'Periods that were distributed before have been corrected: −€20.00 and 0.5 cent for your class, of which +€10.50 for you, by the shares that counted then.',
      'Your class is due €300.00; rounded once across all recipients, with the corrections and what was carried, its pool is €300.00.',
      'At the end of 28 February 2010 you held 60 of the 70 shares that took part, so your exact share of the pool without the corrections is €257.14 and 0.2857… cent.',
    ])
    expect(told(corrected, 'fr')[2]).toBe(
      'Des périodes déjà réparties ont été corrigées : −20,00 € et 0,5 centime pour votre catégorie, dont +10,50 € pour vous, selon les parts qui comptaient alors.',
    )
    for (const language of ['en', 'fr'] as const) {
      expect(
        told({ ...MOST, pool: corrected.pool, line: { ...MOST.line, adjusted: CENT } }, language),
      ).toHaveLength(12)
    }
  })

  test('many tiers of the class share a sentence', () => {
    const tiers = ['A', 'B', 'C'].map(name => ({ ...(IDA.tiers[0] as (typeof IDA.tiers)[number]), name }))
    expect(told({ ...IDA, tiers })[1]).toBe(
      'Several tiers give something to your class: “A” €300.00, “B” €300.00, “C” €300.00.',
    )
  })

  test.each<[string, Partial<ExplanationData>, string]>([
    [
      'a cap',
      {
        rules: { ...IDA.rules, cap: '1.5' },
        paidIn: 60_000n,
        received: 80_000n,
        line: { ...IDA.line, isCapped: true, most: 10_000n },
      },
      'Your shares get at most 1.5 times the €600.00 paid in for them; they had received €800.00, so this time they get at most €100.00, and the surplus went on.',
    ],
    [
      'share-days',
      { rules: { ...IDA.rules, weighsBy: 'shareDays' } },
      'Each share counts for each day it was held: you had 60 of 70 share-days, so your exact share of the pool is €257.14 and 0.2857… cent.',
    ],
    [
      'a held amount',
      {
        rules: { ...IDA.rules, income: 'dividend' },
        levies: [],
        held: 'the tax residence of the holder',
      },
      'The amount is held, and nothing is withheld yet, because this is not known: the tax residence of the holder.',
    ],
    [
      'an amount that was held',
      {
        rules: { ...IDA.rules, income: 'dividend' },
        levies: [],
        held: 'the tax residence of the holder',
        release: {
          on: '2010-06-01',
          levies: [{ code: 'CSG', ratio: '0.092', base: 25_714n, amount: 2_366n }],
          net: 23_348n,
        },
      },
      'The amount was held because this was not known: the tax residence of the holder. On 1 June 2010 it became known, and by the rules of the payment date this was withheld: CSG (social levy), 9.2% of €257.14 = €23.66; €233.48 is yours.',
    ],
    [
      'an amount that was held and is exempt',
      {
        rules: { ...IDA.rules, income: 'dividend' },
        levies: [],
        held: 'the tax residence of the holder',
        release: { on: '2010-06-01', levies: [], net: 25_714n },
      },
      'The amount was held because this was not known: the tax residence of the holder. On 1 June 2010 it became known, and by the rules of the payment date nothing was withheld; €257.14 is yours.',
    ],
    [
      'a unit given back',
      { line: { ...IDA.line, settled: -1n } },
      'With what was carried, the amounts were a little above the pool: 1 cent was taken from you, in the order of what each is owed.',
    ],
    [
      'a named rule for fractions',
      { rules: { ...IDA.rules, rounding: 'largestRemainder' } },
      'By the contract, units left by rounding go to the largest fractions, and nothing is carried.',
    ],
  ])('with %s', (_what, change, sentence) => {
    expect(told({ ...IDA, ...change })).toContain(sentence)
  })

  test('in words that both languages have', () => {
    expect(Object.keys(EXPLANATION_WORDS.fr)).toEqual(Object.keys(EXPLANATION_WORDS.en))
  })
})

test('the figures are written without rounding', () => {
  expect(explainedFigures(IDA)).toEqual(
    expect.arrayContaining([
      ['tier Receipts: 100000 × 3/10', '30000'],
      ['line: 30000 × 60 ÷ 70', '25714.285714285714285714'],
      ['line: carried to the next run', '0.285714285714285714'],
      ['net', '257.14'],
    ]),
  )
})
