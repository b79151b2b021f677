import { NOTHING, PLATFORM } from '../../ids.ts'
import type { AccountKind } from '../../ledger/kinds.ts'

/*
 * What card payments, what went back of them and what the processor paid out ask for on the accounts of each kind: entry,
 * fact, name of the account, currency, amount (positive = debit). SQL as data, like the checks that read it.
 */

const OURS = `'${PLATFORM}'::uuid as owner_id, '${NOTHING}'::uuid as scope_id`

/** Each card payment with the order it paid, if it paid one. */
const PAID = `
  (select payment.*, pays.subscription_id, party_id, offering_id, project_id, bearer, cost
     from card_payment as payment
     left join card_intent as intent on intent.id = intent_id
     left join subscription_payment as pays on pays.card_payment_id = payment.id
     left join subscription as ordered on ordered.id = pays.subscription_id
     left join offering on offering.id = offering_id)`

/** What went back of card payments, by which fact, from where, and what of it was not there: owed, or borne by the platform. */
export const TAKEN = `
  (select 'paymentRefunded' as entry_kind, id as fact_id, card_payment_id, amount as went, recoverable, borne, taken_from
     from refund where card_payment_id is not null
   union all
   select 'chargedBack', id, card_payment_id, amount, recoverable, borne, taken_from from card_dispute)`

/** What the processor returned of that, by which fact, and what of it settled what was not there. */
export const GIVEN = `
  (select 'refundFailed' as entry_kind, refund_id as fact_id, card_payment_id, amount as came, recovered, relieved
     from card_refund_failure join refund on id = refund_id
   union all
   select 'chargebackWon', dispute_id, card_payment_id, amount, recovered, relieved
     from card_dispute_win join card_dispute on id = dispute_id)`

const WENT = `${TAKEN} as taken join ${PAID} as paid on paid.id = taken.card_payment_id`
const CAME = `${GIVEN} as given join ${PAID} as paid on paid.id = given.card_payment_id`

/** What the closings of offerings charged for card payments of the orders that they allotted. */
const CHARGED = `
  (select closure.id as fact_id, paid.*, issuer_id from ${PAID} as paid
     join subscription_allotment as got on got.subscription_id = paid.subscription_id
     join offering_closure as closure on closure.offering_id = paid.offering_id
     join project on project.id = paid.project_id
    where bearer <> 'platform') as charged`

/** What the processor cost the platform: its fees, and what went back and nobody else owes, less what came back of that. */
const BORNE = `
  (select 'cardsSettled' as entry_kind, id as fact_id, currency, fee as amount from card_settlement
   union all
   select entry_kind, fact_id, currency, borne from ${WENT}
   union all
   select entry_kind, fact_id, currency, -relieved from ${CAME}) as borne`

const SAID = {
  card: `select 'cardPaid' as entry_kind, id as fact_id, ${OURS}, '' as code, currency, amount from card_payment
         union all
         select entry_kind, fact_id, ${OURS}, '', currency, -went from ${WENT}
         union all
         select entry_kind, fact_id, ${OURS}, '', currency, came from ${CAME}
         union all
         select 'cardsSettled', id, ${OURS}, '', currency, -net - fee from card_settlement`,
  suspense: `select 'cardPaid' as entry_kind, id as fact_id, ${OURS}, 'card' as code, currency, -amount as amount
               from ${PAID} as paid where subscription_id is null
             union all
             select entry_kind, fact_id, ${OURS}, 'card', currency, went - borne
               from ${WENT} where taken_from = 'suspense'
             union all
             select entry_kind, fact_id, ${OURS}, 'card', currency, relieved - came
               from ${CAME} where subscription_id is null`,
  subscriber: `select 'cardPaid' as entry_kind, id as fact_id, party_id as owner_id, offering_id as scope_id, '' as code,
                      currency, -amount as amount from ${PAID} as paid where subscription_id is not null
               union all
               select entry_kind, fact_id, party_id, offering_id, '', currency, went - recoverable
                 from ${WENT} where taken_from = 'subscriber'
               union all
               select 'paymentCostsCharged', fact_id, party_id, offering_id, '', currency, cost
                 from ${CHARGED} where bearer = 'investor'`,
  holder: `select entry_kind, fact_id, party_id as owner_id, '${NOTHING}'::uuid as scope_id, '' as code, currency,
                  went - recoverable as amount from ${WENT} where taken_from = 'holder'
           union all
           select entry_kind, fact_id, party_id, '${NOTHING}', '', currency, recovered - came
             from ${CAME} where subscription_id is not null`,
  recoverable: `select entry_kind, fact_id, party_id as owner_id, project_id as scope_id, '' as code, currency,
                       recoverable as amount from ${WENT} where subscription_id is not null
                union all
                select entry_kind, fact_id, party_id, project_id, '', currency, -recovered
                  from ${CAME} where subscription_id is not null`,
  issuer: `select 'paymentCostsCharged' as entry_kind, fact_id, issuer_id as owner_id, project_id as scope_id, '' as code,
                  currency, cost as amount from ${CHARGED} where bearer = 'issuer'`,
  charge: `select 'paymentCostsCharged' as entry_kind, fact_id, ${OURS}, '' as code, currency, -cost as amount
             from ${CHARGED}`,
  internal: `select 'cardsSettled' as entry_kind, id as fact_id, ${OURS}, 'payout' as code, currency, net as amount
               from card_settlement
             union all
             select entry_kind, fact_id, ${OURS}, 'cover', currency, amount from ${BORNE}
             union all
             select 'receiptClaimed', id, ${OURS}, purpose, currency, -amount
               from receipt join receipt_claim on receipt_id = id and purpose in ('payout', 'cover')`,
  cost: `select entry_kind, fact_id, ${OURS}, '' as code, currency, amount from ${BORNE}`,
  bankOwn: `select entry_kind, fact_id, ${OURS}, '' as code, currency, -amount as amount from ${BORNE}`,
} as const satisfies Partial<Record<AccountKind, string>>

/** What card payments ask for on the accounts of a kind. */
export const saidByCards = (kind: keyof typeof SAID): string => SAID[kind]
