import { Checkpoint } from '../../domain/ledger/account.ts'
import { TaxStanding } from '../../domain/parties/tax/tax-standing.ts'
import { PaymentTaken } from '../../domain/payments/refunds/refund.ts'
import { Holding } from '../../domain/shares/holding.ts'
import { quote } from '../copy.ts'
import { entities, tableOf } from '../entities.ts'

/** Asks a database over one connection. */
export type Ask = <Row extends object>(query: string) => Promise<Row[]>

/** The database that is moved, and the one it is moved to. */
export type Sides = { source: Ask; target: Ask }

/** A table and the columns of it that are copied. */
export type Table = { name: string; columns: string[] }

/** All tables of ours. */
export const TABLES = entities.map(entity => tableOf(entity))

const MADE_ANEW = [Checkpoint, Holding, TaxStanding, PaymentTaken].map(tableOf)

/**
 * The tables to copy, parents before their children: every one but the checkpoints, which are sums of postings up to
 * a transaction number of the source, and which the job that takes them makes anew; and the holdings, tax
 * standings and what was taken from payments, which the target moves with the facts that come in. Throws when a table is not the same on both sides.
 */
export async function tablesToCopy({ source, target }: Sides): Promise<Table[]> {
  const [here, there] = [await columnsOf(source), await columnsOf(target)]
  const different = TABLES.find(table => String(here.get(table)) !== String(there.get(table)))
  if (different !== undefined) {
    throw new Error(
      `The table ${different} of the embedded database is of another version: start Tantième on it once, then repeat.`,
    )
  }
  const names = await parentsFirst(target)
  return names
    .filter(name => !MADE_ANEW.includes(name))
    .map(name => ({ name, columns: there.get(name) ?? [] }))
}

/**
 * The columns of each table, without transaction numbers: those mean something on their own server only. Copied, they
 * would name transactions of the target that are still to come, and one of those could extend an old entry. Without
 * them every entry is of the transaction that copies, so the database itself checks the balance of each once more.
 */
async function columnsOf(ask: Ask): Promise<Map<string, string[]>> {
  const rows = await ask<{ name: string; columns: string[] }>(
    `select relname as name, array_agg(attname::text order by attname) as columns
       from pg_class join pg_attribute on attrelid = pg_class.oid
      where relnamespace = current_schema()::regnamespace and relkind = 'r'
        and attnum > 0 and not attisdropped and atttypid <> 'xid8'::regtype
      group by relname`,
  )
  return new Map(rows.map(row => [row.name, row.columns]))
}

/** Our tables in their usual order, but none before one that it refers to. */
async function parentsFirst(target: Ask): Promise<string[]> {
  const links = await target<{ child: string; parent: string }>(
    `select child.relname as child, parent.relname as parent
       from pg_constraint
       join pg_class as child on child.oid = conrelid join pg_class as parent on parent.oid = confrelid
      where contype = 'f' and child.relnamespace = current_schema()::regnamespace`,
  )
  const parents = Map.groupBy(links, link => link.child)
  const [seen, ordered] = [new Set<string>(), new Set<string>()]
  const visit = (table: string) => {
    if (seen.has(table)) return
    seen.add(table)
    for (const { parent } of parents.get(table) ?? []) visit(parent)
    ordered.add(table)
  }
  TABLES.forEach(visit)
  return [...ordered]
}

/** The rows of a table that are copied. */
export function selectFrom({ name, columns }: Table): string {
  // A tick that has not finished waits in the queue, which stays behind: without its row it is fired again.
  const those = name === 'tick' ? ' where finished_at is not null' : ''
  return `select ${columns.map(quote).join(', ')} from ${quote(name)}${those}`
}

/** How many rows a table has, and a sum over them. */
export type Measure = { rows: string; sum: string }

/** Measures what `selectFrom` gives: the sum depends neither on the order of the rows nor on the server's version. */
export async function measure(ask: Ask, table: Table): Promise<Measure> {
  const row = `convert_to(row(${table.columns.map(quote).join(', ')})::text, 'UTF8')`
  const number = `('x' || left(encode(sha256(${row}), 'hex'), 16))::bit(64)::bigint`
  const [found] = await ask<Measure>(
    `select count(*)::text as rows, coalesce(sum(${number}), 0)::text as sum from (${selectFrom(table)}) as moved`,
  )
  return found ?? { rows: '0', sum: '0' }
}
