import { relative } from 'node:path'
import type { Case } from './case.ts'
import type { HolderLine, ReadBack, Summary } from './read-back.ts'

const WIDTH = 80

/** What the last screen is made of: everything on it was read back through the API or stands in the case's file. */
export type Ending = {
  kase: Case
  run: ReadBack
  summary: Summary
  putIn: string
  checks: { made: number; broken: number }
  /** Where papers and summary lie. */
  folder: string
}

/** The last screen: four steps, three holders, and what is checked, published, made up and not there yet. */
export function lastScreen({ kase, run, summary, putIn, checks, folder }: Ending): string[] {
  const { published, madeUp } = kase
  const parts = String(run.pool.shares)
  const holders = [published.leastShares, published.namedShares, published.mostShares].map(shares =>
    holderLine(run.lines, shares, kase),
  )
  const screen = [
    `Tantième · ${kase.project}: who got what of the sales of ${kase.period.to.slice(0, 4)} (EUR)`,
    '',
    row(
      '1 The crowd paid',
      `${summary.holders} people, ${grouped(parts)} parts at ${kase.sharePrice}`,
      putIn,
    ),
    row('2 The record earned', `${grouped(String(kase.records))} records at ${kase.wholesale}`, kase.gross),
    row('', 'the distributor kept (a deduction)', `-${kase.margin}`),
    row('', 'and sent on', run.amount),
    '3 The contract splits, before tax',
    ...Object.entries(kase.split).map(([to, ratio]) => bar(to, ratio, run.recipients[to] ?? '')),
    row('4 Each share earns', `${grouped(summary.pool)} / ${grouped(parts)} parts`, summary.perShare),
    ...holders,
    '',
    `Checked    ${summary.holders} lines add up to ${grouped(summary.holdersSum)}; ${summary.statements} papers issued;`,
    `           the ledger sums to ${summary.ledgerSum}; ${checks.made} checks of the books: ${checks.broken} broken`,
    `Published  ${grouped(String(kase.records))} records at ${kase.wholesale}, ${published.perShare} a part, 30/50/20, parts of 10`,
    '           (the remittance is not: it is computed back from these figures)',
    `Made up    who held what but for 2, 20 and 602 parts (seed ${madeUp.seed}); names, days;`,
    '           the commission on the raise was not published: 0 % here',
    'Not played payments to bank accounts: what was earned waits on accounts here',
  ].map(line => {
    if (line.length > WIDTH) throw new Error(`A line of the last screen is too long: ${line}`)
    return line.trimEnd()
  })
  return [
    ...screen,
    ...lookNext(folder),
    '           npm run demo -- --serve keeps it running; README.md shows around',
  ]
}

/**
 * Where the papers lie: as seen from here when that is shorter, on a line of its own when it needs one. Only a folder
 * longer than a line is wider than the screen, for cut in two nobody could copy it.
 */
export function lookNext(folder: string, here = process.cwd()): string[] {
  const [shown = folder] = [relative(here, folder) || '.', folder].sort((a, b) => a.length - b.length)
  const line = 'Look next  statements/20-shares.pdf and summary.json in the folder'
  if (line.length + 1 + shown.length <= WIDTH) return [`${line} ${shown}`]
  return [line, shown.padStart(Math.min(WIDTH, shown.length + 11))]
}

const NAMES: Record<string, string> = { 'class:parts': 'crowd', issuer: 'artist', platform: 'platform' }

/** One bar per party, two columns for each 3 per cent or so. */
function bar(to: string, ratio: string, amount: string): string {
  const hundredths = Number(ratio.replace('0.', '').padEnd(2, '0'))
  const drawn = '█'.repeat(Math.round((hundredths * 2) / 3))
  return row(`  ${(NAMES[to] ?? to).padEnd(9)}${hundredths} %`, drawn, amount)
}

function holderLine(lines: readonly HolderLine[], shares: number, kase: Case): string {
  const [line, another] = lines.filter(each => each.shares === shares)
  if (line === undefined || another !== undefined)
    throw new Error(`Not exactly one holder of ${shares} parts`)
  const paid = `put in ${grouped(String(shares * Number.parseInt(kase.sharePrice, 10)))}.00`
  return row(`    ${String(shares).padStart(3)} parts`, paid, line.net)
}

function row(label: string, text: string, amount: string): string {
  return label.padEnd(21) + text.padEnd(42) + grouped(amount).padStart(16)
}

/** Thousands apart: 1236900.00 → 1,236,900.00. */
export function grouped(text: string): string {
  const [whole = '', decimals] = text.split('.')
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (decimals === undefined ? '' : `.${decimals}`)
}

/** The second part: what three odd amounts gave one holder, and what was carried. */
export function oddScreen(odd: { net: string; pool: string; line: HolderLine }[], shares: number): string[] {
  const width = [12, 12, 16, 28]
  const cells = (...texts: string[]) => texts.map((text, index) => text.padStart(width[index] ?? 0)).join('')
  return [
    `Then three odd amounts came in. What the holder of ${shares} parts got, to the cent,`,
    'and the fraction that is carried to the next time; nothing lost, nothing added.',
    cells('came in', 'pool', `${shares} parts got`, 'carried on (cent)'),
    ...odd.map(({ net, pool, line }) => cells(grouped(net), grouped(pool), line.net, line.carry)),
    '',
  ]
}
