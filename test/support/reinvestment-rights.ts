import { newId } from '../../src/domain/ids.ts'
import type { House } from './house.ts'
import { OWN, type Rights, right, SIGNED_IN } from './rights.ts'

const KEY = 'idempotencyKey: "k"'

/** Who may let his money be reinvested: himself, and who holds a mandate of him. */
export function reinvestmentRights({ open, hidden, people: { ann } }: House): Rights {
  const set = (fields: string) =>
    `setReinvestment(input: { ${KEY}, ratio: "0", mostPerMonth: { amount: "1", currency: "EUR" }, ${fields} })`
  const end = (more = '') =>
    `endReinvestment(input: { ${KEY}, ruleId: "ReinvestmentRule:${newId()}"${more} })`
  return {
    setReinvestment: [
      right(set(`preferences: ["${open.offering}"]`), [SIGNED_IN, 'REINVESTMENT_WRONG']),
      right(
        set(`preferences: ["${hidden.offering}"]`),
        [OWN, 'REINVESTMENT_WRONG'],
        [SIGNED_IN.filter(who => !OWN.includes(who)), 'NOT_FOUND'],
      ),
      right(set(`preferences: ["${open.project}"], onBehalfOf: "${ann.id}"`), [SIGNED_IN, 'MANDATE_UNKNOWN']),
    ],
    endReinvestment: [
      right(end(), [SIGNED_IN, 'REINVESTMENT_UNKNOWN']),
      right(end(`, onBehalfOf: "${ann.id}"`), [SIGNED_IN, 'MANDATE_UNKNOWN']),
    ],
  }
}
