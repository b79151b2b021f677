import { certificateRights } from './certificate-rights.ts'
import { CLOSING_RIGHTS } from './closing-rights.ts'
import { EXPORT_RIGHTS } from './export-rights.ts'
import { filingRights } from './filing-rights.ts'
import { giftRights } from './gift-rights.ts'
import type { House } from './house.ts'
import { IMPORT_RIGHTS } from './import-rights.ts'
import { type Rights, right, SIGNED_IN } from './rights.ts'

/** Who may run what jobs run by themselves, and what helps to operate and try the server. */
export function operatingRights(house: House): Rights {
  const { open, people } = house
  return {
    ...CLOSING_RIGHTS,
    ...IMPORT_RIGHTS,
    ...certificateRights(people.ann.id),
    ...giftRights(house),
    ...filingRights(people.ann.id),
    ...EXPORT_RIGHTS,
    distribute: [
      right(`distribute(projectId: "${open.project}", idempotencyKey: "k")`, [
        ['finance'],
        'NOTHING_TO_DISTRIBUTE',
      ]),
    ],
    grantPaperLink: [
      right(
        `grantPaperLink(paperId: "Statement:${people.ann.id.replace(/^\w+:/, '')}", idempotencyKey: "k")`,
        [SIGNED_IN, 'NOT_FOUND'],
      ),
    ],
    ping: [right('ping', [SIGNED_IN, 'ok'])],
    moveClock: [right('moveClock(to: "2010-01-01T00:00:00Z")', [['admin'], 'CLOCK_FIXED'])],
  }
}
