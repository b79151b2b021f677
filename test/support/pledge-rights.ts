import { newId } from '../../src/domain/ids.ts'
import type { House } from './house.ts'
import { type Rights, right, SIGNED_IN } from './rights.ts'

const KEY = 'idempotencyKey: "k"'

/** Who may change what is asked for each month, and what is pledged for it. */
export function pledgeRights({ open, hidden }: House): Rights {
  const pledge = (verb: string, fields: string) => `${verb}(input: { ${KEY}, ${fields} })`
  const unknown = newId()
  const use = (offering: string) => `reportUse(input: { ${KEY}, offeringId: "${offering}", lines: [] })`
  const end = (offering: string) => `endRepeating(offeringId: "${offering}", ${KEY})`
  const strangers = SIGNED_IN.filter(who => ['ann', 'bea', 'eve', 'admin'].includes(who))
  return {
    pledgeMonthly: [
      right(pledge('pledgeMonthly', `offeringId: "${open.offering}", shares: 1`), [
        SIGNED_IN,
        'NOT_REPEATED',
      ]),
      right(pledge('pledgeMonthly', `offeringId: "${hidden.offering}", shares: 1`), [
        SIGNED_IN,
        'OFFERING_UNKNOWN',
      ]),
    ],
    changePledge: [
      right(pledge('changePledge', `pledgeId: "Pledge:${unknown}", shares: 1`), [
        SIGNED_IN,
        'PLEDGE_UNKNOWN',
      ]),
    ],
    endPledge: [right(pledge('endPledge', `pledgeId: "Pledge:${unknown}"`), [SIGNED_IN, 'PLEDGE_UNKNOWN'])],
    reportUse: [
      right(use(open.offering), [['finance', 'issuer'], 'USE_UNCLEAR']),
      right(use(hidden.offering), [['finance', 'issuer'], 'USE_UNCLEAR'], [strangers, 'NOT_FOUND']),
    ],
    endRepeating: [
      right(end(open.offering), [['finance', 'issuer'], 'NOT_REPEATED']),
      right(end(hidden.offering), [['finance', 'issuer'], 'NOT_REPEATED'], [strangers, 'NOT_FOUND']),
    ],
  }
}
