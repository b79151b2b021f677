import { newId } from '../../src/domain/ids.ts'
import { type Rights, right } from './rights.ts'

/** Who may close months of the books, and periods of statements. */
export const CLOSING_RIGHTS: Rights = {
  prepareMonth: [right('prepareMonth(month: "2010", idempotencyKey: "k")', [['finance'], 'MONTH_MALFORMED'])],
  closeStatementPeriod: [
    right('closeStatementPeriod(period: "x", idempotencyKey: "k")', [
      ['finance'],
      'STATEMENT_PERIOD_MALFORMED',
    ]),
  ],
  requestStatementCorrection: [
    right(
      `requestStatementCorrection(statementId: "PeriodicStatement:${newId()}", reason: "x", idempotencyKey: "k")`,
      [['finance'], 'PERIODIC_STATEMENT_UNKNOWN'],
    ),
  ],
  closeMonth: [
    right(`closeMonth(preparationId: "MonthPreparation:${newId()}", idempotencyKey: "k")`, [
      ['approver'],
      'CLOSING_UNKNOWN',
    ]),
  ],
}
