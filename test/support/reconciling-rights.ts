import { newId } from '../../src/domain/ids.ts'
import type { House } from './house.ts'
import { PAPERS, type Rights, right, STAFF } from './rights.ts'

/** Who reads the books, and holds the bank against them. */
export const RECONCILING_READING: Rights = {
  reconciliation: [
    right('reconciliation { state differences { owner { name } } days { state } }', [PAPERS, 'ok']),
    right('reconciliation(at: "2010-01-04T12:00:00Z") { difference { amount } }', [PAPERS, 'ok']),
  ],
  monthClosings: [right('monthClosings { month preparer { name } }', [STAFF, 'ok'])],
  trialBalance: [right('trialBalance { kind }', [STAFF, 'ok'])],
  platformBalances: [right('platformBalances(kind: bank) { kind }', [STAFF, 'ok'])],
}

/** Who says what a difference is. */
export const reconcilingRights = ({ people }: Pick<House, 'people'>): Rights => ({
  explainDifference: [
    right(
      `explainDifference(input: { idempotencyKey: "k", differenceId: "Difference:${newId()}",
         ownerId: "${people.ann.id}", reason: "", dueOn: "2010-02-01" })`,
      [['finance'], 'DIFFERENCE_REASON_MALFORMED'],
    ),
  ],
})
