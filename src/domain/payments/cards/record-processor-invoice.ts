import type { EntityManager } from '@mikro-orm/postgresql'
import { sqlOf } from '../../../database/sql.ts'
import { newId } from '../../ids.ts'
import type { Currency } from '../../money/currency.ts'
import { parseDay } from '../../time/calendar.ts'
import { refuse } from '../refusals.ts'
import { processorInvoiceNumbered } from './processor-invoices.ts'

export type NewProcessorInvoice = {
  number: string
  /** Days in the platform's zone, both included. */
  firstDay: string
  lastDay: string
  /** Minor units. */
  amount: bigint
  currency: Currency
}

/**
 * Finance records what the processor says that it costs for some days: beside it stands what was counted for the card
 * payments of these days, and the difference. The same invoice again changes nothing.
 * Refuses INVOICE_NUMBER_MALFORMED, PERIOD_BACKWARDS, DATE_MALFORMED, INVOICE_KNOWN.
 */
export async function recordProcessorInvoice(
  em: EntityManager,
  invoice: NewProcessorInvoice,
  now: Date,
): Promise<{ processorInvoiceId: string }> {
  const { number } = invoice
  if (!/^\P{Cc}{1,70}$/u.test(number)) throw refuse.INVOICE_NUMBER_MALFORMED({ length: number.length })
  const [firstDay, lastDay] = [parseDay(invoice.firstDay), parseDay(invoice.lastDay)]
  if (lastDay < firstDay) throw refuse.PERIOD_BACKWARDS({ firstDay, lastDay })
  const written = await sqlOf(em)
    .insertInto('processorInvoice')
    .values({ id: newId(), ...invoice, recordedAt: now })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (written !== undefined) return { processorInvoiceId: written.id }
  const before = await processorInvoiceNumbered(em, number)
  const same = (['firstDay', 'lastDay', 'amount', 'currency'] as const).every(
    fact => before?.[fact] === invoice[fact],
  )
  if (before === undefined || !same) throw refuse.INVOICE_KNOWN({ number })
  return { processorInvoiceId: before.id }
}
