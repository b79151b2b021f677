import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Offering } from '../../offerings/offering.ts'
import { Party } from '../../parties/people/party.ts'
import { Subscription } from '../subscription.ts'
import type { Preference } from './preferences.ts'

/** An investor's rule to put a part of what he gets into what he names. The latest of a currency counts until it ends. */
export const ReinvestmentRule = defineEntity({
  name: 'reinvestmentRule',
  indexes: [{ properties: ['partyId', 'currency'] }],
  properties: {
    id: id(),
    partyId: refersTo(Party, 'party_id'),
    currency: p.text(),
    /** Which part of the net of a distribution: above 0, at most 1. */
    ratio: p.text(),
    /** The most in a calendar month of the platform's zone, in minor units. */
    mostPerMonth: p.bigint(),
    /** Where to, the dearest first. */
    preferences: p.json<readonly Preference[]>(),
    setAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** The rule counts no more: it was revoked, or another one took its place. */
export const ReinvestmentEnd = defineEntity({
  name: 'reinvestmentEnd',
  properties: {
    ruleId: refersTo(ReinvestmentRule, 'rule_id').primary(),
    endedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** What became of a rule after a distribution: an order that was paid from the balance, or why there is none. */
export const Reinvestment = defineEntity({
  name: 'reinvestment',
  checks: [
    { name: 'reinvestment_made_or_refused', expression: '(subscription_id is null) <> (refusal is null)' },
  ],
  properties: {
    ruleId: refersTo(ReinvestmentRule, 'rule_id').primary(),
    /** The run whose lines gave the money: a fact of the room above. */
    distributionId: p.uuid().primary(),
    offeringId: refersTo(Offering, 'offering_id').nullable(),
    subscriptionId: refersTo(Subscription, 'subscription_id').unique().nullable(),
    /** The code by which the order was refused, or NO_OFFERING_OPEN, NOTHING_LEFT. */
    refusal: p.text().nullable(),
    decidedAt: p.datetime(),
    actId: writtenBy(),
  },
})
