import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../database/sql.ts'
import type { Currency } from '../money/currency.ts'
import { type AccountStop, stopOf, usableFrom } from '../parties/payout-accounts/account-hold.ts'
import { accountsInForce } from '../parties/payout-accounts/payout-accounts.ts'

/** The bank account to which money of a payee goes: one that he named, or else the one that money of his came from. */
export type Destination = {
  payoutAccountId: string | null
  payeeId: string | null
  /** The number of the one that he named. */
  iban: string | null
  /** In which the payee is paid there, and the code of its bank; null: each balance in its own, or no code is known. */
  currency: Currency | null
  bic: string | null
  stop: AccountStop | null
  /** When a stop ends by itself. */
  usableFrom: Date | null
  /** What was sent there last came back, and the account was confirmed since: what waits is what came back. */
  resends: boolean
}

/**
 * The destinations of a payee, or of all (null), by payee. One that he named is held for 48 hours and waits for the answer
 * of a bank; the bank itself said whose the one is from which money came.
 */
export async function destinationsOf(
  em: EntityManager,
  ownerId: string | null,
  now: Date,
): Promise<Map<string, Destination>> {
  const found = new Map<string, Destination>()
  for (const { ownerId: owner, payeeId, cameBack } of await payersOf(em, ownerId)) {
    const stop = cameBack ? 'RETURNED' : null
    found.set(owner, { ...NAMED_BY_NOBODY, payeeId, stop })
  }
  const cameBack = new Map((await comeBack(em)).map(row => [row.payoutAccountId, row]))
  for (const account of await accountsInForce(em, ownerId === null ? null : [ownerId])) {
    const { id, iban, currency, bic, confirmedAt, addedAt } = account
    const back = cameBack.get(id)
    const at = back?.at ?? null
    const cameBackAt = at !== null && (confirmedAt === null || confirmedAt < at) ? at : null
    const stop = stopOf({ ...account, cameBackAt }, now)
    const resends = back?.isLast === true && cameBackAt === null
    const named = { payoutAccountId: id, payeeId: null, iban, currency, bic }
    found.set(account.ownerId, { ...named, stop, usableFrom: usableFrom(addedAt), resends })
  }
  return found
}

const NAMED_BY_NOBODY = {
  payoutAccountId: null,
  iban: null,
  currency: null,
  bic: null,
  usableFrom: null,
  resends: false,
}

type Payer = { ownerId: string; payeeId: string; cameBack: boolean }

/** Who paid last for an order of a party, or what was given back to it; and whether what was sent there came back. */
async function payersOf(em: EntityManager, ownerId: string | null): Promise<Payer[]> {
  const { rows } = await sql<Payer>`
    select distinct on (owner_id) owner_id as "ownerId", payer_id as "payeeId",
           exists (select from payout_leg as leg
                    where leg.payee_id = payer_id and (
                          exists (select from payout_return where leg_id = leg.id)
                       or exists (select from payout_leg_end where leg_id = leg.id and how = 'rejected'))) as "cameBack"
      from (select party_id as owner_id, payer_id, receipt_id
              from subscription join subscription_payment as payment on payment.subscription_id = subscription.id
              join receipt on receipt.id = payment.receipt_id
             where payer_id is not null and (${ownerId}::uuid is null or party_id = ${ownerId})
            union all
            select target_id, payer_id, receipt_id from receipt_claim join receipt on receipt.id = receipt_id
             where purpose = 'return' and payer_id is not null
               and (${ownerId}::uuid is null or target_id = ${ownerId})) as paid
     order by owner_id, receipt_id desc`.execute(sqlOf(em))
  return rows
}

type Back = { payoutAccountId: string; at: Date; isLast: boolean }

/** When money came back last from the accounts that payees named, and whether nothing was prepared for them since. */
async function comeBack(em: EntityManager): Promise<Back[]> {
  const { rows } = await sql<Back>`
    select payout_account_id as "payoutAccountId", max(at) as at,
           not exists (select from payout_leg as later join payout_batch as batch on batch.id = later.batch_id
                        where later.payout_account_id = back.payout_account_id
                          and batch.prepared_at > max(back.at)) as "isLast"
      from (
      select payout_account_id, returned_at as at from payout_return join payout_leg as leg on leg.id = leg_id
      union all
      select payout_account_id, ended_at from payout_leg_end join payout_leg as leg on leg.id = leg_id
       where how = 'rejected') as back
     where payout_account_id is not null group by payout_account_id`.execute(sqlOf(em))
  return rows
}
