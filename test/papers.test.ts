import { beforeAll, describe, expect, test } from '@jest/globals'
import { sqlOf } from '../src/database/sql.ts'
import { type AllPapers, PAPER_NAMES, type PaperName, papersOf, QUARTER } from './support/all-papers.ts'
import { amountsOf, type Booked, bookedIn, sumOf } from './support/booked.ts'
import { amountsIn, checked, flowOf, fontsOf, isInstalled, textOf } from './support/pdf-programs.ts'
import { useServer } from './support/server.ts'

const server = useServer({ starts: '2026-02-01T09:00:00Z' })
let made: AllPapers
let booked: Booked[]
let lines: Line[]

/** What a run gave one holder: before levies, and each levy; null where they are not known. */
type Line = { distributionId: string; holderId: string; gross: bigint; levies: bigint[] | null }

beforeAll(async () => {
  made = await papersOf(server)
  booked = await bookedIn(server.database)
  lines = await sqlOf(server.database.orm.em.fork())
    .selectFrom('dividend')
    .select(['distributionId', 'holderId', 'gross', 'levies'])
    .execute()
})

/** A test that needs a program; where there is none it is skipped, and its name says why. */
const withProgram = (program: string, name: string, run: (paper: PaperName) => void) =>
  isInstalled(program)
    ? test.each(PAPER_NAMES)(`${name}: %s`, run)
    : test.skip.each(PAPER_NAMES)(`${name} (not tried: ${program} is not installed): %s`, run)

describe('of every paper that is issued', () => {
  test.each(PAPER_NAMES)('two renders are the same bytes: %s', name => {
    const { bytes, again } = made.papers[name]
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(again.equals(bytes)).toBe(true)
  })

  withProgram('qpdf', 'the structure is sound', name => {
    expect(checked(made.papers[name].bytes)).toContain('No syntax or stream encoding errors found')
  })

  withProgram('pdffonts', 'every font is embedded', name => {
    const fonts = fontsOf(made.papers[name].bytes)
    expect(fonts.length).toBeGreaterThan(0)
    expect(fonts.filter(font => !font.isEmbedded)).toEqual([])
  })

  withProgram('pdftotext', 'every amount is what the ledger says', name => {
    const { bytes, language } = made.papers[name]
    expect(language).toBe(name.includes('French') ? 'fr' : 'en')
    expect(inOrder(amountsIn(textOf(bytes), language))).toEqual(inOrder(wanted(name)))
  })

  withProgram('pdftotext', 'what was converted stands as it was reported, with the rate', name => {
    const { bytes, language } = made.papers[name]
    const text = flowOf(textOf(bytes))
    expect(text.includes('EUR = ')).toBe(CONVERTED.includes(name))
    if (!CONVERTED.includes(name)) return
    const dollars = { kind: 'revenueConverted', account: 'exchange', currency: 'USD' }
    expect(sumOf(booked, dollars)).toBe(41_666n)
    expect(text).toContain(language === 'fr' ? '416,66 USD nets' : 'USD 416.66 net')
    expect(text).toContain(
      language === 'fr'
        ? '1 EUR = 1,25 USD (ECB, 2 mai 2025 à 16:00, heure de Paris)'
        : '1 EUR = 1.25 USD (ECB, 2 May 2025 at 16:00, Paris time)',
    )
  })

  const periodic = PAPER_NAMES.filter(name => name.startsWith('the statement of a period'))
  const tried = isInstalled('pdftotext') ? test : test.skip
  tried.each(periodic)('what one share gave, times the shares, is what was given to a cent: %s', name => {
    const text = textOf(made.papers[name].bytes)
    const holderId = name.includes('French') ? made.bea : made.ann
    const given = [...text.matchAll(/(\d+) (?:shares|parts) × €?(\d+)[.,](\d+)/g)].map(
      ([, shares = '', whole = '', decimals = '']) =>
        (BigInt(shares) * BigInt(`${whole}${decimals.padEnd(6, '0')}`) + 5_000n) / 10_000n,
    )
    expect(given).toEqual(made.runs.map(run => divided(run, holderId).gross))
  })

  test('what lines withhold is what the ledger has for the tax office', () => {
    for (const run of made.runs) {
      const withheld = lines.filter(line => line.distributionId === run).flatMap(line => line.levies ?? [])
      expect(sum(withheld)).toBe(sumOf(booked, { factId: run, account: 'levy' }))
    }
  })
})

