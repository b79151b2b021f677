import { NOTHING } from '../../src/domain/ids.ts'
import { type Rights, right, SIGNED_IN } from './rights.ts'

/** Who asks for certificates. */
export function certificateRights(annId: string): Rights {
  const ask = (fields: string) => `requestYearlyCertificate(input: { idempotencyKey: "k", ${fields} })`
  const certificate = (verb: string, fields: string) => `${verb}(input: { idempotencyKey: "k", ${fields} })`
  return {
    requestYearlyCertificate: [
      right(ask('year: 2010'), [SIGNED_IN, 'CERTIFICATE_YEAR_NOT_OVER']),
      right(ask(`year: 1, onBehalfOf: "${annId}"`), [SIGNED_IN, 'MANDATE_UNKNOWN']),
    ],
    requestShareCertificate: [
      right(certificate('requestShareCertificate', `shareClassId: "ShareClass:${NOTHING}"`), [
        SIGNED_IN,
        'SHARES_NOT_HELD',
      ]),
      right(
        certificate('requestShareCertificate', `shareClassId: "ShareClass:${NOTHING}", holderId: "${annId}"`),
        [['finance', 'ann'], 'SHARES_NOT_HELD'],
        [SIGNED_IN.filter(who => who !== 'finance' && who !== 'ann'), 'FORBIDDEN'],
      ),
    ],
    requestLossCertificate: [
      right(certificate('requestLossCertificate', `projectId: "Project:${NOTHING}"`), [
        SIGNED_IN,
        'NOTHING_LOST',
      ]),
    ],
  }
}
