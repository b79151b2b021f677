import { describe, expect, test } from '@jest/globals'
import { missingName } from '../../src/documents/levy-words.ts'
import { renderStatement } from '../../src/documents/statement.ts'
import type { StatementData } from '../../src/documents/statement-shape.ts'
import { boxes, collisions, firstMissing, read, withHolding } from './paper.ts'

const LEVIES = [
  { code: 'PFU_IR', ratio: '0.128', amount: 7_703n },
  { code: 'CSG', ratio: '0.106', amount: 6_379n },
  { code: 'CRDS', ratio: '0.005', amount: 301n },
  { code: 'SOLIDARITE', ratio: '0.075', amount: 4_514n },
]

/** 1,060.20, of which 458.42 returns what was paid in; 601.78 is taxed, and 871.23 is left. */
const TAXED: StatementData = {
  ...withHolding({ capital: 45_842n, levies: LEVIES, net: 87_123n }),
  income: 'dividend',
  thisTime: 87_123n,
}

const HELD: StatementData = {
  ...withHolding({ levies: [], held: 'the tax residence of the holder' }),
  income: 'dividend',
}

describe('a paper from which levies are withheld', () => {
  test('shows the amount, what of it is repaid, each levy and the net, in English', async () => {
    const text = await read(TAXED)
    const parts = [
      'Received so far €971.23',
      'This time €871.23 after levies',
      'Your amount, before tax €1,060.20',
      'Repayment of what was paid in €458.42',
      'Dividend €601.78',
      'Income tax, flat rate, 12.8% \u2212€77.03',
      'CSG (social levy), 10.6% \u2212€63.79',
      'CRDS (social levy), 0.5% \u2212€3.01',
      'Solidarity levy, 7.5% \u2212€45.14',
      'Your net amount €871.23',
      '€188.97 was withheld by the rules in force on 16 March 2009.',
    ]
    expect(firstMissing(text, parts)).toBeUndefined()
    expect(text).not.toContain('withhold none')
  })

  test('the same in French, and it covers nothing', async () => {
    const french: StatementData = { ...TAXED, language: 'fr' }
    const parts = [
      'Cette fois 871,23 € après prélèvements',
      'Votre montant, avant impôt 1 060,20 €',
      'Remboursement de ce qui a été versé 458,42 €',
      'Dividende 601,78 €',
      'Impôt sur le revenu, prélèvement forfaitaire, 12,8 % \u221277,03 €',
      'Prélèvement de solidarité, 7,5 % \u221245,14 €',
      'Votre montant net 871,23 €',
      '188,97 € prélevés selon les règles en vigueur le 16 mars 2009.',
    ]
    expect(firstMissing(await read(french), parts)).toBeUndefined()
    expect((await boxes(await renderStatement(french))).flatMap(collisions)).toEqual([])
  })

  test.each([
    ['interest', 'Interest €601.78', 'Intérêts 601,78 €'],
    ['royalty', 'Share of receipts €601.78', 'Part des recettes 601,78 €'],
  ] as const)('calls what is paid as %s by its name', async (income, en, fr) => {
    expect(await read({ ...TAXED, income })).toContain(en)
    expect(await read({ ...TAXED, income, language: 'fr' })).toContain(fr)
  })

  test('says of a held amount that it is held, and what is missing', async () => {
    const parts = [
      'This time €1,060.20 held, before levies',
      'Your amount, held €1,060.20',
      'nothing is withheld from it yet, because this is not known: the tax residence of the holder.',
    ]
    expect(firstMissing(await read(HELD), parts)).toBeUndefined()
    const french = [
      'retenu, avant prélèvements',
      'Votre montant, retenu',
      'la résidence fiscale du titulaire.',
    ]
    expect(firstMissing(await read({ ...HELD, language: 'fr' }), french)).toBeUndefined()
  })
})

test.each<[string, Partial<StatementData['holdings'][number]>, string]>([
  [
    'a net that forgot a levy',
    { levies: LEVIES.slice(1), net: 87_123n },
    'The amount minus levies is not net',
  ],
  [
    'more repaid than the amount',
    { capital: 200_000n, levies: [] },
    'What is repaid is no part of the amount',
  ],
  ['levies of a held amount', { levies: LEVIES, net: 87_123n, held: 'a rule' }, 'A held amount has levies'],
])('a paper with %s is not issued', async (_what, change, why) => {
  await expect(renderStatement({ ...withHolding(change), income: 'dividend' })).rejects.toThrow(why)
})

test('a paper before tax with a levy on it is not issued', async () => {
  await expect(renderStatement({ ...TAXED, income: null })).rejects.toThrow('The terms withhold no levy')
})

test.each([
  ['a levy rule for amounts in USD', 'la règle de prélèvement pour les montants en USD'],
  [
    'whether DE was an uncooperative state on 2025-04-01',
    'si l’État DE était non coopératif le 1er avril 2025',
  ],
  [
    'a levy rule for royalty paid on 2025-04-02 to a firm resident in DE without proof of it',
    'la règle de prélèvement pour « part des recettes » payé le 2 avril 2025 à une société de résidence DE, sans justificatif',
  ],
])('what is missing is said in French: %s', (missing, french) => {
  expect([missingName(missing, 'en'), missingName(missing, 'fr')]).toEqual([missing, french])
})
