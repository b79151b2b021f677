import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from '@jest/globals'

/** How an independent program answered a book. */
export type Verdict = { accepted: boolean; said: string }

/** A sum of an account in a currency, as a program wrote it. */
export type Sum = { account: string; currency: string; amount: string }

/** An independent program that reads a journal: whether it accepts it, and what it adds up. */
export type Bookkeeper = {
  name: string
  format: 'ledger' | 'beancount'
  /** From which package of Debian it comes. */
  debian: string
  judge(text: string): Promise<Verdict>
  sums(text: string): Promise<Sum[]>
}

export const HLEDGER: Bookkeeper = {
  name: 'hledger check --strict ordereddates',
  format: 'ledger',
  debian: 'hledger',
  judge: text =>
    judged(text, 'books.journal', file => ['hledger', '-f', file, 'check', '--strict', 'ordereddates']),
  sums: async text => {
    const { said } = await judged(text, 'books.journal', file => [
      ...['hledger', '-f', file, 'balance', '--flat', '--empty', '--no-total', '--layout', 'bare'],
      ...['--output-format', 'csv'],
    ])
    return cellsOf(said).map(([account = '', currency = '', amount = '']) => ({ account, currency, amount }))
  },
}

export const LEDGER: Bookkeeper = {
  name: 'ledger --pedantic --strict',
  format: 'ledger',
  debian: 'ledger',
  judge: text =>
    judged(text, 'books.journal', file => [
      ...['ledger', '--init-file', '/dev/null', '-f', file, '--pedantic', '--strict', 'balance'],
    ]),
  sums: async text => {
    const { said } = await judged(text, 'books.journal', file => [
      ...['ledger', '--init-file', '/dev/null', '-f', file, 'balance', '--flat', '--empty', '--no-total'],
      ...[
        '--balance-format',
        '%(account),%(quantity(scrub(display_total))),%(commodity(scrub(display_total)))\n',
      ],
    ])
    return cellsOf(`head\n${said}`).map(([account = '', amount = '', currency = '']) => ({
      account,
      currency,
      amount,
    }))
  },
}

export const BEANCOUNT: Bookkeeper = {
  name: 'bean-check',
  format: 'beancount',
  debian: 'beancount',
  judge: text => judged(text, 'books.beancount', file => ['bean-check', file]),
  sums: async text => {
    const query = 'select account, sum(position) group by account'
    const { said } = await judged(text, 'books.beancount', file => ['bean-query', '-f', 'csv', file, query])
    return cellsOf(said).map(([account = '', sum = '']) => {
      const [amount = '', currency = ''] = sum.split(/\s+/)
      // A sum of nothing is written as nothing.
      return { account, currency, amount: amount === '' ? '0' : amount }
    })
  },
}

export const BOOKKEEPERS = [HLEDGER, LEDGER, BEANCOUNT]

/** A test that needs a program of Debian: where it is not installed it is skipped, and says so. */
export function testWith(debian: string, command: string, name: string, run: () => Promise<void>): void {
  if (spawnSync('which', [command]).status === 0) {
    test(name, run)
    return
  }
  const why = `skipped: ${command} is not installed (apt-get install ${debian})`
  console.info(`${name}: ${why}`)
  test.skip(`${name} (${why})`, () => undefined)
}

/** The same for a bookkeeper. */
export function testBy({ debian }: Bookkeeper, name: string, run: () => Promise<void>): void {
  testWith(debian, debian === 'beancount' ? 'bean-check' : debian, name, run)
}

async function judged(
  text: string,
  name: string,
  commandFor: (file: string) => readonly string[],
): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'tantieme-books-'))
  try {
    writeFileSync(join(folder, name), text)
    const [command = '', ...args] = commandFor(join(folder, name))
    // Beancount keeps what it read in a file of its own, which must not outlive the book.
    const env = { ...process.env, LC_ALL: 'C.UTF-8', BEANCOUNT_DISABLE_LOAD_CACHE: '1' }
    const { stdout, stderr } = await promisify(execFile)(command, args, { env, maxBuffer: 2 ** 28 })
    return { accepted: true, said: `${stdout}${stderr}` }
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    return { accepted: false, said: `${stdout}${stderr}` }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The cells of a CSV without its head. None of them has commas in it. */
function cellsOf(csv: string): string[][] {
  const lines = csv.trim().split(/\r?\n/).slice(1)
  return lines.map(line => line.split(',').map(cell => cell.trim().replaceAll('"', '')))
}
