import type { EntityManager } from '@mikro-orm/postgresql'
import { identitiesOf } from '../../parties/tax/tax-identities.ts'
import { type TotalRow, toldOfYear } from './abroad-files.ts'
import { balancesAtEnd, type Posted, paidInYear, postedToHolders } from './paid-in-year.ts'
import { accountsOf, type Change, changesSince, type LeftOut, sortAccounts } from './tellable.ts'

/** What there is to tell of a year now. */
export type YearAbroad = {
  year: number
  /** Accounts that can be told, whether they were or not. */
  accounts: number
  /** Never told before. */
  added: Change[]
  /** Told, and otherwise than things stand. */
  changed: Change[]
  left: LeftOut[]
  totals: TotalRow[]
  /** What the ledger has: all totals come to it. */
  posted: Posted[]
}

/** Who is told for a year and who is not, as books and words stand now. */
export async function yearAbroad(em: EntityManager, year: number): Promise<YearAbroad> {
  const paid = await paidInYear(em, year)
  const accounts = accountsOf(paid, await balancesAtEnd(em, year))
  const identities = await identitiesOf(em, [...new Set(accounts.map(account => account.partyId))])
  const byId = new Map(identities.map(identity => [identity.partyId, identity]))
  const residents = paid.filter(row => row.partyId === null)
  const { tellable, left, totals } = sortAccounts(year, accounts, byId, residents)
  const changes = changesSince(await toldOfYear(em, year), tellable)
  return {
    year,
    accounts: tellable.length,
    added: changes.filter(change => change.before === null),
    changed: changes.filter(change => change.before !== null),
    left,
    totals,
    posted: await postedToHolders(em, year),
  }
}
