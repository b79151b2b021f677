import { NOTHING, PLATFORM } from '../../ids.ts'
import type { AccountKind } from '../../ledger/kinds.ts'
import { type Check, denominator, numerator } from '../check.ts'
import { writtenOff } from '../ending-checks.ts'
import { saidByHistory } from '../imports/history-accounts.ts'
import { TERMS_IN_FORCE } from '../raise/terms-in-force.ts'
import { saidByCards } from './card-accounts.ts'
import { saidByConversions, saidByOrders } from './exchange-accounts.ts'
import { saidByInvoices } from './invoice-accounts.ts'
import {
  EXCHANGED_BY_PAYOUTS,
  movedByPayouts,
  SETTLED_BY_OFFSETS,
  saidByOffsets,
  saidByPayouts,
} from './payout-accounts.ts'
import { LATE, saidByRuns } from './run-accounts.ts'

/** Whose an account of the platform itself is, and what for: nothing in particular. */
const OURS = `'${PLATFORM}'::uuid as owner_id, '${NOTHING}'::uuid as scope_id`

/**
 * Paid orders that left their subscriber account, with the fact that moved the money, and what was allotted of it. Of an order
 * that got shares it is what the order owes, else all that was paid; what was sent in another currency is changed back first.
 */
const RELEASED = `
  (select case when how = 'withdrawn' then 'orderWithdrawn' when how = 'lapsed' then 'orderLapsed' when outcome = 'failed' then 'offeringFailed'
               else 'offeringFunded' end as entry_kind,
          case when how in ('withdrawn', 'lapsed') then subscription.id else closure.id end as fact_id,
          party_id, subscription.offering_id, subscription.currency,
          case when got.shares is null then coalesce(card.amount, subscription.amount) else subscription.amount end as amount,
          coalesce(got.amount, 0) as kept
     from subscription
     left join subscription_allotment as got on got.subscription_id = subscription.id
     join subscription_payment as payment on payment.subscription_id = subscription.id
     left join card_payment as card on card.id = payment.card_payment_id
     left join subscription_end as ended on ended.subscription_id = subscription.id
     left join offering_closure as closure on closure.offering_id = subscription.offering_id
    where how in ('withdrawn', 'lapsed', 'refunded') and not exists (select from receipt_hold where target_id = subscription.id)
       or (how is null and outcome = 'funded')) as released`

/** Orders that were paid from what their investors had with us. */
const FROM_BALANCE = `
  (select subscription.id as fact_id, party_id, offering_id, currency, amount
     from subscription_payment join subscription on subscription.id = subscription_id
    where receipt_id is null and card_payment_id is null) as from_balance`

/** Rate × amount, half up; both are not negative. */
const halfUp = (amount: string, ratio: string) =>
  `div(2 * ${amount} * ${numerator(ratio)} + ${denominator(ratio)}, 2 * ${denominator(ratio)})`

/**
 * What each funded offering owes the platform: rate × money allotted, half up, and the VAT on it, half up; where the
 * two would pass the money by rounding, the commission is rounded down.
 */
const COMMISSIONS = `
  (select fact_id, issuer_id, project_id, currency, commission, ${halfUp('commission', 'vat_ratio')} as vat
     from (select charged.*, case when up + ${halfUp('up', 'vat_ratio')} > amount_allotted then down else up end
                             as commission
             from (select closure.id as fact_id, issuer_id, project_id, currency, vat_ratio, amount_allotted,
                          ${halfUp('amount_allotted', 'commission_ratio')} as up,
                          div(amount_allotted * ${numerator('commission_ratio')}, ${denominator('commission_ratio')})
                          as down
                     from offering_closure as closure
                     join offering on offering.id = closure.offering_id
                     join project on project.id = project_id
                     join ${TERMS_IN_FORCE} as terms on terms.offering_id = closure.offering_id
                    where outcome = 'funded') as charged) as decided) as commission`

