import { expect } from '@jest/globals'
import type { Orm } from '../../src/database/orm.ts'
import { accountPath } from '../../src/documents/journals/account-path.ts'
import { NOTHING, PLATFORM } from '../../src/domain/ids.ts'
import { balances } from '../../src/domain/ledger/balances.ts'
import { ACCOUNT_KINDS, fromOwnersSide } from '../../src/domain/ledger/kinds.ts'
import { trialBalance } from '../../src/domain/ledger/trial-balance.ts'
import type { Currency } from '../../src/domain/money/currency.ts'
import { parseAmount } from '../../src/domain/money/money.ts'
import type { Sum } from './bookkeepers.ts'

/** What a program added up is what our books say, to the minor unit: of each account, and of each kind by currency. */
export async function expectAgreement({ orm }: { orm: Orm }, sums: readonly Sum[]): Promise<void> {
  const em = orm.em.fork()
  const own = (await balances(em, {})).map(row => {
    const currency = row.currency as Currency
    const { number } = ACCOUNT_KINDS[row.kind]
    const [ownerId, scopeId] = [orNull(row.ownerId), orNull(row.scopeId)]
    return [
      accountPath({ ...row, number, ownerId, scopeId, currency }),
      fromOwnersSide(row.kind, row.amount),
    ] as const
  })
  expect(notZero(sums.map(sum => [sum.account, minorOf(sum)]))).toEqual(notZero(own))
  const ours = (await trialBalance(em)).map(
    row => [`${row.kind} ${row.currency}`, row.debit - row.credit] as const,
  )
  expect(byKind(sums)).toEqual(Object.fromEntries(ours))
}

const orNull = (id: string) => (id === NOTHING || id === PLATFORM ? null : id)

const notZero = (amounts: readonly (readonly [string, bigint])[]) =>
  Object.fromEntries(amounts.filter(([, amount]) => amount !== 0n))

/** Sums by kind of account and currency, in minor units. */
function byKind(sums: readonly Sum[]): Record<string, bigint> {
  const totals: Record<string, bigint> = {}
  for (const sum of sums) {
    const key = `${sum.account.split(':')[1]?.slice('000000-'.length)} ${currencyOf(sum)}`
    totals[key] = (totals[key] ?? 0n) + minorOf(sum)
  }
  return totals
}

function minorOf(sum: Sum): bigint {
  const own = currencyOf(sum)
  // A program may write a sum of nothing without its currency.
  if (sum.currency !== '' && sum.currency !== own)
    throw new Error(`${sum.account} has ${sum.amount} ${sum.currency}`)
  return parseAmount(sum.amount, own)
}

const currencyOf = ({ account }: Sum) => account.slice(account.lastIndexOf(':') + 1) as Currency

/** The book with one cent more in one posting. */
export function oneCentMore(text: string): string {
  return text.replace(/^ +[A-Z]\S+ {2}-?\d+\.\d\d EUR$/m, line => moved(line, 1n))
}

/** The book with a cent more on one side of an entry of this kind and one less on the other, so that it still sums to nothing. */
export function aCentAside(text: string, kind: string): string {
  const entry = `^(.*${kind}.*(?:\\n {2}entry: .*)?)\\n( +\\S+ {2}-?\\d+\\.\\d\\d EUR)\\n( +\\S+ {2}-?\\d+\\.\\d\\d EUR)(?=\\n\\n)`
  return text.replace(new RegExp(entry, 'm'), (_all, head, first, second) =>
    [head, moved(first, 1n), moved(second, -1n)].join('\n'),
  )
}

/** A posting with so many cents more. */
function moved(line: string, cents: bigint): string {
  return line.replace(/-?\d+\.\d\d(?= EUR)/, amount => {
    const minor = parseAmount(amount, 'EUR') + cents
    const digits = String(minor < 0n ? -minor : minor).padStart(3, '0')
    return `${minor < 0n ? '-' : ''}${digits.replace(/..$/, '.$&')}`
  })
}
