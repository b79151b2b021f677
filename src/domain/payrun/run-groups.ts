import type { AccountKind } from '../ledger/kinds.ts'
import type { Currency } from '../money/currency.ts'
import { PAYABLE_CODES, type PayableCode } from '../payments/payable-words.ts'
import type { Credit, OnItsWay } from './payee-balances.ts'
import type { PayeeKind, RunLine } from './run-line.ts'
import { sumOf } from './with-offsets.ts'

/** What leaves or stays for one reason: to or with which payees, how many of them, how much. Minor units. */
export type RunGroup = {
  currency: Currency
  payee: PayeeKind
  code: PayableCode
  payees: number
  amount: bigint
  /** What leaves for it in another currency; of what is on its way, what it took from the accounts in another one. */
  converted: { currency: Currency; amount: bigint } | null
  /** The rate of now by which it would leave converted; null for what is on its way, each payout of which has its own. */
  rateId: string | null
}

/** What the platform has by itself: what of it is a credit lies among the money of clients. */
export const PLATFORMS: readonly AccountKind[] = [
  'bankOwn',
  'income',
  'charge',
  'vat',
  'receivable',
  'cost',
  'rounding',
]

/**
 * The kinds of account on which payees are owed. Money of orders that wait, revenue that is not distributed, and what
 * nobody claimed is owed to nobody who could be paid today. The VAT is the platform's own debt: it moves to its own
 * bank account with what it earned, and is paid from there.
 */
const OWED: readonly AccountKind[] = ['holder', 'issuer', 'partner', 'levy', 'transit', ...PLATFORMS]

/** What all payees of a currency are owed by the books: what the groups add up to. */
export function liabilityOf(credits: readonly Credit[], currency: Currency): bigint {
  return credits
    .filter(each => each.currency === currency && OWED.includes(each.kind))
    .reduce((sum, each) => sum + each.credit, 0n)
}

const PAYEE_OF: Partial<Record<AccountKind, PayeeKind>> = {
  holder: 'holder',
  issuer: 'issuer',
  partner: 'partner',
  levy: 'taxOffice',
  bankOwn: 'platform',
}

/** The groups of a pay run: by currency, payee and reason, in the order in which the reasons are listed. */
export function groupsOf(lines: readonly RunLine[], onTheirWay: readonly OnItsWay[]): RunGroup[] {
  const moving = onTheirWay.map(({ kind, ...leg }): Member => {
    return { ...leg, payee: PAYEE_OF[kind] ?? 'holder', code: 'ON_ITS_WAY', rateId: null }
  })
  const setOff = lines.flatMap(({ payee, currency, payeeOwnerId, offsets }): Member[] => {
    const amount = sumOf(offsets)
    const plain = { converted: null, rateId: null }
    return amount === 0n ? [] : [{ payee, code: 'SET_OFF', currency, amount, payeeOwnerId, ...plain }]
  })
  const leaving = lines.map((line): Member => {
    return { ...line, converted: line.becomes, rateId: line.becomes?.rateId ?? null }
  })
  const byName = Map.groupBy(
    [...leaving, ...setOff, ...moving],
    each => `${each.currency} ${each.payee} ${each.code} ${each.converted?.currency}`,
  )
  return [...byName.values()].map(groupOf).toSorted(byPlace)
}

type Member = Pick<RunLine, 'currency' | 'payee' | 'code' | 'amount' | 'payeeOwnerId'> &
  Pick<RunGroup, 'converted' | 'rateId'>

function groupOf(members: Member[]): RunGroup {
  const { currency, payee, code, converted: other, rateId } = members[0] as Member
  const payees = new Set(members.map(each => each.payeeOwnerId)).size
  const amount = members.reduce((sum, each) => sum + each.amount, 0n)
  const inOther = members.reduce((sum, each) => sum + (each.converted?.amount ?? 0n), 0n)
  const converted = other && { currency: other.currency, amount: inOther }
  return { currency, payee, code, payees, amount, converted, rateId }
}

const CODES = Object.keys(PAYABLE_CODES)

function byPlace(one: RunGroup, other: RunGroup): number {
  if (one.currency !== other.currency) return one.currency < other.currency ? -1 : 1
  const place = CODES.indexOf(one.code) - CODES.indexOf(other.code)
  if (place !== 0) return place
  const [name, next] = [one, other].map(each => `${each.payee} ${each.converted?.currency ?? ''}`)
  return (name ?? '') < (next ?? '') ? -1 : 1
}
