import type { CostBearer } from '../../payments/cards/card-quote.ts'
import { refuse as refusePayment } from '../../payments/refusals.ts'
import { refuse } from '../refusals.ts'
import { listGates, type Regime } from './regimes.ts'

/** The card clause of an offering as it is proposed. */
export type CardTermsInput = {
  paymentCosts: CostBearer
  chargeback: 'receivable' | 'cancelShares'
  holdDays: number
}

const MOST_DAYS = 365

/**
 * The static checks of a card clause. Where the law of the Union governs the offering, no payer is charged for the use of
 * his card: so we understand Art 62(4) of Directive (EU) 2015/2366, which counsel has to confirm. Shares that were allotted are not cancelled for a charge-back.
 * Refuses SURCHARGE_FORBIDDEN, CHARGEBACK_UNSUPPORTED, DAYS_OUT_OF_RANGE.
 */
export function checkCardTerms(
  { paymentCosts, chargeback, holdDays }: CardTermsInput,
  regime: Regime | null,
): void {
  if (paymentCosts === 'investor' && listGates(regime).length > 0) {
    throw refusePayment.SURCHARGE_FORBIDDEN({
      regime: regime ?? '',
      article: 'Art 62(4) Dir. (EU) 2015/2366',
    })
  }
  if (chargeback !== 'receivable') throw refusePayment.CHARGEBACK_UNSUPPORTED({ policy: chargeback })
  if (!Number.isSafeInteger(holdDays) || holdDays < 0 || holdDays > MOST_DAYS) {
    throw refuse.DAYS_OUT_OF_RANGE({ days: holdDays }).at('cards')
  }
}
