import { describe, expect, test } from '@jest/globals'
import { extractText } from 'unpdf'
import { renderStatement } from '../../src/documents/statement.ts'
import type { StatementData } from '../../src/documents/statement-shape.ts'
import { STATEMENT_WORDS } from '../../src/documents/statement-words.ts'
import { boxes, CENT, collisions, FRENCH, firstMissing, MMC, open, read, withHolding } from './paper.ts'

type Holding = StatementData['holdings'][number]

describe('the holder of 20 of 7,000 parts reads', () => {
  test('what corrections added, so that what came in is what was split', async () => {
    const adjustments = [{ kind: 'turnover' as const, amount: 4_500n }]
    expect(await read({ ...MMC, adjustments })).toContain(
      'Net revenue €1,236,900.00 Adjustment: revenue of an earlier period €45.00 Divided in this distribution €1,236,945.00',
    )
    expect(await read({ ...MMC, adjustments, reports: [] })).toContain('Divided in this distribution €45.00')
    expect(await read({ ...FRENCH, adjustments })).toContain('Réparti cette fois')
  })

  test('every figure in the order of his questions, in English', async () => {
    const parts = [
      'My Major Company Statement S-4F7K-2M9Q-X1TD Issued on 15 March 2009',
      'Holder Élodie Durand Project Toi + Moi Issuer Grégoire Period 1 January to 31 December 2008',
      'You put in €200.00 for this project',
      'Received so far €1,160.20 this time included',
      'This time €1,060.20 before tax',
      'Revenue €2,635,660.44',
      'Share of the distributor \u2212€1,398,760.44',
      'Net revenue €1,236,900.00',
      'Co-producer parts (your class), 30% €371,070.00',
      'Grégoire (issuer), 20% €247,380.00',
      'My Major Company (platform), 50% €618,450.00',
      'Total €1,236,900.00',
      'Pool of Co-producer parts €371,070.00',
      'Your shares at the end of 31 December 2008 20 of 7,000 shares',
      'Your amount, before tax €1,060.20',
      'Nothing is carried: the amount is your exact share.',
      'The amount is before tax: the terms of this project withhold none from it.',
      'Credited on 16 March 2009 to your account with My Major Company.',
      'Not yet paid to a bank account. We do not have your bank details.',
      'open this address to see whether we issued this file, and its fingerprint (SHA-256):',
      'https://mmc.example/verify',
      'of the figures that are attached for programs:',
      'Write to ask@mmc.example and quote the number S-4F7K-2M9Q-X1TD.',
      'Statement S-4F7K-2M9Q-X1TD Page 1/1',
    ]
    expect(firstMissing(await read(MMC), parts)).toBeUndefined()
  })

  test('the same in French', async () => {
    const parts = [
      'My Major Company Relevé S-4F7K-2M9Q-X1TD Établi le 15 mars 2009',
      'Titulaire Élodie Durand Projet Toi + Moi Émetteur Grégoire Période Du 1er janvier au 31 décembre 2008',
      'Vous avez versé 200,00 € pour ce projet',
      'Reçu à ce jour 1 160,20 € cette fois comprise',
      'Cette fois 1 060,20 € avant impôt',
      'Recettes 2 635 660,44 €',
      'Share of the distributor \u22121 398 760,44 €',
      'Recettes nettes 1 236 900,00 €',
      'Co-producer parts (votre catégorie), 30 % 371 070,00 €',
      'Grégoire (émetteur), 20 % 247 380,00 €',
      'My Major Company (plateforme), 50 % 618 450,00 €',
      'Total 1 236 900,00 €',
      'Somme revenant à « Co-producer parts » 371 070,00 €',
      'Vos parts au soir du 31 décembre 2008 20 sur 7 000 parts',
      'Votre montant, avant impôt 1 060,20 €',
      'Rien n’est reporté : le montant est votre part exacte.',
      'Le montant est avant impôt : les conditions de ce projet ne prévoient aucune retenue.',
      'Crédité le 16 mars 2009 sur votre compte chez My Major Company.',
      'Pas encore versé sur un compte bancaire. Nous n’avons pas vos coordonnées bancaires.',
      'https://mmc.example/verify',
      'des chiffres joints pour les programmes :',
      'Écrivez à ask@mmc.example en citant le numéro S-4F7K-2M9Q-X1TD.',
      'Relevé S-4F7K-2M9Q-X1TD Page 1/1',
    ]
    expect(firstMissing(await read(FRENCH), parts)).toBeUndefined()
  })

  test('the same sentences and labels are written in both languages', () => {
    const { en, fr } = STATEMENT_WORDS
    expect(new Set(Object.keys(fr))).toEqual(new Set(Object.keys(en)))
    for (const words of [en, fr]) expect(Object.values(words).filter(word => !word)).toEqual([])
  })
})

