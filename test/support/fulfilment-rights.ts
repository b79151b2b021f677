import { newId } from '../../src/domain/ids.ts'
import type { House } from './house.ts'
import { type Rights, right, SIGNED_IN } from './rights.ts'

const KEY = 'idempotencyKey: "k"'

/** Who may wait for shares, and who may hand over what was sold with them. */
export function fulfilmentRights({ open, hidden }: House): Rights {
  const wait = (offeringId: string) =>
    `waitForShares(input: { ${KEY}, offeringId: "${offeringId}", shares: 1 })`
  const unknown = `deliveryIds: ["Delivery:${newId()}"]`
  const handing = Object.fromEntries(
    ['sendItem', 'returnItem', 'confirmDelivery'].map(verb => [
      verb,
      [right(`${verb}(input: { ${KEY}, ${unknown} })`, [SIGNED_IN, 'DELIVERY_UNKNOWN'])],
    ]),
  )
  return {
    admitTicket: [right(`admitTicket(code: "X", ${KEY})`, [SIGNED_IN, 'TICKET_UNKNOWN'])],
    waitForShares: [
      right(wait(open.offering), [SIGNED_IN, 'OFFERING_NOT_OPEN']),
      right(wait(hidden.offering), [SIGNED_IN, 'OFFERING_UNKNOWN']),
    ],
    ...handing,
    leaveWaitingList: [
      right(`leaveWaitingList(input: { ${KEY}, entryId: "WaitingEntry:${newId()}" })`, [
        SIGNED_IN,
        'WAITING_UNKNOWN',
      ]),
    ],
  }
}
