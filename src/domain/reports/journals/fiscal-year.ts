import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { readLines } from '../../../database/copy-out.ts'
import { sqlOf } from '../../../database/sql.ts'
import { NOTHING } from '../../ids.ts'
import { closedUntil } from '../../ledger/closing/closings.ts'
import { JOURNALS, type JournalCode } from '../../ledger/closing/journals.ts'
import { monthText } from '../../ledger/closing/months.ts'
import { ACCOUNT_KINDS, type AccountKind } from '../../ledger/kinds.ts'
import { refuse } from '../refusals.ts'
import { linesOf } from './lines-of.ts'

/** A posting of a numbered entry; days as 2008-12-31, minor units of EUR, positive = debit. */
export type FiscalRow = {
  journal: JournalCode
  journalName: string
  number: number
  day: string
  account: { number: string; kind: string; ownerId: string | null; scopeId: string | null; code: string }
  factId: string | null
  what: string
  amount: bigint
  validOn: string
}

/** Kinds whose accounts begin each year at nothing: charges and revenues. What they came to is carried forward. */
const OF_THE_YEAR = Object.entries(ACCOUNT_KINDS)
  .filter(([, { number }]) => /^[67]/.test(number))
  .map(([kind]) => kind)

/** The account that carries forward what earlier years came to (plan comptable général, 110). */
const CARRIED_FORWARD = { number: '110000', kind: 'carriedForward' }

/**
 * The postings of a calendar year whose months are all closed, each under its number: first what accounts held when it
 * began, in one entry; then by closing, journal and number. Charges and revenues of earlier years are carried
 * forward; those of the year itself are not closed (LPF art. A47 A-1 VII). One row at a time; to be read to the end inside the transaction.
 * Refuses FISCAL_YEAR_MALFORMED, FISCAL_YEAR_OPEN, FISCAL_CURRENCIES.
 */
export async function fiscalYear(em: EntityManager, year: number): Promise<AsyncIterable<FiscalRow>> {
  if (!Number.isInteger(year) || year < 1000 || year > 9998) throw refuse.FISCAL_YEAR_MALFORMED({ year })
  const closed = await closedUntil(em)
  if (closed === null || closed < `${year}-12-01`) {
    throw refuse.FISCAL_YEAR_OPEN({ year, closedUntil: closed === null ? 'no month yet' : monthText(closed) })
  }
  await refuseOtherCurrencies(em, year)
  return rowsOf(linesOf(await readLines(em, postingsOf(year))))
}

async function refuseOtherCurrencies(em: EntityManager, year: number): Promise<void> {
  const { rows } = await sql<{ currencies: string; postings: number }>`
    select string_agg(distinct currency, ', ' order by currency) as currencies, count(*)::int as postings
      from posting join entry_number using (entry_id) where year <= ${year} and currency <> 'EUR'`.execute(
    sqlOf(em),
  )
  const { currencies, postings } = rows[0] ?? { currencies: '', postings: 0 }
  if (postings > 0) throw refuse.FISCAL_CURRENCIES({ year, currencies, postings })
}

const postingsOf = (year: number) => sql`
  with before as (
    select case when kind = any(${OF_THE_YEAR}::text[]) then null else account.id end as account_id,
           sum(amount) as amount
      from entry_number join posting using (entry_id) join account on account.id = account_id
     where year < ${year}::int group by 1 having sum(amount) <> 0
  ), row (part, valid_on, journal, number, day, account_id, fact_id, what, amount, line) as (
    select 0, (select min(valid_on) from month_closing where month >= (${year}::int || '-01-01')::date), 'AN', 1,
           (${year}::int || '-01-01')::date, account_id, null::uuid, 'opening', amount, 0
      from before
    union all
    select 1, valid_on, journal, number, booked_on, account_id, fact_id, entry.kind, amount, line
      from entry_number join entry on entry.id = entry_id join posting using (entry_id)
      join month_closing on preparation_id = closing_id
     where year = ${year}::int
  )
  select json_build_array(journal, number, day, kind, owner_id, scope_id, code, fact_id, what, amount::text, valid_on)
    from row left join account on account.id = account_id
   order by part, date_trunc('month', day), journal, number, line, kind, owner_id, scope_id, code`

type Cells = [
  journal: JournalCode,
  number: number,
  day: string,
  kind: AccountKind | null,
  ownerId: string,
  scopeId: string,
  code: string,
  factId: string | null,
  what: string,
  amount: string,
  validOn: string,
]

async function* rowsOf(lines: AsyncIterable<string>): AsyncGenerator<FiscalRow> {
  for await (const line of lines) yield rowOf(JSON.parse(line) as Cells)
}

function rowOf(cells: Cells): FiscalRow {
  const [journal, number, day, kind, ownerId, scopeId, code, factId, what, amount, validOn] = cells
  const named =
    kind === null
      ? { ...CARRIED_FORWARD, ownerId: null, scopeId: null, code: '' }
      : {
          number: ACCOUNT_KINDS[kind].number,
          kind,
          ownerId: orNull(ownerId),
          scopeId: orNull(scopeId),
          code,
        }
  const journalName = JOURNALS[journal]
  return { journal, journalName, number, day, account: named, factId, what, amount: BigInt(amount), validOn }
}

const orNull = (id: string) => (id === NOTHING ? null : id)
