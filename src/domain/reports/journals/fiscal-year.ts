import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { readLines } from '../../../database/copy-out.ts'
import { sqlOf } from '../../../database/sql.ts'
import { NOTHING } from '../../ids.ts'
import { closedUntil } from '../../ledger/closing/closings.ts'
import { JOURNALS, type JournalCode } from '../../ledger/closing/journals.ts'
import { monthText } from '../../ledger/closing/months.ts'
import { ACCOUNT_KINDS, type AccountKind } from '../../ledger/kinds.ts'
import { BOOK_CURRENCY, type Currency } from '../../money/currency.ts'
import { refuse } from '../refusals.ts'
import { type FiscalLine, type FiscalRow, fiscalRows } from './fiscal-rows.ts'
import { linesOf } from './lines-of.ts'
import { otherOpenings } from './other-openings.ts'

/** Kinds whose accounts begin each year at nothing: charges and revenues. What they came to is carried forward. */
const OF_THE_YEAR = Object.entries(ACCOUNT_KINDS)
  .filter(([, { number }]) => /^[67]/.test(number))
  .map(([kind]) => kind)

/**
 * The postings of a calendar year whose months are all closed, each under its number: first what accounts held when it
 * began, in one entry; then by closing, journal and number. Charges and revenues of earlier years are carried
 * forward; those of the year itself are not closed (LPF art. A47 A-1 VII). What is in another currency counts at the rate to the
 * euro that its entry is booked at, and what rounding leaves of an entry stands in a last line of it on the exchange
 * account. One row at a time; to be read to the end inside the transaction.
 * Refuses FISCAL_YEAR_MALFORMED, FISCAL_YEAR_OPEN, FISCAL_RATES_MISSING.
 */
export async function fiscalYear(em: EntityManager, year: number): Promise<AsyncIterable<FiscalRow>> {
  if (!Number.isInteger(year) || year < 1000 || year > 9998) throw refuse.FISCAL_YEAR_MALFORMED({ year })
  const closed = await closedUntil(em)
  if (closed === null || closed < `${year}-12-01`) {
    throw refuse.FISCAL_YEAR_OPEN({ year, closedUntil: closed === null ? 'no month yet' : monthText(closed) })
  }
  await refuseWithoutRates(em, year)
  const openings = await otherOpenings(em, year)
  const lines = linesIn(linesOf(await readLines(em, postingsOf(year))))
  return fiscalRows(lines, { ...openings, ofTheYear: OF_THE_YEAR })
}

async function refuseWithoutRates(em: EntityManager, year: number): Promise<void> {
  const { rows } = await sql<{ entries: number; currencies: string; first: string; at: Date }>`
    select count(distinct entry_id)::int as entries, string_agg(distinct currency, ', ' order by currency) as currencies,
           (array_agg(journal || lpad(number::text, 6, '0') || ' of ' || booked_on order by booked_at, journal, number))[1]
             as first,
           min(booked_at) as at
      from entry_currency as other join entry_number using (entry_id) join entry on entry.id = entry_id
     where year <= ${year} and not exists (select from entry_rate as own where own.entry_id = other.entry_id
                                              and own.currency = other.currency)`.execute(sqlOf(em))
  const [missing] = rows
  if (missing === undefined || missing.entries === 0) return
  throw refuse.FISCAL_RATES_MISSING({ ...missing, year, at: missing.at.toISOString() })
}

/** `part` as in `FiscalLine`: what was on accounts in euros, the place of those in other currencies, the entries of the year. */
const postingsOf = (year: number) => sql`
  with before as (
    select case when kind = any(${OF_THE_YEAR}::text[]) then null else account.id end as account_id,
           sum(amount) as amount
      from entry_number join posting using (entry_id) join account on account.id = account_id
     where year < ${year}::int and posting.currency = ${BOOK_CURRENCY} group by 1 having sum(amount) <> 0
  ), first (day, valid_on) as (
    select (${year}::int || '-01-01')::date, min(valid_on) from month_closing
     where month >= (${year}::int || '-01-01')::date
  ), row (part, valid_on, journal, number, day, account_id, fact_id, what, amount, line, rate, rate_from) as (
    select 0, valid_on, 'AN', 1, day, account_id, null::uuid, 'opening', amount, 0, null, null from before, first
    union all
    select 1, valid_on, 'AN', 1, day, null, null, 'opening', null, 0, null, null from first
    union all
    select 2, valid_on, journal, number, booked_on, account_id, fact_id, entry.kind, amount, line, rate, from_currency
      from entry_number join entry on entry.id = entry_id join posting using (entry_id)
      join month_closing on preparation_id = closing_id
      left join entry_rate as own on own.entry_id = posting.entry_id and own.currency = posting.currency
      left join exchange_rate as told on told.id = own.rate_id
     where year = ${year}::int
  )
  select json_build_array(part, journal, number, day, kind, owner_id, scope_id, code, fact_id, what, amount::text,
                          valid_on, currency, rate, rate_from)
    from row left join account on account.id = account_id
   order by part, date_trunc('month', day), journal, number, line, kind, owner_id, scope_id, code`

type Cells = [
  part: FiscalLine['part'],
  journal: JournalCode,
  number: number,
  day: string,
  kind: AccountKind | null,
  ownerId: string,
  scopeId: string,
  code: string,
  factId: string | null,
  what: string,
  amount: string | null,
  validOn: string,
  currency: Currency | null,
  rate: string | null,
  rateFrom: Currency | null,
]

async function* linesIn(texts: AsyncIterable<string>): AsyncGenerator<FiscalLine> {
  for await (const text of texts) {
    const [part, journal, number, day, kind, ownerId, scopeId, code, factId, what, amount, validOn, ...own] =
      JSON.parse(text) as Cells
    const [currency, rate, rateFrom] = own
    const account = kind && { kind, ownerId: orNull(ownerId), scopeId: orNull(scopeId), code }
    yield {
      ...{ part, journal, journalName: JOURNALS[journal], number, day, account, factId, what, validOn },
      ...{ amount: BigInt(amount ?? 0), currency: currency ?? BOOK_CURRENCY, rate, rateFrom },
    }
  }
}

const orNull = (id: string) => (id === NOTHING ? null : id)
