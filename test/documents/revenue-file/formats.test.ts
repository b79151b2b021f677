import { describe, expect, test } from '@jest/globals'
import { formatDecimal } from '../../../src/domain/money/decimal.ts'
import {
  distroKid13,
  distroKid15,
  NOTHING,
  read,
  template,
  tuneCore,
  written,
} from '../../support/revenue-files.ts'
import { sharedFile } from '../../support/shared-files.ts'

describe('a file of DistroKid', () => {
  const ROWS = [
    { ISRC: 'FR-X40-10-00001', 'Earnings (USD)': '31.45', Quantity: '10234' },
    {
      Store: 'Apple Music',
      ISRC: 'frx401000001',
      'Songwriter Royalties Withheld': '0.12',
      'Songwriter Royalties Withheld (USD)': '0.12',
      'Earnings (USD)': '8.401234567',
      'Sale Month': '2009-12',
    },
    {
      Store: 'iTunes',
      'Song/Album': 'Album',
      'Source Type': 'Album',
      Quantity: '-1',
      'Earnings (USD)': '-6.99',
    },
  ]

  test.each([
    ['13 columns', 'distroKid13', distroKid13(ROWS)],
    ['13 columns between tabs', 'distroKid13', distroKid13(ROWS).replaceAll(',', '\t')],
    ['13 columns between semicolons', 'distroKid13', distroKid13(ROWS).replaceAll(',', ';')],
    ['15 columns', 'distroKid15', distroKid15(ROWS)],
    ['15 columns in quotes', 'distroKid15', distroKid15(ROWS).replaceAll(/[^,\n]+/g, '"$&"')],
  ])('with %s says what each store paid, returns and all', async (_what, format, content) => {
    const reading = await read(content)
    expect(reading).toMatchObject({
      format,
      encoding: 'utf-8',
      currency: 'USD',
      periodStart: '2009-12-01',
      periodEnd: '2010-01-31',
      lines: 3,
      deductionLabel: 'Songwriter royalties withheld',
      problems: NOTHING,
      warnings: NOTHING,
    })
    expect(reading.totals.map(written)).toEqual([
      { category: 'downloads', source: 'iTunes', units: -1n, amounts: ['-6.99', '0', '-6.99'] },
      {
        category: 'streams',
        source: 'Apple Music',
        units: 10n,
        amounts: ['8.521234567', '0.12', '8.401234567'],
      },
      { category: 'streams', source: 'Deezer', units: 10234n, amounts: ['31.45', '0', '31.45'] },
    ])
  })

  test('says of each line where it stands, which recording, and its hash', async () => {
    const { all } = await read(distroKid13(ROWS))
    expect(all[1]).toEqual({
      line: 3,
      periodStart: '2009-12-01',
      periodEnd: '2009-12-31',
      source: 'Apple Music',
      category: 'streams',
      units: 10n,
      currency: 'USD',
      gross: 8521234567n * 10n ** 21n,
      deductions: 12n * 10n ** 28n,
      net: 8401234567n * 10n ** 21n,
      isrc: 'FRX401000001',
      upc: '0036000291452',
      territory: 'FR',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(all.map(line => line.line)).toEqual([2, 3, 4])
    expect(new Set(all.map(line => line.hash)).size).toBe(3)
  })

  test('with a recoupment says that it is not counted', async () => {
    const rows = [{}, { 'Recoup (USD)': '0.00000' }, { 'Recoup (USD)': '-1.5', Title: 'Moth' }]
    const { warnings, totals, problems } = await read(distroKid15(rows))
    expect(problems).toEqual(NOTHING)
    expect(warnings.first).toEqual([
      {
        line: 4,
        column: 'Recoup (USD)',
        message: 'not counted: what is paid stands under Earnings (USD)',
      },
    ])
    expect(totals.map(written)).toMatchObject([{ amounts: ['0.12', '0', '0.12'] }])
  })

  test.each([
    ['Spotify', 'Song', 'streams'],
    ['YouTube (Ads)', 'Song', 'streams'],
    ['iTunes Match', 'Song', 'streams'],
    ['iTunes', 'Song', 'downloads'],
    ['Amazon (Downloads)', 'Song', 'downloads'],
    ['Google Play', 'Album', 'downloads'],
  ])('counts what %s paid for a %s as %s', async (store, sold, category) => {
    const { totals } = await read(distroKid13([{ Store: store, 'Song/Album': sold }]))
    expect(totals).toMatchObject([{ source: store, category }])
  })
})

describe('a file of TuneCore', () => {
  test('says what was paid, at its own rate and in the currency of the payment', async () => {
    const rows = [
      {
        'Total Earned': '3.864',
        '# Units Sold': '1000',
        'Optional ISRC': 'FR-X40-10-00001',
        UPC: '0036000291452',
      },
      { 'Sales Type': 'Download', 'Total Earned': '0.7', '# Units Sold': '1', 'Sales Period': '2010-02-01' },
      { 'Sales Type': 'Cloud Match', 'Total Earned': '0.01', 'Optional UPC': '036000291452' },
    ]
    const reading = await read(tuneCore(rows))
    expect(reading).toMatchObject({
      format: 'tuneCore21',
      currency: 'EUR',
      periodStart: '2010-01-01',
      periodEnd: '2010-02-28',
      problems: NOTHING,
    })
    expect(reading.totals.map(written)).toEqual([
      { category: 'cloud-match', source: 'Deezer', units: 10n, amounts: ['0.01', '0', '0.01'] },
      { category: 'downloads', source: 'Deezer', units: 1n, amounts: ['0.7', '0', '0.7'] },
      { category: 'streams', source: 'Deezer', units: 1000n, amounts: ['3.864', '0', '3.864'] },
    ])
    expect(reading.all.map(({ isrc, upc }) => [isrc, upc])).toEqual([
      ['FRX401000001', '0036000291452'],
      [null, null],
      [null, '036000291452'],
    ])
  })
})

describe('a file of our template', () => {
  test('says its own categories, and which recording or product', async () => {
    const rows = [
      {
        category: 'streams',
        gross: '100.005',
        deductions: '15',
        net: '85.005',
        units: '20000',
        isrc_or_upc: 'FRX401000001',
      },
      { category: 'concerts', period_end: '2010-02-13', isrc_or_upc: '00036000', territory: 'World' },
      { source: 'Zoë “Z” Léger, Paris', gross: '-2', deductions: '-0.5', net: '-1.5' },
    ]
    const reading = await read(template(rows))
    expect(reading).toMatchObject({
      format: 'template',
      currency: 'EUR',
      periodStart: '2010-01-01',
      periodEnd: '2010-02-13',
      deductionLabel: 'Deductions',
      problems: NOTHING,
    })
    expect(reading.totals.map(written)).toEqual([
      { category: null, source: 'Zoë “Z” Léger, Paris', units: 0n, amounts: ['-2', '-0.5', '-1.5'] },
      { category: 'concerts', source: 'Concert', units: 0n, amounts: ['10', '0', '10'] },
      { category: 'streams', source: 'Concert', units: 20000n, amounts: ['100.005', '15', '85.005'] },
    ])
    expect(reading.all.map(({ isrc, upc, territory }) => [isrc, upc, territory])).toEqual([
      ['FRX401000001', null, null],
      [null, '00036000', 'World'],
      [null, null, null],
    ])
  })

  test('may have its columns in any order and capitals', async () => {
    const [header = '', row = ''] = template([{ note: 'last' }]).split('\n')
    const turned = (line: string) => line.split(',').toReversed().join(',')
    const reading = await read(`${turned(header).toUpperCase()}\n${turned(row)}`)
    expect(reading).toMatchObject({ format: 'template', problems: NOTHING, lines: 1 })
  })
})

test('a line that is there twice counts twice, and is named', async () => {
  const reading = await read(distroKid13([{}, { Title: 'Moth' }, {}, {}]))
  expect(reading.problems).toEqual(NOTHING)
  expect(reading.warnings.first).toEqual(
    [4, 5].map(line => ({ line, column: null, message: 'the same as line 2; both count' })),
  )
  expect(reading.totals.map(written)).toMatchObject([{ units: 40n, amounts: ['0.16', '0', '0.16'] }])
})

describe('the files beside the project', () => {
  test.each([
    ['distrokid_13col.tsv', 'distroKid13', 'USD', ['-6.99', '8.401234567', '31.45']],
    ['distrokid_15col.csv', 'distroKid15', 'USD', ['31.45']],
    ['tunecore_21col.csv', 'tuneCore21', 'EUR', ['3.864']],
  ])('are read: %s', async (name, format, currency, nets) => {
    const bytes = sharedFile(`royalty/${name}`)
    if (bytes === undefined) return
    const reading = await read(bytes)
    expect(reading).toMatchObject({ format, currency, problems: NOTHING, warnings: NOTHING })
    expect(reading.totals.map(({ net }) => formatDecimal(net))).toEqual(nets)
  })
})
