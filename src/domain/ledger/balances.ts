import type { EntityManager } from '@mikro-orm/postgresql'
import { type RawBuilder, sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { NOTHING, PLATFORM } from '../ids.ts'
import type { AccountName } from './accounts-for.ts'
import { type AccountKind, fromOwnersSide } from './kinds.ts'

export type Balance = {
  id: string
  kind: AccountKind
  ownerId: string
  scopeId: string
  code: string
  currency: string
  /** As its owner sees it: positive is the usual side. */
  amount: bigint
}

/** Which balances: all accounts that have these parts of their name. */
export type BalanceFilter = { kind?: AccountKind; ownerId?: string; scopeId?: string }

/** Balances of accounts, from the last checkpoint on where there is one. */
export async function balances(em: EntityManager, filter: BalanceFilter): Promise<Balance[]> {
  const { rows } = await sql<Omit<Balance, 'amount'> & { debit: bigint }>`
    select account.*, ${debitBalance} as debit
      from account left join checkpoint on checkpoint.account_id = account.id
     where (${filter.kind ?? null}::text is null or kind = ${filter.kind ?? null})
       and (${filter.ownerId ?? null}::uuid is null or owner_id = ${filter.ownerId ?? null})
       and (${filter.scopeId ?? null}::uuid is null or scope_id = ${filter.scopeId ?? null})
     order by kind, currency, account.id`.execute(sqlOf(em))
  return rows.map(({ debit, ...account }) => ({ ...account, amount: fromOwnersSide(account.kind, debit) }))
}

/** What one named account holds, as its owner sees it; zero when it was never opened. */
export async function balanceOf(em: EntityManager, name: AccountName): Promise<bigint> {
  const { rows } = await sql<{ debit: bigint }>`
    select ${debitBalance} as debit
      from account left join checkpoint on checkpoint.account_id = account.id
     where kind = ${name.kind} and owner_id = ${name.ownerId ?? PLATFORM} and scope_id = ${name.scopeId ?? NOTHING}
       and code = ${name.code ?? ''} and currency = ${name.currency}`.execute(sqlOf(em))
  return fromOwnersSide(name.kind, rows[0]?.debit ?? 0n)
}

/**
 * What lies on `account` as a debit, where `checkpoint` is joined to it: two sums, each by its own index. A condition
 * that says "or" would read every posting of a busy account.
 */
export const debitBalance = sql`(coalesce(checkpoint.balance, 0)
  + ${sumSince(sql`line <= 64`)} + ${sumSince(sql`line > 64`)})::bigint`

function sumSince(lines: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce((
    select sum(posting.amount) from posting
     where posting.account_id = account.id and ${lines}
       and posting.xid >= coalesce(checkpoint.before_xid, '0'::xid8)), 0)`
}
