import { memberSentence } from '../payments/member-words.ts'
import type { Payable, PayablePart } from '../payments/payable.ts'
import type { DisputedMoney } from '../shares/cards/disputed-of-projects.ts'
import type { Destination } from './destinations.ts'
import type { PayeeBalance } from './payee-balances.ts'
import { linesOfMember } from './payee-lines.ts'
import type { RunLine } from './run-line.ts'
import { type Ways, withStops } from './told-stops.ts'
import { type Owing, owingKey, sumOf, withOffsets } from './with-offsets.ts'

/** What is known about paying issuers and partners out. `payday`: the next day for which the bank takes a batch. */
export type MembersKnown = {
  disputes: readonly DisputedMoney[]
  destinations: ReadonlyMap<string, Destination>
  owing: ReadonlyMap<string, Owing>
  rates: Ways['rates']
  payday: string
}

/** What is disputed of an account: only an issuer's can be. */
export function disputedOf(
  { kind, scopeId, currency }: PayeeBalance,
  disputes: readonly DisputedMoney[],
): bigint {
  if (kind !== 'issuer') return 0n
  return disputes.find(each => each.projectId === scopeId && each.currency === currency)?.amount ?? 0n
}

/** What of the accounts of an issuer or a partner leaves on the next payday or stays, and why: in the order of the accounts. */
export function memberPayables(accounts: readonly PayeeBalance[], known: MembersKnown): Payable[] {
  const { disputes, destinations, owing, rates, payday } = known
  const lines = accounts.flatMap(held => linesOfMember(held, disputedOf(held, disputes), destinations))
  const left = new Map(
    [...owing].map(([key, { debts, kept }]) => [key, debts.reduce((sum, each) => sum + each.amount, -kept)]),
  )
  const told = withStops(withOffsets(lines, owing, payday), { destinations, rates }).map(line => {
    const key = owingKey(line.payeeOwnerId, line.currency)
    const owed = left.get(key) ?? 0n
    left.set(key, owed - sumOf(line.offsets))
    return { line, parts: partsOf(line, owed, payday) }
  })
  return accounts.map(({ id, currency, balance }) => {
    const parts = told.filter(({ line }) => line.accountId === id).flatMap(each => each.parts)
    const payable = parts.reduce((sum, { code, amount }) => (code === 'READY' ? sum + amount : sum), 0n)
    return { currency, balance, payable, held: balance - payable, parts }
  })
}

function partsOf({ code, amount, currency, offsets }: RunLine, owed: bigint, payday: string): PayablePart[] {
  const part = (which: RunLine['code'], money: bigint): PayablePart => ({
    code: which,
    amount: money,
    nextTestOn: which === 'READY' || which === 'SET_OFF' ? payday : null,
    sentence: memberSentence(which, { currency, amount: money, on: payday, owed }),
  })
  const setOff = sumOf(offsets)
  return setOff === 0n ? [part(code, amount)] : [part(code, amount), part('SET_OFF', setOff)]
}
