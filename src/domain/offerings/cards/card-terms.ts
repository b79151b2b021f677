import { defineEntity, p } from '@mikro-orm/postgresql'
import { refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import type { CostBearer } from '../../payments/cards/card-quote.ts'
import { Offering } from '../offering.ts'

/** What becomes of a payment that is charged back when its shares are allotted. */
export type ChargebackPolicy = 'receivable'

/** The card clause of one version of the terms. An offering without one takes no cards. */
export const CardTerms = defineEntity({
  name: 'cardTerms',
  properties: {
    offeringId: refersTo(Offering, 'offering_id').primary(),
    version: p.integer().primary(),
    /** Who bears what a card payment costs. */
    paymentCosts: p.text().$type<CostBearer>(),
    chargeback: p.text().$type<ChargebackPolicy>(),
    /** For so many days after a card payment its money does not leave to the payer: it may still be charged back. */
    holdDays: p.integer(),
    actId: writtenBy(),
  },
})
