import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { accountInForce } from './payout-accounts.ts'
import { refuse } from './refusals.ts'

const LONGEST_REASON = 500

/**
 * A named person lets money leave to an account whose name does not match, and says why. It holds until a bank is asked
 * again; a second approval changes nothing. Refuses PAYOUT_ACCOUNT_UNKNOWN, PAYEE_NOT_ASKED, PAYEE_REASON_MISSING,
 * PAYEE_VERIFIER_APPROVES.
 */
export async function approvePayee(
  em: EntityManager,
  input: { payoutAccountId: string; approverId: string; reason: string },
  now: Date,
): Promise<{ payoutAccountId: string }> {
  const account = await accountInForce(em, input.payoutAccountId)
  const { verificationId, result } = account
  if (verificationId === null || result !== 'noMatch')
    throw refuse.PAYEE_NOT_ASKED({ result: result ?? 'none' })
  const reason = input.reason.trim()
  if (reason === '' || reason.length > LONGEST_REASON)
    throw refuse.PAYEE_REASON_MISSING({ length: reason.length })
  const { approverId } = input
  if (approverId === account.verifierId || approverId === account.ownerId)
    throw refuse.PAYEE_VERIFIER_APPROVES({})
  await sqlOf(em)
    .insertInto('payeeApproval')
    .values({ verificationId, approverId, reason, approvedAt: now })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return { payoutAccountId: account.id }
}
