import { newId } from '../../src/domain/ids.ts'
import { type Rights, right } from './rights.ts'

/** Who may close months of the books. */
export const CLOSING_RIGHTS: Rights = {
  prepareMonth: [right('prepareMonth(month: "2010", idempotencyKey: "k")', [['finance'], 'MONTH_MALFORMED'])],
  closeMonth: [
    right(`closeMonth(preparationId: "MonthPreparation:${newId()}", idempotencyKey: "k")`, [
      ['approver'],
      'CLOSING_UNKNOWN',
    ]),
  ],
}
