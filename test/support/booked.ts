import { sql } from 'kysely'
import { sqlOf } from '../../src/database/sql.ts'
import type { TestDatabase } from './database.ts'

/** One posting of the ledger with its entry and account. Minor units, credits above zero. */
export type Booked = {
  kind: string
  factId: string
  on: string
  account: string
  ownerId: string
  currency: string
  amount: bigint
}

/** The whole ledger, posting by posting, as it lies in its tables. */
export async function bookedIn({ orm }: Pick<TestDatabase, 'orm'>): Promise<Booked[]> {
  const { rows } = await sql<Booked>`
    select entry.kind, entry.fact_id as "factId", booked_on::text as "on", account.kind as account,
           owner_id as "ownerId", account.currency, -posting.amount as amount
      from posting join entry on entry.id = entry_id join account on account.id = account_id
     order by booked_on, entry.id, line`.execute(sqlOf(orm.em.fork()))
  return rows
}

type Which = Partial<Record<'kind' | 'factId' | 'account' | 'ownerId' | 'currency' | 'from' | 'to', string>>

/** What was booked: the sum of the postings that have all that was asked for; days are both included. */
export function sumOf(booked: readonly Booked[], which: Which): bigint {
  return found(booked, which).reduce((sum, { amount }) => sum + amount, 0n)
}

/** The amounts of those postings, in the order of their days. */
export const amountsOf = (booked: readonly Booked[], which: Which): bigint[] =>
  found(booked, which).map(({ amount }) => amount)

function found(booked: readonly Booked[], { from = '', to = '9', ...same }: Which): Booked[] {
  const wanted = Object.entries(same) as [keyof Booked, string][]
  return booked.filter(
    each => each.on >= from && each.on <= to && wanted.every(([key, value]) => each[key] === value),
  )
}
