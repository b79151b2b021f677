import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { type GateCode, listGates, listRegimes } from '../src/domain/offerings/terms/regimes.ts'

/*
 * The law is found by its number: each rule that the query `regimes` tells names its article, and whoever searches the
 * sources for an article finds the docstring of what carries it out.
 */

const REGIMES = 'offerings/terms/regimes.ts'

/**
 * Articles of Regulation (EU) 2020/1503, of its Annex, of Delegated Regulation (EU) 2022/2115 and of the French tax code (CGI),
 * and what carries them out.
 */
const ARTICLES: [article: string, gate: GateCode | null, files: string[]][] = [
  ['Art 1(2)(c)', 'offerCap', ['offerings/terms/check-publication.ts']],
  // There is no party that is the platform: nothing could carry it out.
  ['Art 8(1)', 'noParticipation', [REGIMES]],
  ['Art 8(2)', 'conflicts', ['offerings/terms/check-publication.ts']],
  [
    'Art 8(2)',
    'insiderInvestments',
    ['parties/insiders/insider.ts', 'parties/insiders/declare-insider.ts', 'shares/orders/insider-orders.ts'],
  ],
  ['Art 20(1)', null, ['dividends/schedule/published-rates.ts']],
  ['Art 1(1)(b)', null, ['dividends/schedule/standing.ts']],
  ['Art 2(1)', null, ['dividends/schedule/default-rates.ts']],
  [
    'Art 21(1)',
    'knowledgeTest',
    ['parties/suitability/record-knowledge-test.ts', 'shares/orders/investor-gates.ts'],
  ],
  ['Art 21(3)', null, ['parties/suitability/validity.ts']],
  ['Art 21(4)', null, ['parties/suitability/warnings.ts', 'parties/suitability/acknowledge-warning.ts']],
  ['Art 21(5)', 'lossSimulation', ['parties/suitability/loss-simulation.ts']],
  ['Art 21(6)', null, ['parties/suitability/validity.ts']],
  ['Art 21(7)', 'largeTicket', ['shares/orders/investor-gates.ts']],
  ['Art 22(1)', 'termsFrozen', ['offerings/life/revised-terms.ts']],
  ['Art 22(2)', 'reflection', ['shares/orders/serve-orders.ts']],
  ['Art 23(2)', 'keyInformation', ['offerings/terms/check-publication.ts']],
  ['Art 23(7)', null, ['offerings/terms/check-publication.ts']],
  [
    'Art 23(8)',
    'sheetCorrection',
    ['offerings/life/revised-terms.ts', 'shares/revisions/approve-revision.ts'],
  ],
  [
    'Art 23(12)',
    null,
    [
      'shares/revisions/suspend-offering.ts',
      'shares/closing/close-offering.ts',
      'shares/withdraw.ts',
      'offerings/life/sheet-suspension.ts',
    ],
  ],
  // Nothing erases: what is kept for ever is kept for five years.
  ['Art 26(a)', 'records', [REGIMES]],
  ['Art 200', 'taxReceipts', ['shares/gifts/receipt-articles.ts']],
  ['Annex II', null, ['parties/suitability/criteria.ts', 'parties/suitability/grant-sophistication.ts']],
]

/** The comments of a file, each on one line, without the stars. */
const commentsOf = (text: string) =>
  [...text.matchAll(/\/\*[\s\S]*?\*\/|\/\/.*/g)].map(([comment]) => comment.replace(/\s*\n\s*\*?\s*/g, ' '))

describe('a rule of a regime', () => {
  const gates = listRegimes().flatMap(({ regime }) => listGates(regime))

  test('names its article and its law, as it is searched for', () => {
    expect(gates.length).toBeGreaterThan(0)
    const french = /^Art \d+( bis)?(, \d+( bis)?)* CGI$/
    const cited =
      /^Art \d+(\([\da-z]+\))*(-\(\d+\))?(, (\d+(-\d+)?|\([\da-z]+\)(-\(\d+\))?))* Reg\. \(EU\) \d{4}\/\d{4}$/
    const wrong = gates
      .flatMap(({ article }) => article.split('; '))
      .filter(part => !cited.test(part) && !french.test(part))
    expect(wrong).toEqual([])
  })

  test('stands in this list under the article that it names', () => {
    const listed = new Map(ARTICLES.flatMap(([article, gate]) => (gate === null ? [] : [[gate, article]])))
    expect(gates.filter(({ code, article }) => !article.startsWith(listed.get(code) ?? 'nowhere'))).toEqual(
      [],
    )
  })
})

test.each(ARTICLES)('%s (%s) is found where it is carried out', (article, _gate, files) => {
  for (const file of files) {
    const text = readFileSync(new URL(`../src/domain/${file}`, import.meta.url), 'utf8')
    const places = file === REGIMES ? [text] : commentsOf(text)
    expect([
      file,
      places.some(each => each.includes(article) && /\(EU\) 20\d\d\/\d+|CGI/.test(each)),
    ]).toEqual([file, true])
  }
})
