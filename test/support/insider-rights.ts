import type { House } from './house.ts'
import { type Rights, right } from './rights.ts'

/** Who may say that a party is one of the platform's people: an administrator, and then an approver. */
export function insiderRights({ people: { ann, admin, approver } }: House): Rights {
  const declared = (partyId: string) =>
    `declareInsider(input: { idempotencyKey: "k", partyId: "${partyId}", link: manager, from: "2010-01-02", until: "2010-01-01" })`
  const confirmed = (partyId: string) =>
    `confirmInsider(partyId: "${partyId}", version: 1, idempotencyKey: "k")`
  return {
    declareInsider: [
      right(declared(ann.id), [['admin'], 'INSIDER_SPAN_WRONG']),
      right(declared(admin.id), [['admin'], 'NOT_FOR_YOURSELF']),
    ],
    confirmInsider: [
      right(confirmed(ann.id), [['approver'], 'INSIDER_NOT_DECLARED']),
      right(confirmed(approver.id), [['approver'], 'NOT_FOR_YOURSELF']),
    ],
  }
}
