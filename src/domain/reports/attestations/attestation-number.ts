import { statementNumber } from '../../dividends/statements/statement-number.ts'

/** The number of a version of the paper about a run: always the same for the two, and no hint to any other. */
export const attestationNumber = (distributionId: string, version: number): string =>
  statementNumber(distributionId, `attestation ${version}`).replace(/^S/, 'DR')
