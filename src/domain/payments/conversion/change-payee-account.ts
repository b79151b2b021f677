import type { EntityManager } from '@mikro-orm/postgresql'
import { parseCurrency } from '../../money/currency.ts'
import {
  changePayoutAccount,
  type NewPayoutAccount,
} from '../../parties/payout-accounts/change-payout-account.ts'
import { within } from '../../refusal.ts'
import { clientsAccount } from '../bank/bank-accounts.ts'
import { refuse } from '../payouts/refusals.ts'

/**
 * A party names the bank account on which it is paid, and may ask for a currency that can be sent: one in which the clients
 * have a bank account. Refuses CURRENCY_UNKNOWN, PAYOUT_WITHOUT_ACCOUNT, and what `changePayoutAccount` refuses.
 */
export async function changePayeeAccount(
  em: EntityManager,
  input: NewPayoutAccount,
  now: Date,
): Promise<{ payoutAccountId: string }> {
  const currency = within('currency', () => (input.currency == null ? null : parseCurrency(input.currency)))
  if (currency !== null && (await clientsAccount(em, currency)) === undefined) {
    throw refuse.PAYOUT_WITHOUT_ACCOUNT({ currency })
  }
  return changePayoutAccount(em, input, now)
}
