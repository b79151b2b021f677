import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import { debitBalance } from '../ledger/balances.ts'
import { type AccountKind, paysLevy } from '../ledger/kinds.ts'
import type { Currency } from '../money/currency.ts'

/** The account of a payee and what lies on it: minor units, above zero what he is owed. */
export type PayeeBalance = {
  id: string
  kind: 'holder' | 'issuer' | 'partner' | 'levy'
  ownerId: string
  scopeId: string
  code: string
  currency: Currency
  balance: bigint
}

/** The accounts of payees that hold something, by kind and id; of one party as a holder, an issuer and a partner, what is zero, too. */
export async function payeeBalances(em: EntityManager, partyId: string | null): Promise<PayeeBalance[]> {
  const own: AccountKind[] = ['holder', 'issuer', 'partner']
  const kinds = partyId === null ? [...own, 'levy'] : own
  const { rows } = await sql<PayeeBalance>`
    select id, kind, owner_id as "ownerId", scope_id as "scopeId", code, currency, -debit as balance
      from (select account.*, ${debitBalance} as debit
              from account left join checkpoint on checkpoint.account_id = account.id
             where kind = any(${kinds}::text[])
               and (${partyId}::uuid is null or owner_id = ${partyId})) as held
     where debit <> 0 or ${partyId}::uuid is not null order by kind, id`.execute(sqlOf(em))
  return rows
}

/** What lies on accounts of some kinds together, by currency: minor units, as a credit. */
export type Credit = { currency: Currency; kind: AccountKind; credit: bigint }

/** What lies on all accounts of each kind, by currency. */
export async function creditsByKind(em: EntityManager): Promise<Credit[]> {
  const { rows } = await sql<Credit>`
    select kind, currency, (-sum(debit))::bigint as credit
      from (select kind, account.currency, ${debitBalance} as debit
              from account left join checkpoint on checkpoint.account_id = account.id) as held
     group by kind, currency`.execute(sqlOf(em))
  return rows
}

/** What was withheld on each levy account from a day on, less what was taken back of it: minor units. */
export async function withheldSince(em: EntityManager, day: string): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ id: string; amount: bigint }>`
    select account.id, (-sum(posting.amount))::bigint as amount
      from account join posting on posting.account_id = account.id
      join entry on entry.id = entry_id and booked_on >= ${day} and not ${sql.raw(paysLevy('entry.kind'))}
     where account.kind = 'levy' group by account.id`.execute(sqlOf(em))
  return new Map(rows.map(row => [row.id, row.amount]))
}

/** Payouts that the bank has not answered, by the kind of account they were taken from; `converted`: what they took from it in another currency. */
export type OnItsWay = {
  kind: AccountKind
  currency: Currency
  payeeOwnerId: string
  amount: bigint
  converted: { currency: Currency; amount: bigint } | null
}

/** Those of them. */
export async function legsOnTheirWay(em: EntityManager): Promise<OnItsWay[]> {
  type Row = Omit<OnItsWay, 'converted'> & { taken: bigint | null; takenIn: Currency }
  const { rows } = await sql<Row>`
    select kind, batch.currency, payee_owner_id as "payeeOwnerId", leg.amount, conversion.amount as taken,
           account.currency as "takenIn"
      from payout_leg as leg join account on account.id = leg.account_id
      join payout_batch as batch on batch.id = leg.batch_id
      left join payout_conversion as conversion on conversion.leg_id = leg.id
     where not exists (select from payout_leg_end where leg_id = leg.id)
     order by leg.id`.execute(sqlOf(em))
  return rows.map(({ taken, takenIn: currency, ...row }) => ({
    ...row,
    converted: taken === null ? null : { currency, amount: taken },
  }))
}
