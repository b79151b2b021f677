import { defineEntity, p } from '@mikro-orm/postgresql'
import { id, refersTo } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import type { IncomeKind } from '../../offerings/terms/contract-terms.ts'

/**
 * What was withheld in a month was declared to the tax office (form 2777): once, for the month is closed by then. Minor
 * units of the euro.
 */
export const TaxReturn = defineEntity({
  name: 'taxReturn',
  checks: [{ name: 'tax_return_first_day', expression: 'extract(day from month) = 1' }],
  properties: {
    id: id(),
    /** The first day of the month. */
    month: p.date().unique(),
    /** The day by which it had to be there. */
    dueOn: p.date(),
    /** What all its lines come to; below zero where more was given back than withheld. */
    total: p.bigint(),
    filerId: p.uuid(),
    filedAt: p.datetime(),
    actId: writtenBy(),
  },
})

/** A line of it: one levy at one ratio from one kind of income, or what is taken back of another month's. */
export const TaxReturnLine = defineEntity({
  name: 'taxReturnLine',
  properties: {
    returnId: () => refersTo(TaxReturn, 'return_id').primary(),
    position: p.smallint().primary(),
    income: p.text().$type<IncomeKind>(),
    code: p.text(),
    ratio: p.text(),
    /** The first day of the month in which it was withheld; null: in the month of the return. */
    corrects: p.date().nullable(),
    /** The return of that month, where there is one. */
    correctsId: () => refersTo(TaxReturn, 'corrects_id').nullable(),
    /** Its box on the form of that month; null where none is known. */
    box: p.text().nullable(),
    base: p.bigint(),
    amount: p.bigint(),
  },
})
