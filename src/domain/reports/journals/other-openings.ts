import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { readLines } from '../../../database/copy-out.ts'
import type { AccountKind } from '../../ledger/kinds.ts'
import type { Currency } from '../../money/currency.ts'
import { inEuros } from './in-euros.ts'
import { linesOf } from './lines-of.ts'

/** What an account in another currency than the euro held when a year began: in its currency, and in euro cents. */
export type OtherOpening = {
  kind: AccountKind
  ownerId: string
  scopeId: string
  code: string
  currency: Currency
  amount: bigint
  euros: bigint
}

/** The accounts in other currencies, and the euro cents that the roundings of their entries left on the exchange account. */
export type OtherOpenings = { accounts: OtherOpening[]; rests: bigint }

/**
 * What the entries of all years before this one left on accounts in other currencies, each at the rate that it was booked
 * at: so an account opens with what its lines in the years before come to. Reads one line at a time, and keeps one sum for
 * each account.
 */
export async function otherOpenings(em: EntityManager, year: number): Promise<OtherOpenings> {
  const euros = inEuros()
  const accounts = new Map<string, OtherOpening>()
  let rests = 0n
  let entry: string | null = null
  for await (const line of linesOf(await readLines(em, before(year)))) {
    const [entryId, kind, ownerId, scopeId, code, currency, amount, rate, rateFrom] = JSON.parse(
      line,
    ) as Cells
    if (entryId !== entry) rests += euros.rest()
    entry = entryId
    const key = [kind, ownerId, scopeId, code, currency].join(' ')
    const account = accounts.get(key) ?? { kind, ownerId, scopeId, code, currency, amount: 0n, euros: 0n }
    const own = { amount: BigInt(amount), currency, rate, rateFrom }
    account.amount += own.amount
    account.euros += euros.next(own)
    accounts.set(key, account)
  }
  rests += euros.rest()
  return { accounts: [...accounts.values()].filter(each => each.amount !== 0n || each.euros !== 0n), rests }
}

type Cells = [
  entryId: string,
  kind: AccountKind,
  ownerId: string,
  scopeId: string,
  code: string,
  currency: Currency,
  amount: string,
  rate: string | null,
  rateFrom: Currency | null,
]

/** Only entries that name another currency are looked at. Lines in euros balance by themselves. */
const before = (year: number) => sql`
  select json_build_array(other.entry_id, kind, owner_id, scope_id, code, other.currency, amount::text, rate, from_currency)
    from entry_currency as other join entry_number using (entry_id) join posting on posting.entry_id = other.entry_id and posting.currency = other.currency
    join account on account.id = account_id
    left join entry_rate as own on own.entry_id = other.entry_id and own.currency = other.currency
    left join exchange_rate as told on told.id = own.rate_id
   where year < ${year}::int order by entry_number.year, journal, number, line`