/** Per kind of account, the postings that the facts ask for: entry, name of the account, amount (positive = debit). */
const SAID: Partial<Record<AccountKind, string>> = {
  bank: `select 'receiptRecorded' as entry_kind, id as fact_id, ${OURS}, bank_code as code, currency, amount
           from receipt
         union all
         select 'bankDebited', id, ${OURS}, bank_code, currency, -amount from bank_debit
         union all ${movedByPayouts('bank')}`,
  suspense: `select 'receiptRecorded' as entry_kind, id as fact_id, ${OURS}, bank_code as code, currency,
                    -amount as amount
               from receipt
             union all
             select 'receiptClaimed', id, ${OURS}, bank_code, currency, amount
               from receipt join receipt_claim on receipt_id = id
             union all
             select 'bankDebited', id, ${OURS}, bank_code, currency, amount from bank_debit
             union all
             select 'moneyChanged', id, ${OURS}, bank_code, currency, -amount
               from money_change join bank_debit on id = debit_id
             union all ${saidByCards('suspense')}
             union all ${movedByPayouts('suspense')}`,
  subscriber: `select 'receiptClaimed' as entry_kind, receipt.id as fact_id, party_id as owner_id,
                      offering_id as scope_id, '' as code, receipt.currency, -receipt.amount as amount
                 from receipt join receipt_claim on receipt_id = receipt.id and purpose = 'subscription'
                 join subscription on subscription.id = target_id
               union all
               select 'orderPaidFromBalance', fact_id, party_id, offering_id, '', currency, -amount from ${FROM_BALANCE}
               union all
               select entry_kind, fact_id, party_id, offering_id, '', currency, amount from ${RELEASED}
               union all ${saidByOrders('subscriber')}
               union all ${saidByCards('subscriber')}`,
  holder: `select entry_kind, fact_id, party_id as owner_id, '${NOTHING}'::uuid as scope_id, '' as code, currency,
                  kept - amount as amount
             from ${RELEASED} where amount > kept
           union all
           select 'orderPaidFromBalance', fact_id, party_id, '${NOTHING}', '', currency, amount from ${FROM_BALANCE}
           union all
           select 'receiptClaimed', id, target_id, '${NOTHING}', '', currency, -amount
             from receipt join receipt_claim on receipt_id = id and purpose = 'return'
           union all ${saidByRuns('holder')}
           union all ${saidByHistory('holder')}
           union all ${saidByOrders('holder')}
           union all ${saidByCards('holder')}
           union all ${saidByPayouts('holder')}
           union all ${saidByOffsets('holder')}
           union all
           select 'levyWithheldLate', fact_id, holder_id, '${NOTHING}', '', currency, amount from ${LATE}`,
  issuer: `select entry_kind, fact_id, issuer_id as owner_id, project.id as scope_id, '' as code, released.currency,
                  -kept as amount
             from ${RELEASED} join offering on offering.id = offering_id join project on project.id = project_id
            where entry_kind = 'offeringFunded'
           union all
           select 'commissionCharged', fact_id, issuer_id, project_id, '', currency, commission + vat
             from ${COMMISSIONS}
           union all ${saidByInvoices('issuer')}
           union all ${saidByRuns('issuer')}
           union all ${saidByHistory('issuer')}
           union all ${saidByCards('issuer')}
           union all ${saidByPayouts('issuer')}
           union all ${saidByOffsets('issuer')}`,
  receivable: saidByInvoices('receivable'),
  partner: `${saidByRuns('partner')} union all ${saidByHistory('partner')}
            union all ${saidByPayouts('partner')} union all ${saidByOffsets('partner')}`,
  exchange: `select 'receiptClaimed' as entry_kind, id as fact_id, ${OURS}, '' as code, currency, -amount as amount
               from receipt join receipt_claim on receipt_id = id and purpose = 'exchange'
             union all
             select 'moneyChanged', id, ${OURS}, '', currency, amount from money_change join bank_debit on id = debit_id
             union all ${saidByConversions('exchange')}
             union all ${saidByOrders('exchange')}
             union all ${EXCHANGED_BY_PAYOUTS}`,
  transit: movedByPayouts('transit'),
  revenue: `select 'receiptClaimed' as entry_kind, id as fact_id, '${PLATFORM}'::uuid as owner_id,
                   target_id as scope_id, '' as code, currency, -amount as amount
              from receipt join receipt_claim on receipt_id = id and purpose = 'revenue'
            union all ${saidByRuns('revenue')}
           union all ${saidByHistory('revenue')}
            union all ${saidByConversions('revenue')}
            union all ${writtenOff(`'${PLATFORM}'::uuid`, 'write_off.amount')}`,
  income: `select 'commissionCharged' as entry_kind, fact_id, ${OURS}, '' as code, currency, -commission as amount
             from ${COMMISSIONS}
           union all ${saidByInvoices('income')}
           union all ${saidByRuns('income')}
           union all ${saidByHistory('income')}`,
  recoverable: `${saidByRuns('recoverable')}
                union all ${writtenOff('owner_id', '-write_off.amount')}
                union all ${saidByCards('recoverable')}
                union all ${SETTLED_BY_OFFSETS}`,
  card: saidByCards('card'),
  charge: saidByCards('charge'),
  internal: saidByCards('internal'),
  opening: saidByHistory('opening'),
  cost: saidByCards('cost'),
  bankOwn: `${saidByCards('bankOwn')} union all ${saidByPayouts('bankOwn')}`,
  levy: `${saidByRuns('levy')}
           union all ${saidByHistory('levy')}
         union all
         select 'levyWithheldLate', fact_id, ${OURS}, code, currency, -amount from ${LATE}
         union all ${saidByPayouts('levy')}`,
  vat: `select 'commissionCharged' as entry_kind, fact_id, ${OURS}, '' as code, currency, -vat as amount
          from ${COMMISSIONS}
        union all ${saidByInvoices('vat')}`,
}

