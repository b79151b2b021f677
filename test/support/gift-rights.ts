import type { House } from './house.ts'
import { type Rights, right, SIGNED_IN } from './rights.ts'

/** Who declares that gifts reduce taxes, and who asks for a receipt. */
export function giftRights({ people, open }: House): Rights {
  const declare = (partyId: string, until: string) =>
    `declareGiftEligibility(input: { idempotencyKey: "k", partyId: "${partyId}", article: art200, purpose: "Wells", reason: "Ruled so", source: "Ruling", from: "2010-01-02", until: "${until}" })`
  const ask = (fields: string) =>
    `requestDonationReceipt(input: { idempotencyKey: "k", projectId: "${open.project}", ${fields} })`
  const confirm = (partyId: string) =>
    `confirmGiftEligibility(partyId: "${partyId}", article: art200, version: 1, idempotencyKey: "k")`
  return {
    confirmGiftEligibility: [
      right(confirm(people.issuer.id), [['approver'], 'ELIGIBILITY_NOT_DECLARED']),
      right(confirm(people.approver.id), [['approver'], 'NOT_FOR_YOURSELF']),
    ],
    declareGiftEligibility: [
      right(declare(people.issuer.id, '2010-01-01'), [['finance'], 'ELIGIBILITY_SPAN_WRONG']),
      right(declare(people.finance.id, '2010-01-03'), [['finance'], 'NOT_FOR_YOURSELF']),
    ],
    requestDonationReceipt: [
      right(ask('year: 2010'), [SIGNED_IN, 'GIFT_YEAR_NOT_OVER']),
      right(ask(`year: 1, onBehalfOf: "${people.ann.id}"`), [SIGNED_IN, 'MANDATE_UNKNOWN']),
    ],
  }
}
