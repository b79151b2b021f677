import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { NOTHING, newId, PLATFORM } from '../ids.ts'
import type { AccountKind } from './kinds.ts'

/** How an account is named: its kind, whose it is, what it is for, a code and a currency. */
export type AccountName = {
  kind: AccountKind
  ownerId?: string
  scopeId?: string
  code?: string
  currency: string
}

/** How many accounts are looked up at once. */
const BATCH = 20_000

/**
 * The ids of the named accounts, in the same order; accounts that do not exist yet are opened, in an order of their own,
 * so that two who open the same never wait crosswise.
 */
export async function accountsFor(em: EntityManager, names: readonly AccountName[]): Promise<string[]> {
  const ids: string[] = []
  for (let start = 0; start < names.length; start += BATCH) {
    for (const id of await lookUp(em, names.slice(start, start + BATCH))) ids.push(id)
  }
  return ids
}

async function lookUp(em: EntityManager, names: readonly AccountName[]): Promise<string[]> {
  const columns = [
    names.map(newId),
    names.map(name => name.kind),
    names.map(name => name.ownerId ?? PLATFORM),
    names.map(name => name.scopeId ?? NOTHING),
    names.map(name => name.code ?? ''),
    names.map(name => name.currency),
  ] as const
  const [ids, kinds, owners, scopes, codes, currencies] = columns
  await sql`
    insert into account (id, kind, owner_id, scope_id, code, currency)
    select * from unnest(${ids}::uuid[], ${kinds}::text[], ${owners}::uuid[], ${scopes}::uuid[], ${codes}::text[],
                         ${currencies}::text[]) as name (id, kind, owner_id, scope_id, code, currency)
     order by kind, owner_id, scope_id, code, currency
    on conflict do nothing`.execute(sqlOf(em))
  const { rows } = await sql<{ id: string }>`
    select account.id
      from unnest(${kinds}::text[], ${owners}::uuid[], ${scopes}::uuid[], ${codes}::text[], ${currencies}::text[])
           with ordinality as name (kind, owner_id, scope_id, code, currency, position)
      join account using (kind, owner_id, scope_id, code, currency)
     order by position`.execute(sqlOf(em))
  if (rows.length !== names.length) throw new Error(`${names.length} accounts named, ${rows.length} found`)
  return rows.map(row => row.id)
}
