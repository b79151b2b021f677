import { newId } from '../../src/domain/ids.ts'
import type { House } from './house.ts'
import { PAPERS, type Rights, right } from './rights.ts'

/** Who holds the bank against the books. */
export const RECONCILING_READING: Rights = {
  reconciliation: [
    right('reconciliation { state differences { owner { name } } days { state } }', [PAPERS, 'ok']),
    right('reconciliation(at: "2010-01-04T12:00:00Z") { difference { amount } }', [PAPERS, 'ok']),
  ],
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
