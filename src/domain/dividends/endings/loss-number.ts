import { statementNumber } from '../statements/statement-number.ts'

/**
 * The number of a holder's paper about what he lost: always the same for the same winding up and figures, so that a paper
 * that a later recovery overtook has another one.
 */
export function lossNumber(loss: {
  endingId: string
  holderId: string
  putIn: bigint
  gotBack: bigint
}): string {
  const { endingId, holderId, putIn, gotBack } = loss
  return statementNumber(`${endingId}:${putIn}:${gotBack}`, holderId).replace(/^S/, 'L')
}
