import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { sqlOf } from '../../../database/sql.ts'
import type { Currency } from '../../money/currency.ts'
import type { MatchResult } from './payout-account.ts'
import { refuse } from './refusals.ts'

/** The account on which somebody is paid, and what is known of it. */
export type PayoutAccountRow = {
  id: string
  ownerId: string
  version: number
  iban: string
  bic: string | null
  /** In which he is paid on it; null: each balance in its own currency. */
  currency: Currency | null
  holderName: string
  addedAt: Date
  /** The latest answer of a bank, who asked, and whether a name that does not match was let through. */
  verificationId: string | null
  result: MatchResult | null
  verifierId: string | null
  verifiedAt: Date | null
  approvedAt: Date | null
  approvalReason: string | null
  confirmedAt: Date | null
}

/** The accounts in force of these payees, or of all (null). */
export async function accountsInForce(
  em: EntityManager,
  ownerIds: readonly string[] | null,
): Promise<PayoutAccountRow[]> {
  const { rows } = await sql<PayoutAccountRow>`
    select account.id, account.owner_id as "ownerId", account.version, iban, bic, currency, holder_name as "holderName",
           added_at as "addedAt", asked.id as "verificationId", asked.result, asked.verifier_id as "verifierId",
           asked.verified_at as "verifiedAt", approved_at as "approvedAt", reason as "approvalReason",
           (select max(confirmed_at) from payout_account_confirmation
             where payout_account_id = account.id) as "confirmedAt"
      from (select distinct on (owner_id) * from payout_account
             where ${ownerIds as string[] | null}::uuid[] is null or owner_id = any(${ownerIds as string[] | null}::uuid[])
             order by owner_id, version desc) as account
      left join lateral (select * from payee_verification
                          where payout_account_id = account.id order by id desc limit 1) as asked on true
      left join payee_approval on verification_id = asked.id
     order by account.owner_id`.execute(sqlOf(em))
  return rows
}

/** The account of a payee that is in force, if he named one. */
export async function accountOf(em: EntityManager, ownerId: string): Promise<PayoutAccountRow | undefined> {
  return (await accountsInForce(em, [ownerId]))[0]
}

/** An account by its id, while it is in force. Refuses PAYOUT_ACCOUNT_UNKNOWN. */
export async function accountInForce(em: EntityManager, id: string): Promise<PayoutAccountRow> {
  const named = await sqlOf(em)
    .selectFrom('payoutAccount')
    .select('ownerId')
    .where('id', '=', id)
    .executeTakeFirst()
  const account = named && (await accountOf(em, named.ownerId))
  if (account?.id !== id) throw refuse.PAYOUT_ACCOUNT_UNKNOWN({ id })
  return account
}
