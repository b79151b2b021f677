import type { MatchResult } from './payout-account.ts'

/** For how long nothing leaves to an account that was just named: who took over a login must not be paid before the payee reads his mail. */
export const HOLD_HOURS = 48

/** The first instant at which money may leave to an account that was named then. */
export function usableFrom(addedAt: Date): Date {
  return new Date(addedAt.getTime() + HOLD_HOURS * 3_600_000)
}

/** What is known of an account, as far as it decides whether money may leave to it. */
export type AccountFacts = {
  addedAt: Date
  result: MatchResult | null
  approvedAt: Date | null
  /** When money came back from it last, if it did and nobody has confirmed the account since. */
  cameBackAt: Date | null
}

/** Why nothing leaves to an account. */
export type AccountStop = 'RETURNED' | 'ACCOUNT_CHANGED' | 'NOT_IDENTIFIED' | 'PAYEE_NOT_MATCHED'

/**
 * Why nothing leaves to an account at an instant; null when nothing speaks against it. A name that is close, or that the
 * bank cannot compare, is let through: the payer was told, and decides (Regulation (EU) 2024/886). One that does not match
 * needs a named person's reason.
 */
export function stopOf(
  { addedAt, result, approvedAt, cameBackAt }: AccountFacts,
  now: Date,
): AccountStop | null {
  if (cameBackAt !== null) return 'RETURNED'
  if (now < usableFrom(addedAt)) return 'ACCOUNT_CHANGED'
  if (result === null) return 'NOT_IDENTIFIED'
  return result === 'noMatch' && approvedAt === null ? 'PAYEE_NOT_MATCHED' : null
}
