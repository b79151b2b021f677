import type { Ordered } from '../bank/money-moved.ts'
import type { LegRow } from '../payouts/legs.ts'
import { legState } from '../payouts/payout-states.ts'
import type { SuspenseReason } from '../receipt.ts'

/** Why a credit that the bank calls money sent back is not booked as the return of a leg now; null when it is. */
export function whyNoReturn(
  { amount, currency }: { amount: bigint; currency: string },
  leg: LegRow | undefined,
): SuspenseReason | null {
  if (leg === undefined) return 'NO_PAYOUT'
  const state = legState(leg)
  if (state !== 'sent' && state !== 'settled') return 'PAYOUT_ENDED'
  if (amount !== leg.amount || currency !== leg.currency) return 'PAYOUT_AMOUNT'
  return state === 'sent' ? 'PAYOUT_NOT_SETTLED' : null
}

const LONGEST_REASON = 200

/** The code of a bank that gives no reason (ISO 20022, external code set of return reasons): not specified by the agent. */
const NOT_SPECIFIED = 'MS03'

/** The reason of a return as it is kept: the code, or else the words of the bank. */
export function returnReason(returned: Ordered['returned']): string {
  const said = (returned?.code ?? '').trim() || (returned?.text ?? '').trim()
  return said.slice(0, LONGEST_REASON).trim() || NOT_SPECIFIED
}
