import { newId } from '../../src/domain/ids.ts'
import type { House } from './house.ts'
import { OWN, type Rights, right, SIGNED_IN, STAFF } from './rights.ts'

const KEY = 'idempotencyKey: "k"'
const OWNERS: Parameters<typeof right>[1] = [['finance', 'issuer'], 'OFFERING_MOVE_ILLEGAL']
/** Who is signed in and belongs neither to the staff nor to the issuer. */
const STRANGERS = SIGNED_IN.filter(who => !OWN.includes(who))

/** The life of an offering: of one that is decided, and of one that is not published. */
export function lifeRights({ open, hidden, people }: House): Rights {
  const input = (verb: string, fields: string) => `${verb}(input: { ${KEY}, ${fields} })`
  const verdict = (verb: string) =>
    right(input(verb, `offeringId: "${open.offering}", reason: lawful, explanation: "x"`), [
      ['approver'],
      'OFFERING_MOVE_ILLEGAL',
    ])
  const moved = (verb: string) => [
    right(input(verb, `offeringId: "${open.offering}", closesAt: "2010-03-01T00:00:00Z"`), OWNERS),
    right(input(verb, `offeringId: "${hidden.offering}", closesAt: "2010-03-01T00:00:00Z"`), OWNERS, [
      STRANGERS,
      'OFFERING_UNKNOWN',
    ]),
  ]
  const invited = `partyIds: ["${people.ann.id}"]`
  return {
    submitOffering: [
      right(`submitOffering(offeringId: "${open.offering}", ${KEY})`, OWNERS),
      right(`submitOffering(offeringId: "${hidden.offering}", ${KEY})`, OWNERS, [
        STRANGERS,
        'OFFERING_UNKNOWN',
      ]),
    ],
    sendBackOffering: [verdict('sendBackOffering')],
    refuseOffering: [verdict('refuseOffering')],
    declareInterest: [
      right(input('declareInterest', `projectId: "${open.project}", text: ""`), [STAFF, 'REASON_MALFORMED']),
    ],
    reviseOffering: [
      right(input('reviseOffering', `offeringId: "${open.offering}", shares: 1`), OWNERS),
      right(input('reviseOffering', `offeringId: "${hidden.offering}", shares: 1`), OWNERS, [
        STRANGERS,
        'OFFERING_UNKNOWN',
      ]),
    ],
    approveRevision: [
      right(`approveRevision(offeringId: "${open.offering}", version: 2, ${KEY})`, [
        ['approver'],
        'OFFERING_MOVE_ILLEGAL',
      ]),
    ],
    reconfirmOrder: [
      right(input('reconfirmOrder', `subscriptionId: "ShareSubscription:${newId()}", version: 1`), [
        SIGNED_IN,
        'SUBSCRIPTION_UNKNOWN',
      ]),
    ],
    suspendOffering: [
      right(input('suspendOffering', `offeringId: "${open.offering}", reason: "x"`), [
        ['finance'],
        'OFFERING_MOVE_ILLEGAL',
      ]),
    ],
    closeEarly: moved('closeEarly'),
    extendOffering: moved('extendOffering'),
    voteInterest: [
      right(input('voteInterest', `offeringId: "${open.offering}"`), [SIGNED_IN, 'OFFERING_MOVE_ILLEGAL']),
      right(input('voteInterest', `offeringId: "${hidden.offering}"`), [SIGNED_IN, 'OFFERING_UNKNOWN']),
    ],
    inviteToOffering: [
      right(input('inviteToOffering', `offeringId: "${open.offering}", ${invited}`), [
        ['finance', 'issuer'],
        'NOT_BY_INVITATION',
      ]),
      right(
        input('inviteToOffering', `offeringId: "${hidden.offering}", ${invited}`),
        [['finance', 'issuer'], 'NOT_BY_INVITATION'],
        [STRANGERS, 'OFFERING_UNKNOWN'],
      ),
    ],
    inviteByLink: [
      right(
        `inviteByLink(offeringId: "${hidden.offering}", ${KEY})`,
        [['finance', 'issuer'], 'NOT_BY_INVITATION'],
        [STRANGERS, 'OFFERING_UNKNOWN'],
      ),
    ],
    redeemInvitation: [right(`redeemInvitation(token: "x", ${KEY})`, [SIGNED_IN, 'INVITATION_UNKNOWN'])],
  }
}