/**
 * Compares, account by account and fact by fact, what the facts ask for with what is booked: money on the account
 * of somebody else is found although every entry balances, and so is an error that another one makes up for.
 */
function agree(kind: AccountKind, name: string): Check {
  const query = `
    select entry_kind, fact_id, owner_id, scope_id, code, currency, sum(said) as said, sum(booked) as booked from (
      select entry_kind, fact_id, owner_id, scope_id, code, currency, amount as said, 0 as booked
        from (${SAID[kind]}) as fact
      union all
      select entry.kind, fact_id, owner_id, scope_id, code, account.currency, 0, amount
        from posting join account on account.id = account_id and account.kind = '${kind}'
        join entry on entry.id = entry_id) as both_sides
     group by entry_kind, fact_id, owner_id, scope_id, code, currency having sum(said) <> sum(booked)`
  return { name, query }
}

const booked = Object.keys(SAID)
  .map(kind => `'${kind}'`)
  .join(', ')

/** The balance of every account, kind by kind, is what the facts say. */
export const ACCOUNT_CHECKS: readonly Check[] = [
  agree('bank', 'The bank accounts got every receipt and gave every debit, and nothing else'),
  agree(
    'suspense',
    'Suspense got every receipt and gave every claimed one and every debit, and nothing else',
  ),
  agree(
    'subscriber',
    'The account of a subscriber got the payments of his orders and gave those that ended or were allotted',
  ),
  agree(
    'holder',
    'The account of a holder got the net of his lines and what was given back to him, and nothing else',
  ),
  agree(
    'issuer',
    'The account of an issuer got the money allotted, less commission and VAT, and his part of every run',
  ),
  agree('partner', 'The account of a partner got his part of every run, and nothing else'),
  agree('transit', 'In transit is what was prepared to be paid out and did not end, and nothing else'),
  agree(
    'revenue',
    'The revenue account of a project got the receipts claimed for it and gave what its runs booked',
  ),
  agree(
    'income',
    "The platform's income is its commissions, what else it billed and its part of every run, and nothing else",
  ),
  agree(
    'exchange',
    'The exchange position in each currency is what the bank changed less what was converted, and nothing else',
  ),
  agree('levy', 'The account of a levy holds what the lines withheld by its rules, and nothing else'),
  agree(
    'recoverable',
    'What is to be recovered is what reversals and charge-backs did not find on the accounts, less what was recovered',
  ),
  agree(
    'vat',
    'The VAT account holds the VAT on every commission and all else that was billed, and nothing else',
  ),
  agree('receivable', 'A party owes the services and costs it was billed, less what was taken back'),
  agree('opening', 'What was brought from elsewhere came in and was paid out there, and nothing else'),
  agree('card', 'The card processor got every card payment and gave what went back and what it paid out'),
  agree(
    'charge',
    'What was charged for card payments is what they cost where others than the platform bear it',
  ),
  agree(
    'internal',
    'On its way is what the card processor paid out and the platform makes good, until it arrives',
  ),
  agree(
    'cost',
    'The costs of the platform are the fees of the card processor and what went back to cards that nobody owes, and nothing else',
  ),
  agree(
    'bankOwn',
    "The platform's own bank account gave the fees of the card processor and what nobody owes, and nothing else",
  ),
  {
    name: 'No posting is on an account of a kind that no fact books',
    query: `select entry_id, line, kind from posting join account on account.id = account_id
             where kind not in (${booked})`,
  },
]
