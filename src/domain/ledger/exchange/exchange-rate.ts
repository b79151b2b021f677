import { defineEntity, p } from '@mikro-orm/postgresql'
import { id } from '../../../database/columns.ts'
import { writtenBy } from '../../acts/written-by.ts'
import type { Currency } from '../../money/currency.ts'

/** What one whole unit of a currency was worth in another at an instant, and who says so. Never edited: a newer one corrects. */
export const ExchangeRate = defineEntity({
  name: 'exchangeRate',
  indexes: [{ properties: ['fromCurrency', 'toCurrency', 'at'] }],
  properties: {
    id: id(),
    fromCurrency: p.text().$type<Currency>(),
    toCurrency: p.text().$type<Currency>(),
    /** A decimal above zero, as the source writes it. */
    rate: p.text(),
    /** Who published it, such as "ECB". */
    source: p.text(),
    /** Since when it holds. */
    at: p.datetime(),
    actId: writtenBy(),
  },
})
