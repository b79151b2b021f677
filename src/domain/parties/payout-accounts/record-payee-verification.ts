import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import type { MatchResult } from './payout-account.ts'
import { accountInForce } from './payout-accounts.ts'

/**
 * Keeps what a bank answered to the question whether a name belongs to an account. The latest answer counts, and an
 * approval of an earlier one with it no more. Refuses PAYOUT_ACCOUNT_UNKNOWN.
 */
export async function recordPayeeVerification(
  em: EntityManager,
  input: { payoutAccountId: string; result: MatchResult; verifierId: string },
  now: Date,
): Promise<{ payoutAccountId: string }> {
  const { id: payoutAccountId } = await accountInForce(em, input.payoutAccountId)
  const { result, verifierId } = input
  await sqlOf(em)
    .insertInto('payeeVerification')
    .values({ id: newId(), payoutAccountId, result, verifierId, verifiedAt: now })
    .execute()
  return { payoutAccountId }
}
