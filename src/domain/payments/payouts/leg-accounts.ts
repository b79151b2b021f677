import type { AccountName } from '../../ledger/accounts-for.ts'
import type { LegRow } from './legs.ts'

/** Money that is on its way out: prepared, and not known to have left. */
export const transit = (currency: string): AccountName => ({ kind: 'transit', currency })

/** The account a leg is paid from, and to which it goes back when it does not arrive. */
export function sourceOf({ kind, ownerId, scopeId, code, currency }: LegRow): AccountName {
  return { kind, ownerId, scopeId, code, currency }
}