/** The papers that tell of April. */
const CONVERTED: readonly string[] = [
  'the statement of a run, in French',
  'the statement of a period',
  'the statement of a period, corrected, in French',
  'the report on a run whose revenue was converted',
]

/** By size, as texts: a reader program tells columns in an order of its own. */
const inOrder = (amounts: readonly bigint[]) =>
  amounts.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)).map(String)
const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)
const negative = (amounts: readonly bigint[]) => amounts.map(amount => -amount)

/** Every amount that the ledger has for a paper, each as often as the paper says it. */
function wanted(name: PaperName): bigint[] {
  const { runs, ann, bea, cid, invoices, issuer } = made
  const [, service, credit] = invoices
  const closing = booked.find(each => each.kind === 'commissionCharged' && each.ownerId === issuer)?.factId
  const figures: Record<PaperName, () => bigint[]> = {
    'the statement of a run': () => ofRun(runs[0], ann),
    'the statement of a run, in French': () => ofRun(runs[1], bea),
    'the statement of a run whose levies are not known': () => ofRun(runs[0], cid),
    'the statement of a period': () => ofPeriod(ann),
    'the statement of a period, corrected, in French': () => ofPeriod(bea),
    'the certificate of a year': () => ofYear(ann),
    'the certificate of a year, in French': () => ofYear(bea),
    'the receipt for gifts': () => [6000n, 6000n, 6000n],
    'the receipt for gifts, in French': () => [6000n, 6000n, 6000n],
    'the invoice of a commission': () => ofInvoice({ kind: 'commissionCharged', factId: closing ?? '' }),
    'the invoice of services': () => ofInvoice({ factId: service }, [100_000n, 105n]),
    'the credit note': () => ofInvoice({ factId: credit }),
    'the loss certificate': ofLoss,
    // The class has no nominal, so the certificate says no amount.
    'the certificate of shares': () => [],
    'the certificate of shares, in French': () => [],
    'the report on a run': () => ofAttestation(runs[0]),
    'the report on a run, in French': () => ofAttestation(made.lostRun),
    'the report on a run whose revenue was converted': () => ofAttestation(runs[1], runs[0]),
    'the trace in a pack': () => ofTrace(runs[0], ann),
    'the trace in a pack, in French': () => ofTrace(runs[0], ann),
  }
  return figures[name]()
}

const putIn = (ownerId: string) => -sumOf(booked, { kind: 'offeringFunded', account: 'subscriber', ownerId })
const received = (ownerId: string, to = '9') =>
  sumOf(booked, { kind: 'revenueDistributed', account: 'holder', ownerId, to })

/** What a run divided, and what it gave to whom. */
function divided(factId: string, ownerId: string) {
  const of = (account: string) => sumOf(booked, { factId, account })
  const line = lines.find(each => each.distributionId === factId && each.holderId === ownerId)
  const [revenue, issuer, platform] = [-of('revenue'), of('issuer'), of('income')]
  const net = sumOf(booked, { factId, account: 'holder', ownerId })
  const levies = line?.levies ?? null
  const gross = net + sum(levies ?? [])
  expect(line?.gross).toBe(gross)
  return { revenue, issuer, platform, pool: of('holder') + of('levy'), gross, net, levies }
}

function ofRun(factId: string, ownerId: string): bigint[] {
  const { revenue, issuer, platform, pool, gross, net, levies } = divided(factId, ownerId)
  const day = booked.find(each => each.factId === factId)?.on
  return [
    ...[putIn(ownerId), received(ownerId, day), net],
    ...[revenue, revenue],
    ...[pool, issuer, platform, revenue],
    ...[pool, gross, gross, ...negative(levies ?? []), net],
    // The sentence about tax.
    ...(levies === null ? [] : [sum(levies)]),
  ]
}