describe('other amounts and names', () => {
  test('currencies of no and of three decimals', async () => {
    const yen = await read({ ...withHolding({ carryAfter: CENT / 4n }), currency: 'JPY' })
    expect(firstMissing(yen, ['JPY 106,020', 'JPY 26,356,604', 'JPY 106,020', '0.25 of JPY 1'])).toBe(
      'JPY 26,356,604',
    )
    expect(yen).toContain('Revenue JPY 263,566,044')
    const dinar = await read({ ...FRENCH, currency: 'KWD' })
    expect(dinar).toContain('Recettes 263 566,044 KWD')
    expect(dinar).toContain('Votre montant, avant impôt 106,020 KWD')
  })

  test('several classes held are explained one by one and then summed', async () => {
    const [first] = MMC.holdings as [Holding]
    const second = {
      ...first,
      className: 'Founders',
      shares: 1n,
      allShares: 10n,
      pool: 500n,
      amount: 50n,
      net: 50n,
    }
    const text = await read({ ...MMC, holdings: [first, second], thisTime: 106_070n })
    const parts = [
      'Pool of Co-producer parts',
      '€1,060.20',
      'Pool of Founders €5.00',
      '1 of 10 shares',
      '€0.50',
    ]
    expect(
      firstMissing(text, [...parts, 'Your amount for all classes, before tax €1,060.70']),
    ).toBeUndefined()
  })

  test('Greek, Cyrillic and composed letters are read back', async () => {
    const text = await read({
      ...MMC,
      holder: 'Ωμέγα Παπαδόπουλος',
      project: { name: 'Зоря: Їжакевич', issuer: 'Łukasz Ångstro\u0308m Ş. Őz' },
    })
    expect(
      firstMissing(text, ['Ωμέγα Παπαδόπουλος', 'Зоря: Їжакевич', 'Łukasz Ångström Ş. Őz']),
    ).toBeUndefined()
  })

  test('a letter that the font lacks is shown as one, and nothing is drawn without a meaning', async () => {
    expect(await read({ ...MMC, holder: '山田 Tarō 🎸' })).toContain(
      'Holder \ufffd\ufffd Tarō \ufffd Project',
    )
  })

  test.each<[string, string]>([
    ['many words', 'Société de production indépendante '.repeat(9).slice(0, 300).trim()],
    ['one wide word', 'W'.repeat(300)],
    ['no spaces but accents', 'Ǻ̱'.repeat(150)],
  ])('a name of 300 letters (%s) wraps and covers nothing', async (_name, long) => {
    const data: StatementData = {
      ...MMC,
      holder: long,
      project: { name: long, issuer: long },
      platform: { ...MMC.platform, name: long },
      split: MMC.split.map(part => ({ ...part, name: long, amount: part.amount * 10n ** 9n })),
      reports: MMC.reports.map(report => ({
        ...report,
        deductions: report.deductions.map(({ amount }) => ({ label: long, amount })),
      })),
      holdings: MMC.holdings.map(holding => ({ ...holding, className: long, allShares: 10n ** 18n })),
      putIn: 10n ** 18n,
    }
    const bytes = await renderStatement(data)
    expect((await boxes(bytes)).flatMap(collisions)).toEqual([])
    const { text } = await extractText(await open(bytes), { mergePages: true })
    const bare = (whole: string) => whole.normalize('NFC').replace(/\s+/g, '')
    // Holder, project, issuer, the deduction, the three of the split, and the class whose pool it is.
    expect(bare(text).split(bare(long)).length - 1).toBe(8)
  })

  test('longer names are cut with an ellipsis', async () => {
    const text = await read({ ...MMC, holder: 'ab'.repeat(400) })
    expect(text.replace(/\s/g, '')).toContain(`Holder${'ab'.repeat(150)}…Project`)
  })
})

