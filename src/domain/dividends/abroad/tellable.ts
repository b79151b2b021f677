import type { Currency } from '../../money/currency.ts'
import type { Identity } from '../../parties/tax/tax-identities.ts'
import type { AbroadStatement, TotalRow } from './abroad-files.ts'
import { type AccountAmounts, NO_MONEY, receivedOf } from './account-amounts.ts'
import { type Outcome, outcomeOf } from './exchange-states.ts'
import type { PaidRow } from './paid-in-year.ts'
import { sameMoneyTold } from './told-payments.ts'

/** An account as books and words have it now. `held`: income that is not told before its levies are known. */
export type Account = {
  partyId: string
  currency: Currency
  country: string | null
  amounts: AccountAmounts
  held: bigint
}

/** An account that can be told. */
export type Tellable = {
  identity: Identity
  currency: Currency
  country: string
  amounts: AccountAmounts
}

/** A party that is not told, in a currency, and why. */
export type LeftOut = { partyId: string; currency: Currency; outcome: Outcome; received: bigint }

type Balance = Pick<Account, 'partyId' | 'currency' | 'country'> & { balance: bigint }

const keyOf = (partyId: string, currency: Currency) => `${partyId} ${currency}`

/** What parties were paid and what they had when the year ended, account by account in the order of their names. */
export function accountsOf(paid: readonly PaidRow[], balances: readonly Balance[]): Account[] {
  const all = new Map<string, Account>()
  for (const { partyId, currency, country, held, parties: _, ...amounts } of paid) {
    if (partyId === null) continue
    const account = { partyId, currency, country, amounts: { ...amounts, balance: 0n }, held }
    all.set(keyOf(partyId, currency), account)
  }
  for (const { balance, ...owner } of balances) {
    const key = keyOf(owner.partyId, owner.currency)
    const account = all.get(key) ?? { ...owner, amounts: NO_MONEY, held: 0n }
    all.set(key, { ...account, amounts: { ...account.amounts, balance } })
  }
  return [...all].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, account]) => account)
}

export type Sorted = { tellable: Tellable[]; left: LeftOut[]; totals: TotalRow[] }

/** Which accounts are told and which are not, and all that was paid by what becomes of it. */
export function sortAccounts(
  year: number,
  accounts: readonly Account[],
  identities: ReadonlyMap<string, Identity>,
  residents: readonly PaidRow[],
): Sorted {
  const tellable: Tellable[] = []
  const left: LeftOut[] = []
  const rows: TotalRow[] = residents.map(({ currency, parties, held, withheld, ...row }) => {
    const received = receivedOf({ ...row, withheld, balance: 0n }) + held
    return { currency, outcome: 'livesInFrance', parties, received, withheld }
  })
  for (const { partyId, currency, country, amounts, held } of accounts) {
    const identity = identities.get(partyId)
    if (identity === undefined) throw new Error(`Nothing is known of party ${partyId}`)
    const outcome = outcomeOf({ country, town: identity.town }, year)
    const received = receivedOf(amounts)
    const row = { currency, outcome, parties: 1, received, withheld: amounts.withheld }
    if (outcome === 'told' && country !== null) {
      tellable.push({ identity, currency, country, amounts })
      rows.push(row)
      if (held !== 0n) rows.push({ ...row, outcome: 'held', received: held, withheld: 0n })
    } else {
      left.push({ partyId, currency, outcome, received: received + held })
      rows.push({ ...row, received: received + held })
    }
  }
  return { tellable, left, totals: summed(rows) }
}

/** One row per currency and outcome, in their order. */
function summed(rows: readonly TotalRow[]): TotalRow[] {
  const sums = new Map<string, TotalRow>()
  for (const row of rows) {
    const key = `${row.currency} ${row.outcome}`
    const sum = sums.get(key)
    if (sum === undefined) sums.set(key, { ...row })
    else {
      sum.parties += row.parties
      sum.received += row.received
      sum.withheld += row.withheld
    }
  }
  return [...sums].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, sum]) => sum)
}

/** What a file would do with accounts: those never told, those told otherwise, and those that should not have been. */
export type Change = { before: AbroadStatement | null; now: Tellable | null }

/** How what is told now differs from what was told last, in the order of the accounts. */
export function changesSince(told: readonly AbroadStatement[], now: readonly Tellable[]): Change[] {
  const changes = new Map<string, Change>()
  const keyFor = ({ identity, currency }: Pick<Tellable, 'identity' | 'currency'>) =>
    keyOf(identity.partyId, currency)
  for (const before of told) changes.set(keyFor(before), { before, now: null })
  for (const account of now) {
    const key = keyFor(account)
    const before = changes.get(key)?.before ?? null
    if (before !== null && same(before, account)) changes.delete(key)
    else changes.set(key, { before, now: account })
  }
  return [...changes].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, change]) => change)
}

/** Whether the file would say the same: what is kept and not written, as what was withheld, corrects nothing. */
function same(before: AbroadStatement, now: Tellable): boolean {
  const [said, says] = [wordsOf(before.identity), wordsOf(now.identity)]
  return (
    before.country === now.country &&
    sameMoneyTold(before.amounts, now.amounts) &&
    said.every((word, place) => word === says[place])
  )
}

/** The words that stand in a statement. A person has the name of the profile only where no family name is known. */
function wordsOf(identity: Identity): (string | null)[] {
  const { kind, name, taxNumber, familyName, firstNames, bornOn } = identity
  const { streetNumber, street, addressExtra, postalCode, town } = identity
  const who = kind === 'firm' ? [name] : [familyName ?? name, firstNames, bornOn]
  return [...who, taxNumber, streetNumber, street, addressExtra, postalCode, town]
}
