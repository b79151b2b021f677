import type { House } from './house.ts'
import { insiderRights } from './insider-rights.ts'
import { OWN, type Rights, right, SIGNED_IN } from './rights.ts'

const KEY = 'idempotencyKey: "k"'
const ONE_EURO = '{ amount: "1", currency: "EUR" }'

/** Who may change what is known of an investor: himself, who holds a mandate of him, for his status an approver; and who is of the platform. */
export function suitabilityRights(house: House): Rights {
  const { hidden, people } = house
  const { ann, approver } = people
  const own = (verb: string, fields: string, code: string) => [
    right(`${verb}(input: { ${KEY}, ${fields} })`, [SIGNED_IN, code]),
    right(`${verb}(input: { ${KEY}, ${fields}, onBehalfOf: "${ann.id}" })`, [SIGNED_IN, 'MANDATE_UNKNOWN']),
  ]
  const decided = (verb: string, code: string) => [
    right(`${verb}(partyId: "${ann.id}", ${KEY})`, [['approver'], code]),
    right(`${verb}(partyId: "${approver.id}", ${KEY})`, [['approver'], 'NOT_FOR_YOURSELF']),
  ]
  const hiddenOrder = `offeringId: "${hidden.offering}", amount: ${ONE_EURO}`
  return {
    ...insiderRights(house),
    recordKnowledgeTest: own('recordKnowledgeTest', 'testVersion: "", missing: []', 'VERSION_MALFORMED'),
    recordLossSimulation: own(
      'recordLossSimulation',
      `toolVersion: "", doneOn: "2010-01-01", acceptedLimit: ${ONE_EURO}`,
      'VERSION_MALFORMED',
    ),
    acknowledgeWarning: [
      ...own('acknowledgeWarning', 'warning: riskOfLoss, textVersion: 0', 'WARNING_OUTDATED'),
      right(
        `acknowledgeWarning(input: { ${KEY}, warning: riskOfLoss, textVersion: 1, ${hiddenOrder} })`,
        [OWN, 'WARNING_ORDER_WRONG'],
        [SIGNED_IN.filter(who => !OWN.includes(who)), 'OFFERING_UNKNOWN'],
      ),
    ],
    requestSophistication: own('requestSophistication', 'criteria: [], textVersion: 0', 'WARNING_OUTDATED'),
    grantSophistication: decided('grantSophistication', 'SOPHISTICATION_NOT_REQUESTED'),
    revokeSophistication: decided('revokeSophistication', 'SOPHISTICATION_MISSING'),
  }
}
