import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import { Entry } from '../entry.ts'

/** Finance asks for a month to be closed, and says how many entries it has. */
export const MonthPreparation = defineEntity({
  name: 'monthPreparation',
  checks: [{ name: 'month_preparation_first_day', expression: 'extract(day from month) = 1' }],
  properties: {
    id: id(),
    /** The first day of the month. */
    month: p.date(),
    entries: p.integer(),
    preparerId: p.uuid(),
    preparedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/**
 * A month that another person closed, and with it all before it: no entry gets a day in them any more (Code de commerce
 * art. R123-174: entries are made final by a procedure that forbids every change).
 */
export const MonthClosing = defineEntity({
  name: 'monthClosing',
  properties: {
    preparationId: () => refersTo(MonthPreparation, 'preparation_id').primary(),
    /** The first day of the month. */
    month: p.date().unique(),
    approverId: p.uuid(),
    closedAt: p.datetime(),
    /** The day of the closing in the platform's zone, on which its entries became final. */
    validOn: p.date(),
    actId: writtenBy(),
  },
})

/** The number of an entry in its journal and year, given when its month is closed: from 1 on without a gap. */
export const EntryNumber = defineEntity({
  name: 'entryNumber',
  uniques: [{ properties: ['year', 'journal', 'number'] }],
  properties: {
    entryId: () => refersTo(Entry, 'entry_id').primary(),
    year: p.integer(),
    journal: p.text(),
    number: p.integer(),
    /** The closing that numbered it. */
    closingId: () => refersTo(MonthClosing, 'closing_id'),
  },
})
