import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { AccountName } from '../../ledger/accounts-for.ts'
import type { AccountKind, EntryKind } from '../../ledger/kinds.ts'
import type { Currency } from '../../money/currency.ts'

/** What was set off against a payout, of which debt. Minor units. */
export type OffsetRow = {
  id: string
  legId: string
  amount: bigint
  ratio: string
  floor: bigint
  currency: Currency
  /** For which project the debt is owed. */
  projectId: string
  /** By which entry it came to be, of which fact. */
  debtKind: EntryKind
  debtFactId: string
  /** The payout did not arrive, and it is owed again. */
  returned: boolean
  /** The account that was paid from, and the one on which the debt stands. */
  account: AccountName
  debt: AccountName
}

/** What was set off against these payouts, in the order in which it was. */
export async function offsetsOfLegs(em: EntityManager, legIds: readonly string[]): Promise<OffsetRow[]> {
  if (legIds.length === 0) return []
  type Row = Omit<OffsetRow, 'account' | 'debt'> & {
    kind: AccountKind
    ownerId: string
    scopeId: string
    code: string
  }
  const { rows } = await sql<Row>`
    select offset_.id, leg_id as "legId", offset_.amount, ratio, floor, source.currency,
           debt.scope_id as "projectId", made.kind as "debtKind", made.fact_id as "debtFactId",
           back.offset_id is not null as returned, source.kind, source.owner_id as "ownerId",
           source.scope_id as "scopeId", source.code
      from payout_offset as offset_
      join payout_leg as leg on leg.id = leg_id
      join account as source on source.id = leg.account_id
      join account as debt on debt.id = offset_.account_id
      join entry as made on made.id = debt_entry_id
      left join payout_offset_return as back on back.offset_id = offset_.id
     where leg_id = any(${legIds as string[]}::uuid[]) order by offset_.id`.execute(sqlOf(em))
  return rows.map(({ kind, ownerId, scopeId, code, ...row }) => {
    const { currency, projectId } = row
    return {
      ...row,
      account: { kind, ownerId, scopeId, code, currency },
      debt: { kind: 'recoverable', ownerId, scopeId: projectId, currency },
    }
  })
}
