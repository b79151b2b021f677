import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import type { CostBearer } from '../../payments/cards/card-quote.ts'
import type { ChargebackPolicy } from './card-terms.ts'

/** The card clause of an offering's current terms. */
export type CardClause = {
  offeringId: string
  paymentCosts: CostBearer
  chargeback: ChargebackPolicy
  holdDays: number
}

/** The card clauses of these offerings: an offering that takes no cards has none. */
export function cardTermsOf(em: EntityManager, offeringIds: readonly string[]): Promise<CardClause[]> {
  return sqlOf(em)
    .selectFrom('cardTerms')
    .distinctOn('offeringId')
    .select(['offeringId', 'paymentCosts', 'chargeback', 'holdDays'])
    .where('offeringId', 'in', offeringIds)
    .orderBy('offeringId')
    .orderBy('version', 'desc')
    .execute()
}
