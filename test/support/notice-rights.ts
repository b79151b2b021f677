import { newId } from '../../src/domain/ids.ts'
import type { House } from './house.ts'
import { PAPERS, type Rights, right, SIGNED_IN } from './rights.ts'

/** Who reads notices, and which. */
export const NOTICE_READING: Rights = {
  myNotices: [right('myNotices(first: 2) { edges { node { title } } }', [SIGNED_IN, 'ok'])],
  unreadNotices: [right('unreadNotices', [SIGNED_IN, 'ok'])],
  noticeChoices: [right('noticeChoices { kind channel duty }', [SIGNED_IN, 'ok'])],
  bouncedNotices: [
    right('bouncedNotices { edges { node { status ageDays owner { name } } } }', [PAPERS, 'ok']),
  ],
}

/** Who says how he is told, and who sees to what reached nobody. */
export const noticeRights = ({ people }: Pick<House, 'people'>): Rights => {
  const bounceId = `bounceId: "BouncedNotice:${newId()}"`
  return {
    setNoticeChoice: [
      right('setNoticeChoice(kind: payoutReturned, channel: none, idempotencyKey: "k")', [
        SIGNED_IN,
        'NOTICE_IS_DUTY',
      ]),
    ],
    markNoticesRead: [right('markNoticesRead(ids: [], idempotencyKey: "k1")', [SIGNED_IN, 'ok'])],
    importDeliveryReport: [
      right('importDeliveryReport(report: "", idempotencyKey: "k")', [
        ['finance'],
        'DELIVERY_REPORT_MALFORMED',
      ]),
    ],
    assignBouncedNotice: [
      right(`assignBouncedNotice(${bounceId}, ownerId: "${people.ann.id}", idempotencyKey: "k")`, [
        ['finance'],
        'BOUNCE_UNKNOWN',
      ]),
    ],
    closeBouncedNotice: [
      right(`closeBouncedNotice(${bounceId}, reason: "", idempotencyKey: "k")`, [
        ['finance'],
        'BOUNCE_REASON_MISSING',
      ]),
    ],
  }
}
