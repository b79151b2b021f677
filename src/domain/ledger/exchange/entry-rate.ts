import { defineEntity, p } from '@mikro-orm/postgresql'
import { refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import type { Currency } from '../../money/currency.ts'
import { Entry } from '../entry.ts'
import { ExchangeRate } from './exchange-rate.ts'

/** An entry has lines in a currency that the books are not kept in, and was booked at an instant. */
export const EntryCurrency = defineEntity({
  name: 'entryCurrency',
  properties: {
    entryId: refersTo(Entry, 'entry_id').primary(),
    currency: p.text().primary().$type<Currency>(),
    /** The world's time of the act that booked it. */
    bookedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/**
 * The rate to the euro that held when an entry was booked: what its lines in that currency are worth in the books. Written
 * with the entry or, where no rate was stored that early, with the rate that was told later; then it stays.
 */
export const EntryRate = defineEntity({
  name: 'entryRate',
  properties: {
    entryId: refersTo(Entry, 'entry_id').primary(),
    currency: p.text().primary().$type<Currency>(),
    rateId: refersTo(ExchangeRate, 'rate_id'),
    actId: writtenBy(),
  },
})
