import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { readLines } from '../../../database/copy-out.ts'
import type { Slice } from '../../../database/keyset.ts'
import { sqlOf } from '../../../database/sql.ts'
import { wasCommitted } from '../../../database/sql-cut.ts'
import { ACCOUNT_KINDS } from '../../ledger/kinds.ts'
import { linesOf } from '../journals/lines-of.ts'
import { type Asked, REPORTS, type ReportKind, type ReportRow } from './report-kinds.ts'

/** The sum of a column with amounts over all rows in a currency that have one: minor units. */
export type ReportTotal = { currency: string; column: string; amount: bigint }

/** A report whose one query can be read by page, summed, counted, or read as a whole, one row at a time. */
export type Table = {
  page(slice: Slice): Promise<ReportRow[]>
  totals(): Promise<ReportTotal[]>
  count(): Promise<number>
  /** To be read to the end inside the transaction. */
  rows(): Promise<AsyncIterable<ReportRow>>
}

/** The table of a query that gives `key`, `currency` and `cells`, a JSON array of texts. */
export function tableOf(em: EntityManager, kind: ReportKind, query: RawBuilder<unknown>): Table {
  const found = sql`(select key collate "C" as key, currency, cells from (${query}) as asked) as found`
  return {
    page: slice => pageOf(em, found, slice),
    totals: () => totalsOf(em, kind, found),
    count: async () => {
      const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${found}`.execute(
        sqlOf(em),
      )
      return rows[0]?.count ?? 0
    },
    rows: async () =>
      rowsOf(
        linesOf(
          await readLines(em, sql`select json_build_array(key, currency, cells) from ${found} order by key`),
        ),
      ),
  }
}

/**
 * The same for a query that names parties: it is given what tells how the party in a column is called, as it was committed at
 * the cut; nothing where it is no party. For those who may read the papers of others, as reports are. Names are not
 * unique: rows are ordered by ids.
 */
export const namedTable = (
  em: EntityManager,
  kind: ReportKind,
  { cut }: Asked,
  query: (nameOf: NameOf) => RawBuilder<unknown>,
): Table =>
  tableOf(
    em,
    kind,
    query(
      column => sql`
  (select profile.name from profile join act on act.id = profile.act_id
    where profile.party_id = ${sql.ref(column)} and ${wasCommitted(cut, 'act.xid')}
    order by version desc limit 1)`,
    ),
  )

type NameOf = (column: string) => RawBuilder<unknown>

/** The same for a query that selects from the postings of the books that are asked about, from the first day on. */
export const bookedTable = (
  em: EntityManager,
  kind: ReportKind,
  asked: Asked,
  query: (booked: RawBuilder<unknown>, nameOf: NameOf) => RawBuilder<unknown>,
): Table =>
  namedTable(em, kind, asked, nameOf =>
    query(
      sql`
  (select account_id, posting.amount, posting.line, entry.id as entry_id, entry.kind as what, fact_id, booked_on
     from entry join posting on entry_id = entry.id
    where booked_on <= ${asked.until}::date and ${wasCommitted(asked.cut, 'entry.xid')})`,
      nameOf,
    ),
  )

async function pageOf(
  em: EntityManager,
  found: RawBuilder<unknown>,
  { after, before, limit, inverted }: Slice,
): Promise<ReportRow[]> {
  const { rows } = await sql<ReportRow>`
    select key, currency, cells from ${found}
     where (${after ?? null}::text is null or key > ${after ?? null})
       and (${before ?? null}::text is null or key < ${before ?? null})
     order by key ${inverted ? sql`desc` : sql`asc`} limit ${limit}`.execute(sqlOf(em))
  return rows
}

async function totalsOf(
  em: EntityManager,
  kind: ReportKind,
  found: RawBuilder<unknown>,
): Promise<ReportTotal[]> {
  const names = REPORTS[kind].columns.flatMap(({ name, holds }, place) =>
    holds === 'money' ? [{ name, place }] : [],
  )
  const sums = names.map(
    ({ name, place }) =>
      sql`coalesce(sum((cells ->> ${sql.lit(place)})::numeric), 0)::bigint as ${sql.ref(name)}`,
  )
  const { rows } = await sql<Record<string, bigint> & { currency: string }>`
    select currency, ${sql.join(sums)} from ${found} group by currency order by currency`.execute(sqlOf(em))
  return rows.flatMap(row =>
    names.map(({ name }) => ({ currency: row.currency, column: name, amount: row[name] as bigint })),
  )
}

async function* rowsOf(lines: AsyncIterable<string>): AsyncGenerator<ReportRow> {
  for await (const line of lines) {
    const [key, currency, cells] = JSON.parse(line) as [string, string, string[]]
    yield { key, currency, cells }
  }
}

/** Which moment the books are cut at: what is committed now, as a text that `wasCommitted` reads. */
export async function booksCut(em: EntityManager): Promise<string> {
  const { rows } = await sql<{ cut: string }>`
    select translate(pg_current_snapshot()::text, ',', '+') as cut`.execute(sqlOf(em))
  return rows[0]?.cut ?? ''
}

/** The number of an account in the chart, by its kind. */
export const numberOf = sql`case account.kind ${sql.join(
  Object.entries(ACCOUNT_KINDS).map(
    ([kind, { number }]) => sql`when ${sql.lit(kind)} then ${sql.lit(number)}`,
  ),
  sql` `,
)} end`