function ofPeriod(ownerId: string): bigint[] {
  const account = { account: 'holder', ownerId }
  const { from, to } = QUARTER
  const runs = made.runs.map(run => divided(run, ownerId))
  const grosses = runs.map(run => run.gross)
  const levies = (runs[0]?.levies ?? []).map((_, place) => sum(runs.map(run => run.levies?.[place] ?? 0n)))
  const paid = amountsOf(booked, { ...account, kind: 'payoutPrepared', from, to })
  const [before, net] = [received(ownerId, '2025-03-31'), received(ownerId, to)]
  return [
    ...[putIn(ownerId), net, net - before],
    // A bar for the quarter of the purchase, and one for this.
    ...[before, net - before],
    sumOf(booked, { ...account, to: '2025-03-31' }),
    ...[sum(grosses), -sum(levies), sum(paid)],
    sumOf(booked, { ...account, to }),
    ...[before, ...grosses, ...negative(levies), net - before, net],
    ...paid,
  ]
}

/** Both runs were paid in the year: what they gave, the boxes of the return, and the section of the project. */
function ofYear(ownerId: string): bigint[] {
  const runs = made.runs.map(run => divided(run, ownerId))
  const gross = sum(runs.map(run => run.gross))
  const levies = (runs[0]?.levies ?? []).map((_, place) => sum(runs.map(run => run.levies?.[place] ?? 0n)))
  const net = received(ownerId)
  return [
    ...[gross, gross, sum(levies)],
    // Income tax is the first of the levies of a resident.
    ...[gross, gross, levies[0] ?? 0n],
    ...[gross, 0n, gross, ...negative(levies), net],
  ]
}

/** The amounts of the lines, where they are several; else the one line is the net. */
function ofInvoice(entry: { kind?: string; factId: string }, own?: bigint[]): bigint[] {
  const [net, vat] = ['income', 'vat'].map(account => sumOf(booked, { ...entry, account })) as [
    bigint,
    bigint,
  ]
  return [...(own ?? [net]), net, vat, net + vat]
}

function ofLoss(): bigint[] {
  const [put, back] = [putIn(made.gil), received(made.gil)]
  return [put, back, put - back, put, -back, put - back, put - back]
}

/** Everything a run gave, summed and line by line; of the first run of a project, or the one after another. */
function ofAttestation(factId: string, before = ''): bigint[] {
  const own = lines.filter(line => line.distributionId === factId)
  const of = (account: string) => sumOf(booked, { factId, account })
  const [revenue, gross] = [-of('revenue'), sum(own.map(line => line.gross))]
  const split = (['issuer', 'income'] as const).map(of)
  const known = own.flatMap(line => (line.levies === null ? [] : [line.levies]))
  const levies = (known[0] ?? []).map((_, place) => sum(known.map(each => each[place] ?? 0n)))
  const held = sum(own.filter(line => line.levies === null).map(line => line.gross))
  expect(of('holder') + of('levy')).toBe(gross)
  return [
    ...[revenue, sum(levies), gross],
    ...[revenue, revenue, revenue],
    // Taken before, and now.
    ...[-sumOf(booked, { factId: before, account: 'revenue' }), revenue],
    ...[gross, ...split.filter(amount => amount !== 0n), revenue],
    ...[gross, gross, ...negative(levies), ...(levies.length > 0 ? [held] : []), of('holder')],
    ...[-revenue, of('holder'), ...split.filter(amount => amount !== 0n)],
    ...(levies.length > 0 ? [of('levy')] : []),
    ...own.map(line => line.gross),
  ]
}

function ofTrace(factId: string, ownerId: string): bigint[] {
  const { revenue, pool, gross, net, levies } = divided(factId, ownerId)
  const account = { account: 'holder', ownerId, to: '2025-04-30' }
  const prepared = sumOf(booked, { kind: 'payoutPrepared', account: 'transit' })
  const debited = sumOf(booked, { kind: 'bankDebited', account: 'bank', currency: 'EUR' })
  return [
    ...[net, debited, prepared],
    ...[0n, ...amountsOf(booked, account), sumOf(booked, account)],
    ...[revenue, net],
    // The sentences: reported, taken, due in whole cents and in the end, shared, withheld and left.
    ...[revenue, revenue, (revenue * 60n) / 100n, (revenue * 60n) / 100n, pool],
    ...[gross, ...(levies ?? []).flatMap(levy => [gross, levy]), net],
  ]
}
