import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import { accountInForce } from './payout-accounts.ts'

/**
 * Says that an account from which money came back is right after all: money may leave to it again. Refuses
 * PAYOUT_ACCOUNT_UNKNOWN.
 */
export async function confirmPayoutAccount(
  em: EntityManager,
  input: { payoutAccountId: string; confirmerId: string },
  now: Date,
): Promise<{ payoutAccountId: string }> {
  const { id: payoutAccountId } = await accountInForce(em, input.payoutAccountId)
  const { confirmerId } = input
  await sqlOf(em)
    .insertInto('payoutAccountConfirmation')
    .values({ id: newId(), payoutAccountId, confirmerId, confirmedAt: now })
    .execute()
  return { payoutAccountId }
}
