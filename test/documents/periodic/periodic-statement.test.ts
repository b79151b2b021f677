import { createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { extractText } from 'unpdf'
import { typicalStatement } from '../../../bench/typical-statement.ts'
import { renderPeriodic } from '../../../src/documents/periodic/periodic-statement.ts'
import type { PeriodAccount, PeriodicData, ProjectSection } from '../../../src/documents/periodic/shape.ts'
import { PERIODIC_WORDS } from '../../../src/documents/periodic/words.ts'
import { testWith } from '../../support/bookkeepers.ts'
import { checked } from '../../support/pdf-programs.ts'
import { boxes, collisions, firstMissing, open } from '../paper.ts'

const SECTION: ProjectSection = {
  name: 'Toi + Moi',
  issuer: 'Grégoire',
  shares: [{ className: 'Co-producer parts', shares: 20n }],
  receivedBefore: 5_000n,
  entitlements: [
    {
      on: '2025-02-14',
      className: 'Co-producer parts',
      shares: 20n,
      rate: 5_301n * 10n ** 18n,
      gross: 106_020n,
    },
    { on: '2025-03-14', className: 'Co-producer parts', shares: 20n, rate: null, gross: 80n },
  ],
  levies: [
    { code: 'CSG', ratio: '0.092', source: 'CSS L136-8; openfisca', amount: 9_761n },
    { code: 'PFU_IR', ratio: '0', source: 'CGI 125 A; waived by the statement of 2024-11-02', amount: 0n },
  ],
  corrections: [
    {
      on: '2025-03-20',
      kind: 'takenBack',
      about: { ranOn: '2025-03-14', classNames: ['Co-producer parts'], reason: 'Counted twice' },
      amount: -80n,
    },
  ],
  conversions: [],
  received: 96_259n,
  held: 0n,
  owed: 35n,
  carryBefore: 0n,
  carryAfter: 250_000_000_000_000_000n,
}

const ACCOUNT: PeriodAccount = {
  currency: 'EUR',
  opening: 1_000n,
  closing: 92_259n,
  putIn: 20_000n,
  receivedBefore: 5_000n,
  received: 96_259n,
  movements: { entitlements: 106_100n, levies: -9_761n, takenBack: -80n, paidOut: -5_000n },
  projects: [SECTION],
  others: [{ on: '2025-03-31', kind: 'paidOut', about: '', amount: -5_000n }],
  chart: [
    { from: '2024-10-01', to: '2024-12-31', received: 5_000n, putIn: 20_000n },
    { from: '2025-01-01', to: '2025-03-31', received: 96_259n, putIn: 20_000n },
  ],
}

const PAPER: PeriodicData = { ...typicalStatement(1), holder: 'Élodie Durand', accounts: [ACCOUNT] }

async function read(data: PeriodicData): Promise<string> {
  const { text } = await extractText(await open((await renderPeriodic(data)).bytes), { mergePages: true })
  return text.replace(/\s+/g, ' ')
}

describe('a holder reads for a period, over all his projects,', () => {
  test('every figure from the opening balance to the closing one', async () => {
    const parts = [
      'Your statement, 1 January to 31 March 2025',
      'Holder Élodie Durand',
      'You have put in €200.00',
      'You have received €1,012.59',
      'In this period €962.59 net, after levies',
      'Balance at the start of 1 January 2025 €10.00',
      'What your shares gave €1,061.00',
      'Levies withheld −€97.61',
      'Taken back −€0.80',
      'Paid out to you −€50.00',
      'Balance at the end of 31 March 2025 €922.59',
      'Toi + Moi · Grégoire',
      'You hold 20 Co-producer parts',
      'Received before the period €50.00',
      '14 February 2025, Co-producer parts: 20 shares × €53.01 €1,060.20',
      '14 March 2025, Co-producer parts: 20 shares €0.80',
      'CSG (social levy), 9.2% (CSS L136-8) −€97.61',
      'Income tax, flat rate, 0% (CGI 125 A, waived by your statement of 2 November 2024) €0.00',
      '20 March 2025, taken back: what the run of 14 March 2025 gave for Co-producer parts. Reason: Counted twice −€0.80',
      'Received in the period, net €962.59',
      'Received so far €1,012.59',
      'At the end of the period you owe €0.35 of this project back',
      'Fraction still owed to you at the end: 0.25 cent; it joins your next share.',
      '31 March 2025, Paid out to you −€50.00',
      'https://tantieme.example/verify/P-0000-0000-0001',
    ]
    expect(firstMissing(await read(PAPER), parts)).toBeUndefined()
  })

  test('that a fraction is tiny, without a row of zeros', async () => {
    const of = async (carryAfter: bigint, language: 'en' | 'fr' = 'en') =>
      read({ ...PAPER, language, accounts: [{ ...ACCOUNT, projects: [{ ...SECTION, carryAfter }] }] })
    expect(await of(1n)).toContain('still owed to you at the end: less than 0.0001 cent;')
    expect(await of(-99_999_999_999_999n)).toContain('received too much at the end: less than 0.0001 cent;')
    expect(await of(10n ** 14n)).toContain('still owed to you at the end: 0.0001 cent;')
    expect(await of(1n, 'fr')).toContain('reste due à la fin : moins de 0,0001 centime ;')
  })

  test('the same in French, with French amounts', async () => {
    const parts = [
      'Votre relevé du 1er janvier au 31 mars 2025',
      'Solde au matin du 1er janvier 2025 10,00 €',
      'Ce que vos parts ont rapporté 1 061,00 €',
      'Solde au soir du 31 mars 2025 922,59 €',
      '14 février 2025, Co-producer parts : 20 parts × 53,01 € 1 060,20 €',
      'dispense selon votre attestation du 2 novembre 2024',
    ]
    expect(firstMissing(await read({ ...PAPER, language: 'fr' }), parts)).toBeUndefined()
  })

  test('the same sentences and labels are written in both languages', () => {
    const { en, fr } = PERIODIC_WORDS
    expect(new Set(Object.keys(fr))).toEqual(new Set(Object.keys(en)))
    expect(Object.keys(fr.movements)).toEqual(Object.keys(en.movements))
  })

  test('which paper a corrected one takes the place of', async () => {
    const replaces = { number: 'P-1111-2222-3333', issuedOn: '2025-04-01' }
    expect(await read({ ...PAPER, replaces })).toContain(
      'Corrects This paper takes the place of P-1111-2222-3333, issued on 1 April 2025. Its figures are the same',
    )
  })

  test.each<[string, string, [en: string, fr: string]]>([
    ['2025-01-01', '2025-01-31', ['Jan 2025', 'janv. 2025']],
    ['2025-02-01', '2025-02-28', ['Feb 2025', 'févr. 2025']],
    ['2025-12-01', '2025-12-31', ['Dec 2025', 'déc. 2025']],
    ['2025-01-01', '2025-03-31', ['Q1 2025', 'T1 2025']],
    ['2025-10-01', '2025-12-31', ['Q4 2025', 'T4 2025']],
    ['2025-01-01', '2025-12-31', ['2025', '2025']],
  ])('the bar from %s to %s under its name', async (from, to, names) => {
    const chart = [{ from, to, received: 96_259n, putIn: 20_000n }]
    for (const [index, language] of (['en', 'fr'] as const).entries()) {
      const { bytes } = await renderPeriodic({ ...PAPER, language, accounts: [{ ...ACCOUNT, chart }] })
      const texts = (await boxes(bytes)).flat().map(({ str }) => str.replace(/\s/g, ' '))
      expect(texts).toContain(names[index])
    }
  })

  test('the usual twelve movements on two or three pages, where nothing covers anything', async () => {
    for (const index of [0, 1]) {
      const pages = await boxes((await renderPeriodic(typicalStatement(index))).bytes)
      expect(pages.flatMap(collisions)).toEqual([])
      expect(pages.length).toBeLessThanOrEqual(3)
    }
  })

  test('names from outside without control characters and marks that turn the text', async () => {
    expect(await read({ ...PAPER, holder: 'A\0B\u202eC\u2066D' })).toContain('Holder A BCD You have put in')
  })
})

describe('the file of a periodic statement', () => {
  test('is the same twice, byte for byte', async () => {
    const { bytes } = await renderPeriodic(PAPER)
    await renderPeriodic(typicalStatement(7))
    expect((await renderPeriodic(PAPER)).bytes.equals(bytes)).toBe(true)
  })

  test('carries its figures as decimal texts, whose hash is printed on it', async () => {
    const { bytes, figuresSha256 } = await renderPeriodic(PAPER)
    const raw = bytes.toString('latin1')
    const [, stream = ''] = /\/Type \/EmbeddedFile[\s\S]*?stream\n([\s\S]*?)\nendstream/.exec(raw) ?? []
    const content = inflateSync(Buffer.from(stream, 'latin1'))
    expect(createHash('sha256').update(content).digest('hex')).toBe(figuresSha256)
    expect(JSON.parse(content.toString())).toMatchObject({
      number: PAPER.number,
      from: '2025-01-01',
      accounts: [
        {
          opening: '10.00',
          movements: { entitlements: '1061.00', levies: '-97.61' },
          closing: '922.59',
          projects: [
            {
              entitlements: [
                { shares: '20', rate: '53.01000000000000000000', gross: '1060.20' },
                { rate: null },
              ],
              carryAfter: '0.00250000000000000000',
            },
          ],
        },
      ],
    })
    expect((await read(PAPER)).replaceAll(' ', '')).toContain(figuresSha256)
  })

  test('says its language and title, and its pictures in words', async () => {
    const { bytes } = await renderPeriodic(PAPER)
    const raw = bytes.toString('latin1')
    expect(raw).toContain('<pdfaid:part>3</pdfaid:part>')
    expect(raw).not.toMatch(/\/Helvetica|\/JavaScript/)
    expect(raw.match(/\/FontFile2 /g)).toHaveLength(2)
    expect(raw.match(/\/S \/Figure/g)).toHaveLength(2)
    expect(raw.match(/\/AFRelationship \/Data/g)).toHaveLength(1)
    const pdf = await open(bytes)
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true })
    expect(JSON.stringify(await (await pdf.getPage(1)).getStructTree())).toContain(
      '1 January to 31 March 2025: received €962.59, put in so far €200.00.',
    )
  })

  testWith('qpdf', 'qpdf', 'is sound', async () => {
    expect(checked((await renderPeriodic(typicalStatement(2))).bytes)).toContain(
      'No syntax or stream encoding errors found',
    )
  })
})

describe('a paper that contradicts itself is not issued:', () => {
  test.each<[string, Partial<PeriodAccount>]>([
    ['do not come to the closing balance', { closing: 92_260n }],
    ['do not sum to what was received before', { receivedBefore: 1n }],
    ['do not sum to what was received (', { received: 1n }],
    ['are not what was received: Toi + Moi', { projects: [{ ...SECTION, received: 1n }] }],
    ['last bar', { chart: [{ from: '2025-01-01', to: '2025-03-31', received: 1n, putIn: 0n }] }],
  ])('%s', async (message, change) => {
    await expect(renderPeriodic({ ...PAPER, accounts: [{ ...ACCOUNT, ...change }] })).rejects.toThrow(message)
  })

  test('nor one whose number holds other signs than letters, digits and dashes', async () => {
    await expect(renderPeriodic({ ...PAPER, number: 'P<1>' })).rejects.toThrow('letters, digits and dashes')
  })
})
