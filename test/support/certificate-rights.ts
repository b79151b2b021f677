import { type Rights, right, SIGNED_IN } from './rights.ts'

/** Who asks for papers for his taxes. */
export function certificateRights(annId: string): Rights {
  const ask = (fields: string) => `requestYearlyCertificate(input: { idempotencyKey: "k", ${fields} })`
  return {
    requestYearlyCertificate: [
      right(ask('year: 2010'), [SIGNED_IN, 'CERTIFICATE_YEAR_NOT_OVER']),
      right(ask(`year: 1, onBehalfOf: "${annId}"`), [SIGNED_IN, 'MANDATE_UNKNOWN']),
    ],
  }
}
