import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import { PLATFORM_ZONE, startOfDay } from '../../time/calendar.ts'
import { paidHere } from '../run/paid-here.ts'
import type { AccountAmounts } from './account-amounts.ts'

/**
 * What runs of a year paid a party in a currency, as things stand now: minor units. Those who live in France are one row
 * per currency without a party: a register may have a million of them.
 */
export type PaidRow = Omit<AccountAmounts, 'balance'> & {
  partyId: string | null
  currency: Currency
  country: string | null
  parties: number
  /** Income that lies on the account until its levies are known. */
  held: bigint
}

const PAID_HERE = sql.raw(paidHere('run.id'))

/**
 * All that runs of a year paid to holders here. A payment belongs to the year of its payment date, as in the file of the
 * residents. Where a party lived is what it had said by the end of the year, or what it said first of all afterwards:
 * who moves away later still lived there.
 */
export async function paidInYear(em: EntityManager, year: number): Promise<PaidRow[]> {
  const { rows } = await sql<PaidRow>`
    with residence as (${residences(year)}), line as (
      select line.holder_id, currency, gross, capital, terms #>> '{levies,income}' as income, country,
             standing is not null and levies is null and released.id is null as is_held,
             coalesce((select sum(one) from unnest(levies) as one), 0)
           + coalesce((select sum(amount) from late_levy where release_id = released.id), 0) as withheld
        from dividend as line
        join distribution as run on run.id = line.distribution_id
         and paid_on >= make_date(${year}, 1, 1) and paid_on < make_date(${year} + 1, 1, 1)
        join project on project.id = run.project_id
        join contract on contract.id = run.contract_id
        left join residence on party_id = line.holder_id
        left join levy_release as released
          on (released.distribution_id, released.class_id, released.holder_id)
           = (line.distribution_id, line.class_id, line.holder_id)
       where ${PAID_HERE}
         and not exists (select from run_reversal as back where back.distribution_id = run.id)
         and not exists (select from line_reversal as back
                          where (back.distribution_id, back.class_id, back.holder_id)
                              = (line.distribution_id, line.class_id, line.holder_id))
    )
    select case when country = 'FR' then null else holder_id end as "partyId", currency, country,
           count(distinct holder_id)::int as parties,
           ${incomeOf('dividend')} as dividend, ${incomeOf('interest')} as interest, ${incomeOf('royalty')} as royalty,
           coalesce(sum(gross - capital) filter (where not is_held and income is null), 0)::bigint as other,
           sum(capital)::bigint as redeemed, sum(withheld)::bigint as withheld,
           coalesce(sum(gross - capital) filter (where is_held), 0)::bigint as held
      from line group by 1, 2, 3
    having bool_or(gross <> 0) order by 1 nulls first, 2`.execute(sqlOf(em))
  return rows
}

const incomeOf = (income: string) =>
  sql`coalesce(sum(gross - capital) filter (where not is_held and income = ${income}), 0)::bigint`

/** Where each party lived at the end of a year. */
function residences(year: number) {
  const over = startOfDay(`${String(year + 1).padStart(4, '0')}-01-01`, PLATFORM_ZONE)
  return sql`
    select distinct on (party_id) party_id, country from tax_residence
     order by party_id, (declared_at < ${over}) desc,
              case when declared_at < ${over} then version else -version end desc`
}

/** What parties abroad, and those of whom nothing is known, had on their accounts when a year ended: minor units. */
export async function balancesAtEnd(
  em: EntityManager,
  year: number,
): Promise<{ partyId: string; currency: Currency; country: string | null; balance: bigint }[]> {
  const { rows } = await sql<{
    partyId: string
    currency: Currency
    country: string | null
    balance: bigint
  }>`
    with residence as (${residences(year)})
    select owner_id as "partyId", account.currency, country, -sum(posting.amount)::bigint as balance
      from account
      left join residence on party_id = owner_id
      join posting on posting.account_id = account.id
      join entry on entry.id = entry_id and booked_on < make_date(${year} + 1, 1, 1)
     where account.kind = 'holder' and country is distinct from 'FR'
     group by 1, 2, 3 having sum(posting.amount) <> 0 order by 1, 2`.execute(sqlOf(em))
  return rows
}

/** What the ledger has for runs of a year that were carried out here and stand: before levies, and withheld. Minor units. */
export type Posted = { currency: Currency; received: bigint; withheld: bigint }

/** The same as the lines of the runs say, read off the postings, whenever they were booked. */
export async function postedToHolders(em: EntityManager, year: number): Promise<Posted[]> {
  const { rows } = await sql<Posted>`
    with booked as (
      select 'revenueDistributed' as kind, id as fact_id, id as distribution_id from distribution
       union all select 'lineReversed', request_id, distribution_id from line_reversal
       union all select 'levyWithheldLate', id, distribution_id from levy_release
    )
    select account.currency, -sum(posting.amount)::bigint as received,
           coalesce(-sum(posting.amount) filter (where account.kind = 'levy'), 0)::bigint as withheld
      from booked join distribution as run on run.id = distribution_id
       and paid_on >= make_date(${year}, 1, 1) and paid_on < make_date(${year} + 1, 1, 1)
      join entry on entry.kind = booked.kind and entry.fact_id = booked.fact_id
      join posting on entry_id = entry.id
      join account on account.id = posting.account_id and account.kind in ('holder', 'levy')
     where ${PAID_HERE} and not exists (select from run_reversal as back where back.distribution_id = run.id)
     group by 1 having sum(posting.amount) <> 0 order by 1`.execute(sqlOf(em))
  return rows
}
