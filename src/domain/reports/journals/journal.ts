import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { readLines } from '../../../database/copy-out.ts'
import { wasCommitted } from '../../../database/sql-cut.ts'
import { NOTHING } from '../../ids.ts'
import { ACCOUNT_KINDS, type AccountKind } from '../../ledger/kinds.ts'
import type { Currency } from '../../money/currency.ts'
import { linesOf } from './lines-of.ts'

/** An account by its parts. Null: the platform's own, and for nothing in particular. */
type Account = {
  number: string
  kind: AccountKind
  ownerId: string | null
  scopeId: string | null
  code: string
  currency: Currency
}

/** What a journal is written of, in its order. Amounts in minor units, positive = debit. */
export type JournalRow =
  | { item: 'currency'; currency: Currency; since: string }
  | { item: 'account'; account: Account; since: string }
  | {
      item: 'posting'
      day: string
      entryId: string
      factId: string
      what: string
      account: Account
      amount: bigint
    }
  | { item: 'balance'; day: string; account: Account; amount: bigint }

/**
 * The books up to and with a day, as of one moment: currencies, accounts, then day by day the postings of each entry, and
 * after the last of each month what lies on every account that moved in it. The balances are summed apart from the postings
 * that are read, so that one of them that got lost is found by whoever adds up. One row at a time, however many there
 * are; to be read to the end inside the transaction. `cut`: only what was committed then; not given: now.
 */
export async function journal(
  em: EntityManager,
  until: string,
  cut: string | null = null,
): Promise<AsyncIterable<JournalRow>> {
  const known = wasCommitted(cut, 'entry.xid')
  return rowsOf(linesOf(await readLines(em, sql`${BOOKS(until, known)} ${ROWS}`)))
}

const BOOKS = (until: string, known: RawBuilder<boolean>) => sql`
  with booked as materialized (
    select booked_on as day, entry.id as entry_id, fact_id, entry.kind as what, line, account_id, amount
      from entry join posting on entry_id = entry.id where booked_on <= ${until}::date and ${known}
  ), month as (
    select account_id, date_trunc('month', day) as month, sum(amount) as amount from booked group by 1, 2
  ), closing as (
    select account_id, least((month + interval '1 month - 1 day')::date, ${until}::date) as day,
           sum(amount) over (partition by account_id order by month) as amount
      from month
  ), opened as (
    select account_id, min(day) as day from booked group by 1
  ), row (part, day, place, entry_id, line, account_id, fact_id, what, amount) as (
    select 1, day, 0, null::uuid, 0, account_id, null::uuid, null, null from opened
    union all
    select 2, day, 1, entry_id, line, account_id, fact_id, what, amount from booked
    union all
    select 2, day, 2, null, 0, account_id, null, null, amount from closing
    union all
    select 0, min(day), 0, null, 0, (array_agg(account_id))[1], null, null, null
      from opened join account on account.id = account_id group by currency
  )`

const ROWS = sql`
  select json_build_array(part, place, day, kind, owner_id, scope_id, code, currency, amount::text, entry_id, fact_id,
                          what)
    from row join account on account.id = account_id
   order by part, case part when 2 then day end, place, entry_id, line, kind, currency, owner_id, scope_id, code`

/** What a row of the query is made of: part and place say what it is. */
type Cells = [
  part: 0 | 1 | 2,
  place: 0 | 1 | 2,
  day: string,
  kind: AccountKind,
  ownerId: string,
  scopeId: string,
  code: string,
  currency: Currency,
  amount: string,
  entryId: string,
  factId: string,
  what: string,
]

async function* rowsOf(lines: AsyncIterable<string>): AsyncGenerator<JournalRow> {
  for await (const line of lines) yield rowOf(JSON.parse(line) as Cells)
}

function rowOf(cells: Cells): JournalRow {
  const [part, place, day, kind, ownerId, scopeId, code, currency, amount, entryId, factId, what] = cells
  if (part === 0) return { item: 'currency', currency, since: day }
  const { number } = ACCOUNT_KINDS[kind]
  const account = { number, kind, ownerId: orNull(ownerId), scopeId: orNull(scopeId), code, currency }
  if (part === 1) return { item: 'account', account, since: day }
  if (place === 2) return { item: 'balance', day, account, amount: BigInt(amount) }
  return { item: 'posting', day, entryId, factId, what, account, amount: BigInt(amount) }
}

const orNull = (id: string) => (id === NOTHING ? null : id)