describe('many reports', () => {
  const reports = Array.from({ length: 12 }, (_, index) => {
    const amount = BigInt(index + 1)
    return {
      from: `2024-${`${index + 1}`.padStart(2, '0')}-01`,
      to: `2024-${`${index + 1}`.padStart(2, '0')}-28`,
      gross: 100_000n + amount,
      deductions: [
        { label: 'Distribution', amount: 25_000n + amount },
        { label: 'Stores', amount: 1_000n + amount },
        { label: 'Cards', amount },
      ],
      net: 74_000n - 2n * amount,
      conversion: null,
    }
  })
  const euros = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' })
  const money = (minor: bigint) => euros.format(Number(minor) / 100)

  test('flow over further pages; none of their figures is lost', async () => {
    const bytes = await renderStatement({ ...MMC, reports })
    const pages = await boxes(bytes)
    expect(pages).toHaveLength(3)
    expect(pages.flatMap(collisions)).toEqual([])
    const { text } = await extractText(await open(bytes), { mergePages: true })
    const parts = reports.flatMap(({ gross, deductions, net }) => [
      `Revenue ${money(gross)}`,
      ...deductions.map(({ label, amount }) => `${label} \u2212${money(amount)}`),
      `Net revenue ${money(net)}`,
    ])
    const all = ['Period 1 January to 28 December 2024', ...parts, 'Net revenue of all periods €8,878.44']
    // The foot of a page is read between two reports.
    expect(firstMissing(text.replace(/\s+/g, ' '), [...all, 'Page 3/3'])).toBeUndefined()
    expect(text).toContain('Page 1/3')
  })

  test('in another currency is told with the rate, its source and its time', async () => {
    const rate = { rateFrom: 'EUR' as const, rateTo: 'JPY' as const, rate: '1234.5', source: 'ECB' }
    const since = { at: '2009-01-05T15:00:00.000Z', on: '2009-01-05', time: '16:00' }
    const conversion = { currency: 'JPY' as const, net: 1_526_953_050n, ...rate, ...since }
    const converted = MMC.reports.map(report => ({ ...report, conversion }))
    expect(await read({ ...MMC, reports: converted })).toContain(
      'Net revenue €1,236,900.00 Reported as JPY 1,526,953,050 net, converted once, at 1 EUR = 1,234.5 JPY (ECB, 5 January 2009 at 16:00, Paris time).',
    )
    expect(await read({ ...FRENCH, reports: converted })).toContain(
      'Déclaré : 1 526 953 050 JPY nets, convertis une seule fois, à 1 EUR = 1 234,5 JPY (ECB, 5 janvier 2009 à 16:00, heure de Paris).',
    )
  })

  test('none at all leaves the period and the revenue away, as a split without ratios leaves them', async () => {
    const text = await read({ ...MMC, reports: [], split: MMC.split.map(part => ({ ...part, ratio: null })) })
    expect(text).toContain('Co-producer parts (your class) €371,070.00')
    expect(text).not.toContain('Period')
    expect(text).not.toContain('What came in')
    expect(text).toContain('Your amount, before tax €1,060.20')
  })

  test('a long reason flows too', async () => {
    const payment = { ...MMC.payment, reason: `${'Your bank sent the money back. '.repeat(30)}End.` }
    const bytes = await renderStatement({ ...MMC, reports: reports.slice(0, 5), payment })
    expect((await boxes(bytes)).flatMap(collisions)).toEqual([])
    expect((await extractText(await open(bytes), { mergePages: true })).text).toContain('End.')
  })
})
