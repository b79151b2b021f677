import { defineEntity, p } from '@mikro-orm/postgresql'
import { refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Offering } from '../offering.ts'

/** An offering that was opened because the round before it ended. The first round is an offering like any other. */
export const OfferingRound = defineEntity({
  name: 'offeringRound',
  checks: [{ name: 'offering_round_after_the_first', expression: 'months > 0' }],
  properties: {
    offeringId: refersTo(Offering, 'offering_id').primary(),
    /** Each round is followed by one, whoever tries to open it how often. */
    previousId: refersTo(Offering, 'previous_id').unique(),
    firstId: refersTo(Offering, 'first_id'),
    /** How many months it opens after the first one. */
    months: p.integer(),
    actId: writtenBy(),
  },
})

/** The issuer asks for no more: the round that is open is the last one. */
export const RepeatingEnd = defineEntity({
  name: 'repeatingEnd',
  properties: {
    /** The first round. */
    offeringId: refersTo(Offering, 'offering_id').primary(),
    endedAt: p.datetime(),
    actId: writtenBy(),
  },
})
