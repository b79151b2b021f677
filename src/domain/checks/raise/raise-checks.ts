import { PLATFORM } from '../../ids.ts'
import type { Check } from '../check.ts'
import { isCancelled, SUSPENSIONS } from './suspensions.ts'
import { TERMS_IN_FORCE, unacceptedAt } from './terms-in-force.ts'

/** The raise: offerings, orders and what pays them. */
export const RAISE_CHECKS: readonly Check[] = [
  {
    name: 'The counter of an offering equals its orders, and never passes what is offered',
    query: `select offering.id, taken, offered, position, ordered, latest
              from offering
              left join offering_counter as counter on counter.offering_id = offering.id
              left join (select offering_id, sum(shares) filter (where how is null) as ordered,
                                max(position) as latest
                           from subscription left join subscription_end on subscription_id = id
                          group by offering_id) as orders on orders.offering_id = offering.id
             where taken is distinct from coalesce(ordered, 0) or position <> coalesce(latest, 0)
                or taken > offered`,
  },
  {
    name: 'The offered shares of a counter are those of the terms, of a class of the same project',
    query: `select offering.id, offered, terms.shares from offering
              join offering_counter as counter on counter.offering_id = offering.id
              left join share_class as class on class.id = class_id
              join ${TERMS_IN_FORCE} as terms
                on terms.offering_id = offering.id
             where offered <> case allotment when 'proRata' then 2000000000 else terms.shares end or class.project_id <> offering.project_id`,
  },
  {
    name: 'An order owes its shares times the price of its terms, in the currency of the project',
    query: `select subscription.id from subscription
              join offering on offering.id = offering_id
              join project on project.id = project_id
              left join offering_terms as terms
                on terms.offering_id = subscription.offering_id and terms.version = terms_version
             where amount is distinct from subscription.shares * share_price
                or subscription.currency <> project.currency`,
  },
  {
    // None has a foreign key: an order in an opening minute would pay for it.
    name: 'Every order is of an offering, a party and an act, and what was made is of an act',
    query: `select subscription.id from subscription
              left join offering on offering.id = offering_id
              left join party on party.id = party_id
              left join act on act.id = subscription.act_id
             where offering.id is null or party.id is null or act.id is null
             union all
            select act_id from act_made left join act on act.id = act_id where act.id is null`,
  },
  {
    name: 'A payment is the receipt of exactly what the order owes, claimed for it and in time',
    query: `select subscription_id from subscription_payment
              join subscription on subscription.id = subscription_id
              join receipt on receipt.id = receipt_id
              left join receipt_claim as claim
                on claim.receipt_id = receipt.id and purpose = 'subscription' and target_id = subscription_id
              left join receipt_hold as hold on hold.receipt_id = receipt.id and hold.target_id = subscription_id
             where hold.receipt_id is null and (receipt.amount, receipt.currency) <> (subscription.amount, subscription.currency)
                or claim.receipt_id is null or paid_at <> received_at or received_at >= payment_due_at`,
  },
  {
    name: 'Every claim pays an order, is for a project, came for money that was changed, or gives back to a party',
    query: `select claim.receipt_id, purpose, target_id from receipt_claim as claim
              join receipt on receipt.id = receipt_id
              left join subscription_payment as payment
                on payment.receipt_id = receipt.id and subscription_id = target_id and purpose = 'subscription'
              left join project
                on project.id = target_id and purpose = 'revenue'
              left join party on party.id = target_id and purpose = 'return'
              left join payout_return as back
                on back.receipt_id = receipt.id and back.leg_id = target_id and purpose = 'returned'
              left join money_change as change on change.debit_id = target_id and purpose = 'exchange'
             where (purpose not in ('payout', 'cover') or target_id <> '${PLATFORM}')
               and num_nonnulls(payment.receipt_id, project.id, party.id, back.leg_id, change.debit_id) = 0`,
  },
  {
    name: 'Subscriber accounts hold exactly the paid orders that are neither allotted nor ended',
    query: `select party_id, offering_id, sum(ordered) as ordered, sum(booked) as booked from (
              select party_id, offering_id, coalesce(card.amount, subscription.amount) as ordered, 0 as booked
                from subscription join subscription_payment as payment on subscription_id = subscription.id
                left join card_payment as card on card.id = card_payment_id
               where (not exists (select from subscription_end as ended where ended.subscription_id = subscription.id)
                      or exists (select from receipt_hold where target_id = subscription.id)
                         and not exists (select from order_changed_back as back where back.subscription_id = subscription.id))
                 and not exists (select from subscription_allotment as got where got.subscription_id = subscription.id)
              union all
              select owner_id, scope_id, 0, -amount from account join posting on posting.account_id = account.id
               where kind = 'subscriber') as both_sides
             group by party_id, offering_id having sum(ordered) <> sum(booked)`,
  },
  {
    name: 'An order ended in time and with reason: withdrawn, expired unpaid, lapsed unconfirmed, charged back, or refunded by an offering that gave it nothing',
    query: `select subscription.id, how from subscription_end as ended
              join subscription on subscription.id = ended.subscription_id
              left join subscription_payment as payment on payment.subscription_id = subscription.id
              left join offering_closure as closure on closure.offering_id = subscription.offering_id
              left join lateral ${unacceptedAt('subscription', 'ended_at')} as revision on true
              left join lateral ${unacceptedAt('subscription', 'ended_at', '<')} as missed on true
             where not case how when 'withdrawn' then paid_at is null or ended_at < revocable_until
                                                      or revision.version is not null or exists (
                                                        select from ${SUSPENSIONS} as still
                                                         where still.offering_id = subscription.offering_id and suspended_at <= ended_at
                                                           and ended_at <= coalesce(corrected_at, 'infinity'))
                                when 'lapsed' then coalesce(ended_at >= missed.reconfirm_by, false)
                                when 'expired' then paid_at is null and ended_at >= payment_due_at
                                when 'refunded' then (paid_at is not null or ${isCancelled('subscription.offering_id')})
                                                     and outcome is not null
                                                     and (outcome = 'failed' or exists (
                                                       select from offering_terms as terms
                                                        where terms.offering_id = subscription.offering_id
                                                          and (allotment = 'proRata' or matching is not null)))
                                when 'chargedBack' then payment.card_payment_id in (
                                  select card_payment_id from card_dispute where taken_from = 'subscriber'
                                  union all select card_payment_id from refund where taken_from = 'subscriber')
                                else false end`,
  },
  {
    name: 'No order of a decided offering is left in between',
    query: `select subscription.id from offering_closure join subscription using (offering_id)
             where not exists (select from subscription_end where subscription_id = subscription.id)
               and not exists (select from subscription_allotment where subscription_id = subscription.id)`,
  },
  {
    name: 'An offering is funded exactly when its paid orders reach the goal',
    query: `select closure.offering_id, outcome, goal, paid from offering_closure as closure
              join ${TERMS_IN_FORCE} as terms
                   using (offering_id)
              left join (select offering_id, sum(subscription.amount) as ordered, sum(got.amount) as got from subscription
                           join subscription_payment as payment on payment.subscription_id = id
                           left join subscription_end as ended on ended.subscription_id = id
                           left join subscription_allotment as got on got.subscription_id = id
                          where coalesce(how, '') not in ('withdrawn', 'lapsed', 'chargedBack') group by offering_id) as orders using (offering_id)
             cross join lateral (select case when outcome = 'funded' or matching is null and allotment = 'inOrder'
                                             then coalesce(got, ordered, 0) else 0 end as paid) as binding
             where (outcome = 'funded')
                <> (paid > 0 and (goal_mode <> 'allOrNothing' or paid >= goal)
                    and not ${isCancelled('closure.offering_id')})`,
  },
  {
    name: 'The counter of an item equals its orders, and never passes its stock',
    query: `select counter.offering_id, counter.code, taken, ordered from item_counter as counter
              left join (select offering_id, code, sum(count) as ordered from ordered_item
                           join subscription on subscription.id = subscription_id
                           left join subscription_end as ended using (subscription_id)
                          where how is null group by 1, 2) as orders using (offering_id, code)
             where taken <> coalesce(ordered, 0) or taken > stock`,
  },
  {
    name: 'Every item that was chosen is one of the terms, and the order pays all of its items',
    query: `select subscription_id, sum(count * price) as cost, amount
              from ordered_item join subscription on subscription.id = subscription_id
              join offering_terms as terms
                on terms.offering_id = subscription.offering_id and terms.version = terms_version
              left join lateral (
                select minor.num / minor.den as price from jsonb_array_elements(entitlements) as item
                  cross join recomputed.minor_units(item ->> 'price', currency) as minor
                 where item ->> 'code' = ordered_item.code) as item on true
             group by subscription_id, amount having bool_or(price is null) or sum(count * price) > amount`,
  },
  {
    name: 'An order was allotted no more than it asked for, at the price of its terms, and all of it unless they cut it',
    query: `select got.subscription_id, got.shares, ordered.shares as asked from subscription_allotment as got
              join subscription as ordered on ordered.id = got.subscription_id
              join offering_terms as terms
                on terms.offering_id = ordered.offering_id and terms.version = ordered.terms_version
             where got.shares > ordered.shares or got.amount <> got.shares * share_price
                or (got.shares < ordered.shares and allotment <> 'proRata'
                    and (matching ->> 'sponsorId')::uuid is distinct from party_id)`,
  },
]
