import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Currency, parseCurrency } from '../../domain/money/currency.ts'
import { formatAmount, parseAmount } from '../../domain/money/money.ts'
import type { Person } from './client.ts'
import { inParallel, type Progress, type Story } from './play.ts'

/** One holder's line as the API answers it. */
export type HolderLine = { shares: number; net: string; carry: string; statement: Paper | null }
type Paper = { number: string; path: string }

/** What one distribution was, read back through the API. */
export type ReadBack = {
  amount: string
  recipients: Record<string, string>
  pool: { amount: string; shares: number; holders: number }
  lines: HolderLine[]
}

type Money = { amount: string }
type Run = {
  distribution: {
    amount: Money
    recipients: { recipient: string; amount: Money }[]
    pools: { amount: Money; shares: number; holders: number }[]
    dividends: Connection<{ shares: number; net: Money; carry: string; statement: Paper | null }>
  }
}
type Connection<T> = { edges: { node: T }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }

/** Finance reads a distribution with all of its lines, page by page. */
export async function readRun(finance: Person, id: string): Promise<ReadBack> {
  const lines: HolderLine[] = []
  let page = await readPage(finance, id, null)
  for (;;) {
    const { edges, pageInfo } = page.dividends
    lines.push(...edges.map(({ node }) => ({ ...node, net: node.net.amount })))
    if (!pageInfo.hasNextPage) break
    page = await readPage(finance, id, pageInfo.endCursor)
  }
  const [pool] = page.pools
  if (pool === undefined) throw new Error('The distribution has no pool')
  return {
    amount: page.amount.amount,
    recipients: Object.fromEntries(page.recipients.map(line => [line.recipient, line.amount.amount])),
    pool: { ...pool, amount: pool.amount.amount },
    lines,
  }
}

async function readPage(finance: Person, id: string, after: string | null): Promise<Run['distribution']> {
  const { distribution } = await finance.ask<Run>(RUN, { id, after })
  return distribution
}

/** What the first part came to: strings and whole numbers computed from the API's answers. */
export type Summary = {
  pool: string
  issuer: string
  platform: string
  perShare: string
  holders: number
  holdersSum: string
  statements: number
  ledgerSum: string
}

export async function summarize(finance: Person, run: ReadBack, currencyCode: string): Promise<Summary> {
  const currency = parseCurrency(currencyCode)
  const { trialBalance } = await finance.ask<{ trialBalance: { balance: Money }[] }>(
    '{ trialBalance { balance { amount } } }',
  )
  return {
    pool: run.pool.amount,
    issuer: run.recipients.issuer ?? '',
    platform: run.recipients.platform ?? '',
    perShare: perShare(run.pool, currency),
    holders: run.lines.length,
    holdersSum: total(
      run.lines.map(line => line.net),
      currency,
    ),
    statements: run.lines.filter(line => line.statement !== null).length,
    ledgerSum: total(
      trialBalance.map(line => line.balance.amount),
      currency,
    ),
  }
}

/** Adds decimal amounts exactly. */
export function total(amounts: readonly string[], currency: Currency): string {
  return formatAmount(
    amounts.reduce((sum, amount) => sum + parseAmount(amount, currency), 0n),
    currency,
  )
}

/** The pool over its shares; with the whole division's remainder it would be no amount of money, and it says so. */
function perShare({ amount, shares }: ReadBack['pool'], currency: Currency): string {
  const pool = parseAmount(amount, currency)
  const count = BigInt(shares)
  return pool % count === 0n ? formatAmount(pool / count, currency) : `${amount} / ${shares}`
}

/** Fetches every paper of a run into a folder, and the one of the holder with the named shares under a plain name. */
export async function fetchPapers(
  { staff }: Story,
  lines: readonly HolderLine[],
  folder: string,
  options: { named: number; progress: Progress },
): Promise<void> {
  const { named, progress } = options
  mkdirSync(folder, { recursive: true })
  const token = await staff.finance.token()
  progress.begin('Fetching the papers', lines.length)
  await inParallel(lines, async ({ statement, shares }) => {
    if (statement === null) throw new Error('A holder has no paper')
    const response = await fetch(`${staff.finance.url}${statement.path}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    if (!response.ok)
      throw new Error(`The paper ${statement.number} could not be fetched: ${response.status}`)
    const bytes = new Uint8Array(await response.arrayBuffer())
    writeFileSync(join(folder, `${statement.number}.pdf`), bytes)
    if (shares === named) writeFileSync(join(folder, `${named}-shares.pdf`), bytes)
    progress.step()
  })
  progress.end()
}

const RUN = `query ($id: ID!, $after: String) {
  distribution(id: $id) {
    amount { amount }
    recipients { recipient amount { amount } }
    pools { amount { amount } shares holders }
    dividends(first: 100, after: $after) {
      edges { node { shares net { amount } carry statement { number path } } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`
